package docx

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"adref/pkg/paper"
)

// lists are the numberings of the paragraphs that Word counts by itself. Each kind of label on each level is a numbering of its
// own, which is begun anew where the count does not go on; so every label is the one that the paper has, whatever came before it.
type lists struct {
	kinds []*listKind
	byKey map[listKey]*listKind
	nums  []listNum
	// first numbers that are free: a template has numberings of its own.
	firstKind, firstNum int
}

// listKey is what makes a kind of label: "(a)" on level 1.
type listKey struct {
	level         int
	format        string // as w:numFmt has it
	before, after string
	indent        int // level of the indentation
}

type listKind struct {
	listKey
	number int // from 0
	last   int // of the lists of this kind
}

// listNum is one list of a kind: one that begins anew at start. It is counted twice, with every change accepted and with every
// change refused, for a paragraph that is not in a view does not count in it.
type listNum struct {
	kind     *listKind
	start    int
	now, was int // what comes next
}

// list is the element that makes Word count the paragraph, "" for one that has no label, is not Auto, or is in neither view. A label
// that is no count is one that is printed as it is.
func (d *writer) list(p *paper.Paragraph, l labelling) string {
	if !p.Auto || p.Label == "" || p.Was != nil || placeholder(p.Label) || !l.accepted && !l.refused {
		return ""
	}
	d.escaped(p.Label)
	d.limit(p.Label, maxLabel, "the label")
	key, value := d.lists.read(p, l)
	k := d.lists.byKey[key]
	if k == nil {
		k = &listKind{listKey: key, number: len(d.lists.kinds), last: -1}
		if d.lists.byKey == nil {
			d.lists.byKey = map[listKey]*listKind{}
		}
		d.lists.byKey[key] = k
		d.lists.kinds = append(d.lists.kinds, k)
	}
	if !d.lists.goesOn(k, value, l) {
		d.lists.nums = append(d.lists.nums, listNum{k, value, value, value})
		k.last = len(d.lists.nums) - 1
	}
	if n := &d.lists.nums[k.last]; !key.fixed() {
		if l.accepted {
			n.now++
		}
		if l.refused {
			n.was++
		}
	}
	return fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, key.level, d.lists.firstNum+k.last)
}

// goesOn says whether the last list of a kind goes on with the value.
func (l *lists) goesOn(k *listKind, value int, at labelling) bool {
	if k == nil || k.last < 0 {
		return false
	}
	if n := l.nums[k.last]; at.accepted {
		return n.now == value
	} else {
		return n.was == value
	}
}

// Formats of labels that are no count: a bullet, and characters that are printed as they are.
const (
	bullet = "bullet"
	asIs   = "none"
)

func (k listKey) fixed() bool { return k.format == bullet || k.format == asIs }

// read is the kind of the label of a paragraph, and its value. "(i)" after "(h)" is a letter, else a Roman number.
func (l *lists) read(p *paper.Paragraph, at labelling) (listKey, int) {
	key := listKey{format: asIs, before: p.Label}
	if utf8.RuneCountInString(p.Label) == 1 {
		key.format = bullet
	}
	if p.Style == paper.Numbered {
		key.level = min(p.Level, MaxLevels-1)
		key.indent = key.level
	} else {
		key.indent = -1
	}
	core := strings.TrimFunc(p.Label, func(r rune) bool { return !plainDigitOrLetter(r) })
	before, after, ok := strings.Cut(p.Label, core)
	if core == "" || !ok || strings.Contains(p.Label, "%") {
		return key, 0
	}
	var first *listKey
	value := 0
	for _, c := range counts(core) {
		k := listKey{key.level, c.format, before, after, key.indent}
		if l.goesOn(l.byKey[k], c.value, at) {
			return k, c.value
		}
		if first == nil {
			first, value = &k, c.value
		}
	}
	if first == nil {
		return key, 0
	}
	return *first, value
}

// placeholder says whether a label has in it what Word takes for the place of a number: "%1". Such a label is written as text.
func placeholder(label string) bool {
	for i := range len(label) - 1 {
		if label[i] == '%' && '0' <= label[i+1] && label[i+1] <= '9' {
			return true
		}
	}
	return false
}

func plainDigitOrLetter(r rune) bool {
	return '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
}

type count struct {
	format string
	value  int
}

// counts are what a number can be read as, the likeliest first. Each is printed by Word as the number is written.
func counts(core string) []count {
	if n, err := strconv.Atoi(core); err == nil && strconv.Itoa(n) == core && n < 1<<15 {
		return []count{{"decimal", n}}
	}
	lower := strings.ToLower(core)
	kind := "upper"
	if core == lower {
		kind = "lower"
	} else if core != strings.ToUpper(core) {
		return nil
	}
	var out []count
	if n := fromRoman(lower); n > 0 {
		out = append(out, count{kind + "Roman", n})
	}
	if len(core) == 1 {
		letter := count{kind + "Letter", int(lower[0]-'a') + 1}
		if len(out) > 0 && lower != "i" {
			return append([]count{letter}, out...) // "(c)", "(v)": a letter unless the Roman numbers go on with it
		}
		out = append(out, letter)
	}
	return out
}

var romans = []struct {
	value  int
	digits string
}{{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}}

// fromRoman is the value of a Roman number in lower case up to 3999, 0 for what is none.
func fromRoman(s string) int {
	n, rest := 0, s
	for _, r := range romans {
		for strings.HasPrefix(rest, r.digits) && n < 4000 {
			n += r.value
			rest = rest[len(r.digits):]
		}
	}
	if rest != "" || n >= 4000 || roman(n) != s {
		return 0
	}
	return n
}

func roman(n int) string {
	var b strings.Builder
	for _, r := range romans {
		for n >= r.value {
			b.WriteString(r.digits)
			n -= r.value
		}
	}
	return b.String()
}

// definitions are the numberings and the lists, as the elements of numbering.xml; indented says that they have an indentation of
// their own, and not that of the style.
func (l *lists) definitions(indented bool) (kinds, nums string) {
	var k, n bytes.Buffer
	for _, kind := range l.kinds {
		text := fmt.Sprintf("%s%%%d%s", kind.before, kind.level+1, kind.after)
		if kind.fixed() {
			text = kind.before
		}
		indent := ""
		if indented {
			indent = indentation(kind.indent)
		}
		fmt.Fprintf(&k, `<w:abstractNum w:abstractNumId="%d"><w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="%d"><w:start w:val="1"/>`+
			`<w:numFmt w:val="%s"/><w:lvlText w:val="%s"/><w:lvlJc w:val="left"/>%s</w:lvl></w:abstractNum>`,
			l.firstKind+kind.number, kind.level, kind.format, escaper.Replace(text), indent)
	}
	for i, num := range l.nums {
		fmt.Fprintf(&n, `<w:num w:numId="%d"><w:abstractNumId w:val="%d"/><w:lvlOverride w:ilvl="%d"><w:startOverride w:val="%d"/></w:lvlOverride></w:num>`,
			l.firstNum+i, l.firstKind+num.kind.number, num.kind.level, num.start)
	}
	return k.String(), n.String()
}

// indentation is that of a level of numbered paragraphs, hanging; of -1 that of a paragraph of another style.
func indentation(level int) string {
	return fmt.Sprintf(`<w:pPr><w:tabs><w:tab w:val="num" w:pos="%d"/></w:tabs><w:ind w:left="%d" w:hanging="%d"/></w:pPr>`,
		hanging*(max(level, 0)+1), hanging*(max(level, 0)+1), hanging)
}

// hanging is how far the words of a numbered paragraph stand from its number, in twentieths of a point.
const hanging = 567
