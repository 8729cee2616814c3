package delegation

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// Order is the alphabetical order of a language, in which the United Nations prints lists of delegations: replies stand by the
// name of the State in each language version (Editorial Manual, “Replies of Governments”).
//
// It is that of the Unicode collation algorithm, and besides: English leaves out a leading “the”; French and Spanish file letter
// by letter, whatever the spaces and hyphens (“Sainte-Lucie, Saint-Kitts-et-Nevis, Saint-Marin” and “République démocratique
// populaire lao, République de Moldova” in the list of Member States of 3 July 2006, press release ORG/1469); Arabic leaves out
// the article of every word and does not tell the forms of alif apart; Chinese files by pinyin, by strokes under the tag
// “zh-u-co-stroke”. An Order is for one goroutine.
type Order struct {
	collator *collate.Collator
	prepare  func(name string) string
	buf      collate.Buffer
	keys     map[string][]byte
}

// NewOrder is the order of a language, given as a BCP 47 tag; that of English where the tag cannot be read.
func NewOrder(tag string) *Order {
	t, err := language.Parse(tag)
	if err != nil {
		t = language.English
	}
	base, _ := t.Base()
	prepare, ok := filing[base.String()]
	if !ok {
		prepare = asWritten
	}
	return &Order{collator: collate.New(t), prepare: prepare, keys: map[string][]byte{}}
}

// filing is what a name is filed under, by language; others file it as it is written.
var filing = map[string]func(string) string{"en": withoutThe, "fr": letters, "es": letters, "ar": withoutArticles}

// Compare orders two names, or what they are filed under; names that the language does not tell apart are ordered by their bytes.
func (o *Order) Compare(a, b string) int {
	return cmp.Or(bytes.Compare(o.key(a), o.key(b)), strings.Compare(a, b))
}

// Sort puts delegations into the order of their names in the language.
func (o *Order) Sort(ds []Delegation, language string) {
	slices.SortStableFunc(ds, func(a, b Delegation) int {
		return cmp.Or(o.Compare(a.SortKey(language), b.SortKey(language)), strings.Compare(a.Code, b.Code))
	})
}

func (o *Order) key(name string) []byte {
	if k, ok := o.keys[name]; ok {
		return k
	}
	k := bytes.Clone(o.collator.KeyFromString(&o.buf, o.prepare(name)))
	o.buf.Reset()
	o.keys[name] = k
	return k
}

func asWritten(name string) string { return name }

func withoutThe(name string) string {
	if rest := strings.TrimPrefix(name, "The "); rest != name {
		return rest
	}
	return strings.TrimPrefix(name, "the ")
}

// letters are the letters and digits of a name, and nothing between them.
func letters(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return r
		}
		return -1
	}, name)
}

var alif = strings.NewReplacer("أ", "ا", "إ", "ا", "آ", "ا", "ٱ", "ا")

// withoutArticles are the words of an Arabic name without their articles: جزر سليمان stands before جزر القمر.
func withoutArticles(name string) string {
	var words []string
	for w := range strings.FieldsSeq(name) {
		if w = strings.TrimFunc(w, unicode.IsPunct); w == "" {
			continue
		}
		words = append(words, alif.Replace(strings.TrimPrefix(w, "ال")))
	}
	return strings.Join(words, " ")
}
