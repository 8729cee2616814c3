package akn

import (
	"fmt"
	"strings"
	"unicode"

	"adref/pkg/paper"
)

// node is an element of the hierarchy: a section, a paragraph, a point, or a container of what has no number.
type node struct {
	element, name string // name only of an hcontainer
	eID, wID      string
	paragraph     *paper.Paragraph // its heading or its words; nil for a table
	table         []paper.Paragraph
	children      []*node
}

// tree puts the paragraphs of a paper into the hierarchy that their headings and levels make.
func tree(ps []paper.Paragraph) *node {
	root := &node{}
	t := planter{root: root, used: map[string]bool{}}
	for i := 0; i < len(ps); {
		if ps[i].Cell != nil {
			n := i
			for n < len(ps) && ps[n].Cell != nil && ps[n].Cell.Table == ps[i].Cell.Table {
				n++
			}
			t.place(&node{element: "hcontainer", name: "table", table: ps[i:n]}, 0)
			i = n
			continue
		}
		t.paragraph(&ps[i])
		i++
	}
	return root
}

type planter struct {
	root     *node
	sections []*node // open ones, the outermost first
	levels   []int   // of their headings
	points   []*node // the numbered paragraphs that are open
	depths   []int   // their levels
	used     map[string]bool
}

func (t *planter) paragraph(q *paper.Paragraph) {
	n := &node{element: "hcontainer", name: string(q.Style), paragraph: q, wID: q.ID}
	switch q.Style {
	case paper.Heading:
		t.heading(n, q.Level)
		return
	case paper.Numbered:
		n.element, n.name = "paragraph", ""
		if q.Level > 0 {
			n.element = "point"
		}
		t.place(n, q.Level)
		return
	}
	t.place(n, 0)
}

// heading opens a section and closes those of its level and below.
func (t *planter) heading(n *node, level int) {
	n.element, n.name = "section", ""
	k := len(t.sections)
	for k > 0 && t.levels[k-1] >= level {
		k--
	}
	t.sections, t.levels, t.points, t.depths = t.sections[:k], t.levels[:k], nil, nil
	t.add(t.section(), n)
	t.sections, t.levels = append(t.sections, n), append(t.levels, level)
}

func (t *planter) section() *node {
	if k := len(t.sections); k > 0 {
		return t.sections[k-1]
	}
	return t.root
}

// place adds a paragraph under the numbered one that it is a point of, else to its section.
func (t *planter) place(n *node, level int) {
	k := len(t.points)
	for k > 0 && t.depths[k-1] >= level {
		k--
	}
	t.points, t.depths = t.points[:k], t.depths[:k]
	parent := t.section()
	if k > 0 {
		parent = t.points[k-1]
	}
	t.add(parent, n)
	if n.element == "paragraph" || n.element == "point" {
		t.points, t.depths = append(t.points, n), append(t.depths, level)
	}
}

// abbreviations are those of the naming convention.
var abbreviations = map[string]string{"section": "sec", "paragraph": "para", "point": "point", "hcontainer": "hcontainer"}

func (t *planter) add(parent, n *node) {
	number := ""
	if n.paragraph != nil {
		number = token(n.paragraph.Label)
	}
	if number == "" {
		number = fmt.Sprint(len(parent.children) + 1)
	}
	id := abbreviations[n.element] + "_" + number
	if parent.eID != "" {
		id = parent.eID + "__" + id
	}
	for k, base := 2, id; t.used[id]; k++ {
		id = fmt.Sprintf("%s-%d", base, k)
	}
	t.used[id] = true
	n.eID = id
	parent.children = append(parent.children, n)
}

// token is what of a label may stand in an identifier.
func token(label string) string {
	label = strings.TrimFunc(label, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '.':
			return r
		case unicode.IsSpace(r):
			return '-'
		}
		return -1
	}, label)
}
