package compendium

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"adref/pkg/lazy"
	"adref/pkg/text"
)

// quotation is words in quotation marks.
type quotation struct {
	Span  text.Span // marks included
	Words string
	// Title is true for what may well be the name of something: it is a reference where the words stand in the text, and no
	// mistake where they do not.
	Title bool
}

// marks are the quotation marks of the six languages, opening to closing. Arabic typists also turn “ ” round.
var marks = map[rune]string{'“': "”", '"': `"`, '«': "»", '„': "“”", '「': "」", '『': "』", '《': "》", '”': "“"}

// maxQuote is the longest quotation, in bytes: a mark that is not closed by then was no opening mark.
const maxQuote = 4000

// A quotation counts from two words and six characters on; shorter ones are mostly single words that stand everywhere.
const (
	minWords = 2
	minChars = 6
)

var entitled = lazy.Regexp(`(?i)(?:entitled|titled|called|known as|intitulée?s?|titulad[oa]s?|озаглавлен\p{L}*|под названием|المعنون\p{L}*|بعنوان|题为|名为)\s*,?\s*$`)

// quotations finds the words that s quotes, in order.
func quotations(s string) []quotation {
	var found []quotation
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		closers, ok := marks[r]
		if !ok {
			i += size
			continue
		}
		words, closer := upTo(s[i+size:], r, closers)
		if closer == 0 {
			i += size
			continue
		}
		end := i + size + len(words) + closer
		if counts(words) {
			found = append(found, quotation{
				Span: text.Span{Start: i, End: end}, Words: words,
				Title: r == '《' || capitalised(words) || entitled().MatchString(s[:i]),
			})
		}
		i = end
	}
	return found
}

// upTo is the words up to the closing mark, and the length of that mark; 0 where there is none in the paragraph. Marks of the
// same kind may be nested.
func upTo(s string, open rune, closers string) (words string, closer int) {
	depth := 0
	for i, r := range s {
		switch {
		case i > maxQuote || r == '\n' && strings.HasPrefix(s[i:], "\n\n"):
			return "", 0
		case strings.ContainsRune(closers, r):
			if depth == 0 {
				return s[:i], utf8.RuneLen(r)
			}
			depth--
		case r == open:
			depth++
		}
	}
	return "", 0
}

func counts(words string) bool {
	letters := 0
	for _, r := range words {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if letters < minChars {
		return false
	}
	return strings.ContainsFunc(words, isHan) || len(strings.Fields(words)) >= minWords
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// capitalised says that all longer words begin with a capital, as in the title of a document. Scripts without capitals have
// no such titles.
func capitalised(words string) bool {
	capital := false
	for _, w := range strings.Fields(words) {
		r, _ := utf8.DecodeRuneInString(w)
		if utf8.RuneCountInString(w) >= 4 && !unicode.IsUpper(r) {
			return false
		}
		capital = capital || unicode.IsUpper(r)
	}
	return capital
}

// folded is a text made comparable: the same words give the same bytes whatever their white space, quotation marks, brackets
// and mark-up.
type folded struct {
	words string
	block []int // index of the block at each byte of words
}

// brackets are folded in two ways: "[t]he" is "the", "shall[,]consider" has a gap. Words are looked up in both.
var bracketFolds = []string{"", " "}

// fold folds the blocks of a document into one string, so that a quotation may run across blocks.
func fold(blocks []text.Block, bracket string) folded {
	var f folded
	var b strings.Builder
	for i, block := range blocks {
		s := foldWords(block.Text, bracket)
		if s == "" {
			continue
		}
		b.WriteString(s + " ")
		for range len(s) + 1 {
			f.block = append(f.block, i)
		}
	}
	f.words = b.String()
	return f
}

func foldWords(s, bracket string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(s) {
		switch r {
		case '[', ']':
			b.WriteString(bracket)
		case '*', '\u00ad', '\u200b', '\u200e', '\u200f', '\ufeff':
		case '“', '”', '„', '«', '»', '「', '」', '『', '』':
			b.WriteByte('"')
		case '’', '‘', 'ʼ':
			b.WriteByte('\'')
		case '‐', '‑', '–', '—', '−':
			b.WriteByte('-')
		default:
			b.WriteRune(r)
		}
	}
	s = strings.Join(strings.Fields(b.String()), " ")
	for _, mark := range []string{",", ".", ";", ":"} {
		s = strings.ReplaceAll(s, " "+mark, mark)
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, `" `, `"`), ` "`, `"`)
}

// ellipsis parts a quotation that leaves words out.
var ellipsis = lazy.Regexp(`\s*[\[(]?(?:…|\.\s?\.\s?\.)[\])]?\s*`)

// places are the blocks in which the quoted words begin, in order. Words before and after an ellipsis must follow each other
// in one block.
func (f folded) places(words, bracket string) []int {
	var parts []string
	for _, p := range ellipsis().Split(words, -1) {
		if p = foldWords(trimQuoted(p), bracket); p != "" {
			parts = append(parts, p)
		}
	}
	if len(parts) == 0 {
		return nil
	}
	var blocks []int
	for _, first := range bothCases(parts[0]) {
		for from := 0; ; {
			i := indexWords(f.words, first, from)
			if i < 0 {
				break
			}
			at := f.block[i]
			if f.follows(at, i+len(first), parts[1:]) && (len(blocks) == 0 || blocks[len(blocks)-1] != at) {
				blocks = append(blocks, at)
			}
			from = i + 1
		}
	}
	return blocks
}

func (f folded) follows(block, from int, parts []string) bool {
	for _, p := range parts {
		i := indexWords(f.words, p, from)
		if i < 0 || f.block[i] != block {
			return false
		}
		from = i + len(p)
	}
	return true
}

// indexWords is where whole words begin in s from a place on: "use of force" does not stand in "house of forces".
func indexWords(s, words string, from int) int {
	for from < len(s) {
		i := strings.Index(s[from:], words)
		if i < 0 {
			return -1
		}
		i += from
		if boundary(s, i) && boundary(s, i+len(words)) {
			return i
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		from = i + size
	}
	return -1
}

// boundary says that no word runs through the place; Chinese has no visible words.
func boundary(s string, i int) bool {
	a, n := utf8.DecodeLastRuneInString(s[:i])
	b, m := utf8.DecodeRuneInString(s[i:])
	if n == 0 || m == 0 || isHan(a) || isHan(b) {
		return true
	}
	return !(unicode.IsLetter(a) || unicode.IsDigit(a)) || !(unicode.IsLetter(b) || unicode.IsDigit(b))
}

// trimQuoted takes off the punctuation that belongs to the sentence of the explanation and stands inside its marks.
func trimQuoted(s string) string {
	return strings.TrimRight(strings.TrimSpace(s), ".,;:!?،؛。，； \u00a0\u202f")
}

// bothCases is the words as they are and with the other case of the first letter: a quotation is fitted to its sentence.
func bothCases(s string) []string {
	r, size := utf8.DecodeRuneInString(s)
	other := unicode.ToUpper(r)
	if other == r {
		other = unicode.ToLower(r)
	}
	if other == r {
		return []string{s}
	}
	return []string{s, string(other) + s[size:]}
}
