package docx

import (
	"fmt"
	"strconv"
	"strings"

	"adref/pkg/ooxml"
)

const (
	maxLevels = 9
	maxLists  = 20_000
)

// numbering is word/numbering.xml: lists (w:num) that are made of definitions (w:abstractNum) and may change some levels of them.
type numbering struct {
	lists   map[string]*list
	unknown map[string]bool // formats that are printed as 1, 2, 3
}

// list is a w:num with its definition worked in.
type list struct {
	definition string // lists of one definition count on together
	levels     [maxLevels]level
	restarts   [maxLevels]bool // the list begins anew at this level
}

type level struct {
	start   int
	format  string
	custom  string // w:format of a format that is custom: "001, 002, 003, ..."
	text    string // "%1.%2."
	legal   bool   // isLgl: all numbers as 1, 2, 3
	restart int    // starts again after a paragraph of a level below this one; 0 never
	style   string // of paragraphs that have this level by their style
}

func readNumbering(root *ooxml.Node, st *styles) (*numbering, error) {
	n := &numbering{lists: map[string]*list{}, unknown: map[string]bool{}}
	if root == nil {
		return n, nil
	}
	definitions, nums, byStyle := map[string]*ooxml.Node{}, map[string]*ooxml.Node{}, map[string]*ooxml.Node{}
	for c := root.First; c != nil; c = c.Next {
		switch c.Name {
		case "w:abstractNum":
			definitions[c.Attr("w:abstractNumId")] = c
			if s := c.Child("w:styleLink").Attr("w:val"); s != "" {
				byStyle[s] = c
			}
		case "w:num":
			nums[c.Attr("w:numId")] = c
		}
	}
	if len(nums) > maxLists {
		return nil, &ooxml.Error{Kind: ooxml.ErrLimit, What: fmt.Sprintf("the document has more than %d lists", maxLists), Advice: "Copy its text into a new document and save that"}
	}
	levels, styled := map[*ooxml.Node]*[maxLevels]level{}, map[*ooxml.Node]string{}
	for _, def := range definitions {
		levels[def], styled[def] = newLevels(def), def.Child("w:numStyleLink").Attr("w:val")
	}
	for id, num := range nums {
		def := definitions[num.Child("w:abstractNumId").Attr("w:val")]
		if s := styled[def]; s != "" {
			def = linked(s, st, def, definitions, nums, byStyle)
		}
		if def == nil {
			continue
		}
		if levels[def] == nil { // of two definitions with one number
			levels[def] = newLevels(def)
		}
		n.lists[id] = newList(def, *levels[def], num)
		if err := n.lists[id].check(); err != nil {
			return nil, err
		}
	}
	return n, nil
}

// check refuses labels that nobody prints.
func (l *list) check() error {
	for i := range l.levels {
		if len(l.levels[i].text) > 4*maxLabel {
			return &ooxml.Error{Kind: ooxml.ErrLimit, What: fmt.Sprintf("a list has labels of more than %d characters", maxLabel), Advice: "Type the text instead"}
		}
	}
	return nil
}

// linked is the definition behind a list style (ISO/IEC 29500-1, 17.9.21): the one that says it is that style's, else that of the
// list the style names.
func linked(s string, st *styles, def *ooxml.Node, definitions, nums, byStyle map[string]*ooxml.Node) *ooxml.Node {
	if d := byStyle[s]; d != nil {
		return d
	}
	if d := definitions[nums[st.get(s).number.num].Child("w:abstractNumId").Attr("w:val")]; d != nil {
		return d
	}
	return def
}

// newLevels are the levels of a definition.
func newLevels(def *ooxml.Node) *[maxLevels]level {
	l := &list{}
	for i := range l.levels {
		l.levels[i] = level{start: 0, format: "decimal", restart: i}
	}
	for c := def.First; c != nil; c = c.Next {
		if c.Name == "w:lvl" {
			l.setLevel(c)
		}
	}
	return &l.levels
}

func newList(def *ooxml.Node, levels [maxLevels]level, num *ooxml.Node) *list {
	l := &list{definition: def.Attr("w:abstractNumId"), levels: levels}
	for c := num.First; c != nil; c = c.Next {
		if c.Name != "w:lvlOverride" {
			continue
		}
		i, ok := levelIndex(c)
		if !ok {
			continue
		}
		if lvl := c.Child("w:lvl"); lvl != nil {
			l.setLevel(lvl)
		}
		if v, ok := c.Child("w:startOverride").Lookup("w:val"); ok {
			if start, err := strconv.Atoi(v); err == nil {
				l.levels[i].start, l.restarts[i] = start, true
			}
		}
	}
	return l
}

func levelIndex(n *ooxml.Node) (int, bool) {
	i, err := strconv.Atoi(n.Attr("w:ilvl"))
	return i, err == nil && 0 <= i && i < maxLevels
}

func (l *list) setLevel(n *ooxml.Node) {
	i, ok := levelIndex(n)
	if !ok {
		return
	}
	lv := level{format: "decimal", restart: i}
	for c := n.First; c != nil; c = c.Next {
		v := c.Attr("w:val")
		number, err := strconv.Atoi(v)
		switch c.Name {
		case "w:start":
			if err == nil {
				lv.start = number
			}
		case "w:numFmt":
			lv.format, lv.custom = v, c.Attr("w:format")
		case "mc:AlternateContent":
			lv.alternative(c)
		case "w:lvlText":
			lv.text = v
		case "w:isLgl":
			lv.legal = flag(n, "w:isLgl", false)
		case "w:lvlRestart":
			if err == nil && number >= 0 {
				lv.restart = min(number, i)
			}
		case "w:pStyle":
			lv.style = v
		}
	}
	l.levels[i] = lv
}

// alternative takes the number format that Word writes in two ways since 2010.
func (lv *level) alternative(n *ooxml.Node) {
	for _, branch := range []string{"mc:Fallback", "mc:Choice"} {
		if f := n.Child(branch).Child("w:numFmt"); f != nil {
			lv.format, lv.custom = f.Attr("w:val"), f.Attr("w:format")
		}
	}
}

// levelOf is the place in the lists with the level that the list links to the style that says so.
func (n *numbering) levelOf(ref numberRef) numberRef {
	l := n.lists[ref.num]
	if l == nil || ref.style == "" {
		return ref
	}
	for i := range l.levels {
		if l.levels[i].style == ref.style {
			ref.level = i
		}
	}
	return ref
}

// counters are how far the lists of a story have come.
type counters struct {
	*numbering
	at   map[string]*listCount // by definition
	used map[use]bool
}

// use is a level of a list; a list that begins anew at a level does so when the level is first used.
type use struct {
	list  *list
	level int
}

type listCount struct {
	value   [maxLevels]int
	started [maxLevels]bool
}

func (n *numbering) counters() *counters {
	return &counters{numbering: n, at: map[string]*listCount{}, used: map[use]bool{}}
}

// next counts a paragraph and gives its label, "" where the list prints none.
func (c *counters) next(ref numberRef) string {
	l := c.lists[ref.num]
	if l == nil {
		return ""
	}
	at := c.at[l.definition]
	if at == nil {
		at = &listCount{}
		c.at[l.definition] = at
	}
	if use := (use{l, ref.level}); !c.used[use] {
		c.used[use] = true
		at.started[ref.level] = at.started[ref.level] && !l.restarts[ref.level]
	}
	if at.started[ref.level] {
		at.value[ref.level]++
	} else {
		at.value[ref.level], at.started[ref.level] = l.levels[ref.level].start, true
	}
	for i := ref.level + 1; i < maxLevels; i++ {
		if ref.level < l.levels[i].restart {
			at.started[i] = false
		}
	}
	for i := range ref.level {
		if !at.started[i] {
			at.value[i] = l.levels[i].start
		}
	}
	return c.label(l, at, ref.level)
}

// label puts the numbers into the text of the level.
func (c *counters) label(l *list, at *listCount, i int) string {
	lv := &l.levels[i]
	if lv.format == bullet {
		return bulletSign(lv.text)
	}
	var b strings.Builder
	for rest := lv.text; rest != ""; {
		before, after, ok := strings.Cut(rest, "%")
		b.WriteString(before)
		if !ok {
			break
		}
		if after == "" || after[0] < '1' || after[0] > '9' {
			b.WriteByte('%')
			rest = after
			continue
		}
		if of := int(after[0] - '1'); of <= i {
			b.WriteString(c.number(&l.levels[of], at.value[of], lv.legal))
		}
		rest = after[1:]
	}
	return strings.TrimSpace(b.String())
}

func (c *counters) number(lv *level, value int, legal bool) string {
	format, custom := lv.format, lv.custom
	if legal && format != "none" {
		format = "decimal"
	}
	s, ok := formatNumber(format, custom, value)
	if !ok {
		c.unknown[format] = true
	}
	return s
}

// bulletSign is the sign of a list without numbers. Symbol fonts have theirs where Unicode has private characters; those that are
// not in the table are printed as the round one.
func bulletSign(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r >= 0xF000 && r <= 0xF0FF:
			if s, ok := bullets[r]; ok {
				b.WriteRune(s)
			} else {
				b.WriteRune('•')
			}
		default:
			b.WriteRune(r)
		}
	}
	return strings.TrimSpace(b.String())
}

// bullets are the signs that Word offers, of Symbol and of Wingdings, which do not disagree on these.
var bullets = map[rune]rune{
	0xF0B7: '•', 0xF0A7: '▪', 0xF0D8: '➢', 0xF0FC: '✓', 0xF076: '❖', 0xF0A8: '◻', 0xF06C: '●', 0xF06E: '■', 0xF06F: '□', 0xF071: '❑',
	0xF072: '❒', 0xF075: '◆', 0xF0E8: '➔', 0xF0E0: '→', 0xF0DE: '⇨', 0xF0F0: '⇨', 0xF0FB: '✗', 0xF0FE: '☑', 0xF0FD: '☒', 0xF02D: '−', 0xF0BE: '—',
}
