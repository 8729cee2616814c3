package markup

import (
	"slices"
	"strings"

	"adref/pkg/text"
)

// markdownHeading reads "## A. Threats".
func (r *reader) markdownHeading(p *piece, b *text.Block, at *place) {
	first := !r.begun && p.heading == 1 && r.title == ""
	h := headingWord(b.Text)
	if h.label == "" {
		h = headingNumber(b.Text)
	}
	if first && h.label == "" && !isNoteHead(b.Text) {
		r.title = b.Text
		b.Kind = text.Title
		return
	}
	if h.label == "" {
		h.rest = b.Text
	}
	level := int(p.heading)
	for len(r.headings) > 0 && r.headings[len(r.headings)-1].level >= level {
		r.headings = r.headings[:len(r.headings)-1]
	}
	r.open(b, at, h, level, reading{})
}

// heading reads the headings of plain text, and numbers them by level.
func (r *reader) heading(i int, b *text.Block, at *place) bool {
	if r.hasHeadingWord(i) {
		h := headingWord(b.Text)
		r.keep(h.style)
		level := len(r.headings) + 1
		r.open(b, at, h, level, reading{})
		return true
	}
	if h := headingNumber(b.Text); h.label != "" {
		if read, ok := r.nextHeading(h.readings); ok {
			r.keep(read.style)
			h.style = read.style
			r.open(b, at, h, len(r.headings)+1, read)
			return true
		}
	}
	if isNoteHead(b.Text) {
		r.open(b, at, headingLabel{rest: b.Text}, 1, reading{})
		return true
	}
	if r.isHeading(i) {
		level := len(r.headings) + 1
		if n := len(r.blocks); n > 0 && r.blocks[n-1].Kind == text.Heading && r.blocks[n-1].Text == "" {
			level = r.blocks[n-1].Level // the title that belongs to "PART II"
		}
		r.open(b, at, headingLabel{rest: b.Text}, level, reading{})
		return true
	}
	return false
}

// keep closes the headings that one of this style does not stand under.
func (r *reader) keep(style string) {
	for k, h := range r.headings {
		if h.style == style || h.style == "preamble" || outerStyles[style] {
			r.headings = r.headings[:k]
			return
		}
	}
}

// nextHeading says which reading of a letter or numeral goes on with the open headings or begins a row of them.
func (r *reader) nextHeading(readings []reading) (reading, bool) {
	for _, h := range slices.Backward(r.headings) {
		for _, read := range readings {
			if gap := read.ordinal - h.last; h.style == read.style && gap >= 1 && gap <= 3 {
				return read, true
			}
		}
	}
	for _, read := range readings {
		open := slices.ContainsFunc(r.headings, func(h heading) bool { return h.style == read.style })
		if read.ordinal == 1 && !open {
			return read, true
		}
	}
	return reading{}, false
}

// open makes the block a heading. All that stood open below the headings is closed.
func (r *reader) open(b *text.Block, at *place, h headingLabel, level int, read reading) {
	b.Kind, b.Level, b.Label, b.Text = text.Heading, level, h.label, h.rest
	r.inNotes = isNoteHead(b.Text)
	r.begun = r.begun || h.label != "" || r.markdown
	r.around, r.inside, r.shared = nil, nil, nil
	at.scope, at.parent = r.scope(0), r.scope(0)
	if h.label == "" {
		return
	}
	r.close()
	cite := h.cite
	if h.readings != nil || h.style == "I." || h.style == "A." {
		cite = "section " + r.numerals() + h.cite
	}
	r.operative = r.operative && h.style != "preamble"
	r.headings = append(r.headings, heading{style: h.style, last: read.ordinal, level: level, cite: cite})
	at.alone = cite
}

// numerals are the letters and roman numerals of the open headings: "II." for a heading that stands under II.
func (r *reader) numerals() string {
	if n := len(r.headings); n > 0 {
		if numeral, ok := strings.CutPrefix(r.headings[n-1].cite, "section "); ok {
			return numeral + "."
		}
	}
	return ""
}

// isHeading says whether the i-th piece, which has no number, is a heading by its form and by what stands around it.
func (r *reader) isHeading(i int) bool {
	s := r.pieces[i].body
	if isCapitals(s) && !r.isLabelled(i) && !strings.HasSuffix(s, ",") {
		return r.begun || i > 0 || !namesDocument(s)
	}
	if r.markdown || isHolder(s) || isBlank(s) {
		return false
	}
	if n := len(r.blocks); n > 0 {
		last := r.blocks[n-1]
		if empty := strings.Trim(last.Text, "[] ") == ""; empty && last.Kind != text.Heading || !empty && !endsSentence(last.Text) && last.Kind != text.Heading && last.Kind != text.Editorial {
			return false // the words of an option or of a number that stand on the line below it, or the rest of a sentence
		}
	}
	if isBracketedTitle(s) {
		return r.begun
	}
	return r.begun && isTitleLike(s) && !r.isLabelled(i) && r.leads(i+1)
}

// leads says whether the i-th piece is what a heading leads to: a numbered or bracketed paragraph, or a long one.
func (r *reader) leads(i int) bool {
	if i >= len(r.pieces) {
		return false
	}
	s := r.pieces[i].body
	return strings.HasPrefix(s, "[") || r.isLabelled(i) || characters(s) > 80 || r.hasHeadingWord(i)
}
