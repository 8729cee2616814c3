package markup

import (
	"slices"
	"strings"

	"adref/pkg/text"
)

// labelled reads numbered, preambular and optional paragraphs and the items of lists.
func (r *reader) labelled(i int, b *text.Block, at *place) bool {
	l := *r.label(i)
	switch l.kind {
	case noLabel:
		return false
	case numberLabel:
		if l = r.subNumber(l, i); l.kind == itemLabel {
			r.item(i, l, b, at)
		} else {
			r.number(l, b, at)
		}
	case operativeLabel:
		r.number(l, b, at)
	case preambularLabel:
		b.Kind, at.alone = text.Preambular, l.name
		r.close()
		r.paragraph.open, r.paragraph.name = true, l.name
		r.seed(l.rest)
	case optionLabel:
		r.option(i, l, b, at)
	case itemLabel:
		r.item(i, l, b, at)
	}
	b.Label, b.Text = l.printed, l.rest
	r.begun = true
	return true
}

// subNumber makes an item of a number that counts the parts of a paragraph: "1." behind a chapeau that ends with a colon, and
// what goes on with it, until a part ends with a full stop or the numbers go on with those of the paragraphs.
func (r *reader) subNumber(l label, i int) label {
	if !r.paragraph.open || l.depth > 0 || len(r.blocks) == 0 || strings.Contains(l.name, " ") {
		return l
	}
	before := r.blocks[len(r.blocks)-1]
	words := strings.TrimRight(before.Text, " ]")
	k := r.inside.index("1.")
	indented := r.markdown && r.pieces[i].indent >= 2
	goesOn := k >= 0 && (indented || l.main == r.inside[k].last+1 && (!strings.HasSuffix(words, ".") || l.main != r.paragraph.main+1))
	chapeau := before.Kind == text.Paragraph || before.Kind == text.Body || before.Kind == text.Subparagraph
	begins := k < 0 && l.main == 1 && chapeau && (strings.HasSuffix(words, ":") || indented)
	if goesOn || begins {
		l.kind, l.readings, l.name = itemLabel, []reading{{"1.", l.main}}, "("+l.name+")"
	}
	return l
}

// number opens a numbered paragraph.
func (r *reader) number(l label, b *text.Block, at *place) {
	b.Kind, b.Level = text.Paragraph, l.depth
	r.operative = true
	switch {
	case l.depth == 0 || l.main != r.paragraph.main:
		r.chief, r.shared = numbered{}, nil
	case r.paragraph.open && r.paragraph.level == 0:
		r.chief, r.shared = r.paragraph, r.inside.options()
	}
	r.paragraph, r.inside = numbered{open: true, name: l.name, main: l.main, level: l.depth}, nil
	at.paragraph, at.main, at.numbers = l.name, l.main, l.depth == 0
	at.around = r.holding()
	r.seed(l.rest)
}

// seed opens the options and the lists whose first one stands in the words of the paragraph or item itself: "8. (a) …", followed
// by "(b) …"; "3. Option 1: …", followed by "Option 2: …".
func (r *reader) seed(words string) {
	for l := readLabel(words, 0); l.kind == itemLabel || l.kind == optionLabel; l = readLabel(l.rest, 0) {
		if l.readings[0].ordinal != 1 || r.inside.index(l.readings[0].style) >= 0 {
			return
		}
		r.inside.place(l.readings, nil, l.name)
	}
}

// option opens an option: in the paragraph that is open, or around paragraphs.
func (r *reader) option(i int, l label, b *text.Block, at *place) {
	b.Kind = text.Option
	if r.chief.open && !r.inside.continues(l.readings) && r.shared.continues(l.readings) {
		r.paragraph, r.inside = r.chief, r.shared
		r.chief, r.shared = numbered{}, nil
	}
	if r.holdsParagraphs(i, l) {
		r.close()
		r.around.place(l.readings, nil, l.name)
		b.Level = len(r.around) - 1
	} else {
		r.inside.place(l.readings, nil, l.name)
		b.Level = r.paragraph.level + len(r.inside)
	}
	r.locate(at)
	r.seed(l.rest)
}

// holdsParagraphs says whether an option stands around paragraphs: no paragraph is open; or it says so; or the next paragraph
// begins right behind it, or behind its heading; or it goes on with the options that stand around the open paragraph and with none in it.
func (r *reader) holdsParagraphs(i int, l label) bool {
	if !r.paragraph.open || strings.HasPrefix(strings.Trim(l.rest, "[ :"), "(paragraph") {
		return true
	}
	if (strings.Trim(l.rest, "[] :") == "" || isBracketedTitle(l.rest)) && i+1 < len(r.pieces) {
		if next := r.label(i + 1); next.kind == numberLabel && next.depth == 0 {
			return true
		}
	}
	return !r.inside.continues(l.readings) && r.around.continues(l.readings)
}

// item takes in an item of a list.
func (r *reader) item(i int, l label, b *text.Block, at *place) {
	b.Kind = text.Subparagraph
	if indent := int(r.pieces[i].indent); indent > 0 && l.readings[0].style == "•" {
		l.readings = []reading{{"•" + strings.Repeat(" ", indent), 0}}
	}
	r.inside.place(l.readings, func() []reading { return r.later(i, itemLabel) }, l.name)
	b.Level = r.paragraph.level + len(r.inside)
	if !r.paragraph.open && len(r.around) > 0 {
		b.Level += len(r.around) - 1
	}
	r.locate(at)
	r.seed(l.rest)
}

// holding are the options that hold the open paragraph.
func (r *reader) holding() sequence { return slices.Concat(r.around, r.shared) }

// locate says where a block stands that is an option or an item.
func (r *reader) locate(at *place) {
	at.around, at.inside = r.holding(), slices.Clone(r.inside)
	if r.paragraph.open {
		at.paragraph, at.main = r.paragraph.name, r.paragraph.main
	}
}

// later are the readings of the next piece of that kind of label in the same paragraph.
func (r *reader) later(i int, kind labelKind) []reading {
	const far = 60
	for j := i + 1; j < len(r.pieces) && j <= i+far; j++ {
		p := &r.pieces[j]
		if p.heading > 0 || r.hasHeadingWord(j) {
			return nil
		}
		l := r.label(j)
		switch {
		case l.kind == kind && l.readings[0].ordinal > 0:
			return l.readings
		case l.kind == numberLabel || l.kind == preambularLabel || l.kind == operativeLabel:
			return nil
		}
	}
	return nil
}

// close ends the open paragraph. Its number is kept: the next one may follow it.
func (r *reader) close() {
	r.paragraph, r.inside = numbered{main: r.paragraph.main}, nil
	r.chief, r.shared = numbered{}, nil
}
