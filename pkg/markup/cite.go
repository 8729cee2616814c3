package markup

import (
	"fmt"
	"slices"
	"strings"

	"adref/pkg/text"
)

// cite gives each block its citation. Paragraphs are cited by number alone where the numbers run through the text, and with their
// article or section where they begin again in each. What would be cited like another block takes the options around it along,
// and is not cited where that does not tell them apart.
func (r *reader) cite() {
	r.countPreambles()
	scopes := r.scopes()
	cites := make([]string, len(r.places))
	for i := range r.places {
		cites[i] = r.places[i].cite(scopes[i], false)
	}
	if twice := repeated(cites); len(twice) > 0 {
		r.citeInFull(cites, scopes, twice)
		for _, i := range repeated(cites) {
			cites[i] = ""
		}
	}
	for i := range r.blocks {
		r.blocks[i].Cite = cites[i]
	}
}

// citeInFull gives the blocks whose citation stands twice a longer one, and all parts of their paragraphs.
func (r *reader) citeInFull(cites, scopes []string, twice []int) {
	paragraph := func(i int) string {
		p := r.places[i]
		if p.inside = nil; p.paragraph == "" {
			return ""
		}
		return p.cite(scopes[i], false)
	}
	full := make(map[string]bool)
	for _, i := range twice {
		cites[i] = r.places[i].cite(scopes[i], true)
		full[paragraph(i)] = true
	}
	for i := range r.places {
		if p := paragraph(i); p != "" && full[p] {
			cites[i] = r.places[i].cite(scopes[i], true)
		}
	}
}

// countPreambles numbers the preambular paragraphs of a text that prints no numbers on them.
func (r *reader) countPreambles() {
	n := 0
	for i := range r.blocks {
		if r.blocks[i].Kind != text.Preambular {
			continue
		}
		if r.blocks[i].Label != "" {
			return
		}
		n++
	}
	for i, k := 0, 0; i < len(r.blocks) && n > 0; i++ {
		if r.blocks[i].Kind == text.Preambular {
			k++
			r.places[i].alone = fmt.Sprintf("PP%d", k)
		}
	}
}

// scopes gives for each block the heading that its paragraph number is counted in, "" where the numbers run on through headings.
func (r *reader) scopes() []string {
	out := make([]string, len(r.places))
	for start := 0; start < len(r.places); {
		end, scope, several := r.run(start)
		if start == 0 && end == len(r.places) || several {
			scope = ""
		}
		for i := start; i < end; i++ {
			out[i] = scope
			if r.places[i].paragraph == "" {
				out[i] = r.places[i].scope
			}
		}
		start = end
	}
	return out
}

// run is the blocks from start on whose paragraphs are numbered in one row: up to the next number 1 (or 0) under another heading.
// It gives the heading of the row and whether the row runs through several.
func (r *reader) run(start int) (end int, scope string, several bool) {
	begun := false
	for i := start; i < len(r.places); i++ {
		p := &r.places[i]
		if !p.numbers {
			continue
		}
		switch {
		case !begun:
			begun, scope = true, p.scope
		case p.scope != scope && p.main <= 1:
			return r.headOf(i), scope, several
		case p.scope != scope:
			several = true
		}
	}
	return len(r.places), scope, several
}

// headOf is the first block under the heading that block i stands under.
func (r *reader) headOf(i int) int {
	for i > 0 && r.blocks[i].Kind != text.Heading {
		i--
	}
	return i
}

// cite is the citation, in full with the options around the paragraph and the heading above the heading.
func (p *place) cite(scope string, full bool) string {
	if p.alone != "" {
		if full && p.parent != "" && p.parent != p.alone && !strings.HasPrefix(p.alone, "PP") && !strings.HasPrefix(p.alone, "footnote") {
			return p.parent + ", " + p.alone
		}
		return p.alone
	}
	if p.paragraph == "" && len(p.around)+len(p.inside) == 0 || slices.ContainsFunc(p.inside, series.unnamed) {
		return ""
	}
	if full && scope == "" {
		scope = p.scope
	}
	cite := ""
	add := func(name string) {
		switch {
		case cite == "":
			cite = name
		case strings.HasPrefix(name, "("):
			cite += " " + name
		default:
			cite += ", " + name
		}
	}
	if scope != "" && !strings.HasPrefix(p.paragraph, "PP") {
		add(scope)
	}
	if full || p.paragraph == "" {
		for _, o := range p.around {
			add(o.name)
		}
	}
	if p.paragraph != "" {
		add(p.paragraph)
	}
	for _, s := range p.inside {
		add(s.name)
	}
	return cite
}

// repeated are the indices of the citations that more than one block has, as a reader would look them up: without regard to
// spaces and capitals.
func repeated(cites []string) []int {
	var all []byte
	ends := make([]int, len(cites))
	for i, c := range cites {
		all = appendKey(all, c)
		ends[i] = len(all)
	}
	keys, from := string(all), 0
	count := make(map[string]int, len(cites))
	for _, end := range ends {
		count[keys[from:end]]++
		from = end
	}
	var out []int
	from = 0
	for i, end := range ends {
		if cites[i] != "" && count[keys[from:end]] > 1 {
			out = append(out, i)
		}
		from = end
	}
	return out
}

// appendKey appends a citation in small letters and without spaces.
func appendKey(out []byte, cite string) []byte {
	for part := range strings.SplitSeq(cite, " ") {
		out = appendLower(out, part)
	}
	return out
}
