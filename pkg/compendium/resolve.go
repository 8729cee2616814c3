package compendium

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"adref/pkg/lazy"
	"adref/pkg/position"
	"adref/pkg/text"
)

// resolver finds what explanations refer to, in all revisions.
type resolver struct {
	own     ownText
	adopted *Revision
	// search is the revisions in the order in which a reference is looked up: the adopted text, the earlier ones from the
	// newest back, then what was published after the adoption.
	search []*searched
}

// searched is a revision made ready for looking up words.
type searched struct {
	Revision
	language string
	folds    []folded // as bracketFolds; nil until somebody quotes
}

func newResolver(in Input) *resolver {
	r := &resolver{own: ownText{in.Title, in.TextSymbol, in.Revisions}}
	for _, rev := range in.Revisions {
		r.search = append(r.search, &searched{Revision: rev, language: languageOf(rev.Document)})
		if rev.Ordinal == in.Adopted {
			r.adopted = &rev
		}
	}
	rank := func(s *searched) int {
		switch {
		case s.Ordinal == in.Adopted:
			return 0
		case s.Ordinal < in.Adopted:
			return in.Adopted - s.Ordinal
		}
		return s.Ordinal // after all that are earlier
	}
	slices.SortStableFunc(r.search, func(a, b *searched) int { return rank(a) - rank(b) })
	return r
}

func languageOf(d text.Document) string {
	if d.Language == "" {
		return "en"
	}
	return base(d.Language)
}

// found is a reference with what Build needs beside it.
type found struct {
	Reference
	given bool   // the delegation named the paragraph beside its text
	cite  string // the number cited, as text.Block.Cite would have it
}

// references are those of an explanation: where they stand in its text, in order, then the paragraphs that the delegation named
// beside it and that the text does not cite.
func (r *resolver) references(e position.Explanation) []found {
	var all []found
	for _, c := range citations(e.Text, e.Language, r.own) {
		ref := r.paragraph(c)
		if ref.Paragraph == "" && strings.HasPrefix(c.Cite, article) {
			continue // an article that no revision has is one of another text
		}
		ref.As, ref.Span = e.Text[c.Span.Start:c.Span.End], c.Span
		all = append(all, found{Reference: ref, cite: c.Cite})
	}
	all = append(all, r.quoted(e, all)...)
	slices.SortStableFunc(all, func(a, b found) int { return a.Span.Start - b.Span.Start })
	for _, p := range e.Paragraphs {
		all = r.given(all, p)
	}
	return all
}

// given enters a paragraph named beside the text; one that the text cites as well counts once.
func (r *resolver) given(all []found, as string) []found {
	for _, f := range r.named(strings.TrimSpace(as)) {
		cited := false
		for i := range all {
			if !all[i].Quote && (all[i].cite == f.cite || f.Paragraph != "" && all[i].Paragraph == f.Paragraph) {
				all[i].given, cited = true, true
			}
		}
		if !cited {
			f.given = true
			all = append(all, f)
		}
	}
	return all
}

// named reads a paragraph named beside the text: an ID or a citation as the text has it, else as explanations cite.
func (r *resolver) named(as string) []found {
	if as == "" {
		return nil
	}
	if ref := r.paragraph(citation{Cite: as}); ref.Paragraph != "" {
		ref.As = as
		return []found{{Reference: ref, cite: as}}
	}
	cs := citations(as, "", r.own)
	if len(cs) == 0 {
		cs = citations("paragraphs "+as, "", r.own)
	}
	if len(cs) == 0 {
		return []found{{Reference: Reference{As: as, Flag: NoSuchParagraph}, cite: as}}
	}
	var all []found
	for _, c := range cs {
		ref := r.paragraph(c)
		if ref.As = as; len(cs) > 1 {
			ref.As = c.Cite
		}
		all = append(all, found{Reference: ref, cite: c.Cite})
	}
	return all
}

// paragraph resolves a number: in the revision that the citation names, else in the adopted text, else in the newest earlier
// revision that has it.
func (r *resolver) paragraph(c citation) Reference {
	for _, s := range r.search {
		if c.Revision == s.Ordinal {
			if i, ok := findParagraph(s.Document, c.Cite); ok {
				return r.hit(s, i)
			}
		}
	}
	for _, s := range r.search {
		if i, ok := findParagraph(s.Document, c.Cite); ok {
			return r.hit(s, i)
		}
		if several(s.Document, c.Cite) {
			return Reference{Flag: Ambiguous}
		}
	}
	return Reference{Flag: NoSuchParagraph}
}

// several says that more than one paragraph has the number: texts with articles count anew in each.
func several(d text.Document, cite string) bool {
	n := 0
	for _, b := range d.Blocks {
		if isParagraph(b.Kind) && b.Label == cite {
			n++
		}
	}
	return n > 1
}

// hit is a reference to a block of a revision.
func (r *resolver) hit(s *searched, i int) Reference {
	b := s.Document.Blocks[i]
	ref := Reference{Paragraph: key(b), Cite: b.Cite, Words: firstWords(b.Text), Revision: s.Ordinal}
	if r.adopted != nil && s.Ordinal == r.adopted.Ordinal {
		return ref
	}
	ref.Flag, ref.In = EarlierRevision, s.Name
	if r.adopted != nil {
		if s.Ordinal > r.adopted.Ordinal {
			ref.Flag = LaterRevision
		}
		ref.Now = r.now(b)
	}
	return ref
}

// now is how the adopted text cites a paragraph of another revision, "" where it has none. Texts without identities are
// compared by their words.
func (r *resolver) now(was text.Block) string {
	for _, b := range r.adopted.Document.Blocks {
		if b.ID == was.ID && (b.ID != "" || b.Text == was.Text) {
			return cmp.Or(b.Cite, b.Label, firstWords(b.Text))
		}
	}
	return ""
}

var (
	preambular = lazy.Regexp(`^PP(\d+)$`)
	lastSub    = lazy.Regexp(`^(.+) (\([a-z]+\))$`)
)

// findParagraph finds a cited paragraph in a document. A preamble without numbers is counted; a sub-paragraph that is not a
// block of its own is looked for in the words of its paragraph.
func findParagraph(d text.Document, cite string) (int, bool) {
	if strings.HasPrefix(cite, article) {
		return findArticle(d, cite)
	}
	if i, ok := d.Find(cite); ok && isParagraph(d.Blocks[i].Kind) {
		return i, true
	}
	if m := preambular().FindStringSubmatch(cite); m != nil {
		n, err := strconv.Atoi(m[1])
		return nth(d, n), err == nil && nth(d, n) >= 0
	}
	if m := lastSub().FindStringSubmatch(cite); m != nil {
		if i, ok := findParagraph(d, m[1]); ok && strings.Contains(d.Blocks[i].Text, m[2]) {
			return i, true
		}
	}
	return 0, false
}

// nth is the n-th preambular paragraph of a document, from 1; -1 for none.
func nth(d text.Document, n int) int {
	for i, b := range d.Blocks {
		if b.Kind == text.Preambular {
			if n--; n == 0 {
				return i
			}
		}
	}
	return -1
}

func isParagraph(k text.Kind) bool {
	switch k {
	case text.Title, text.Heading, text.Note, text.Editorial:
		return false
	}
	return true
}

// quoted resolves the quotations of an explanation. Only a text in the language of the explanation must hold its words: a
// translated quotation stands nowhere and is no mistake, but one in the language of the text is found.
func (r *resolver) quoted(e position.Explanation, cited []found) []found {
	var all []found
	spans := sentences(e.Text)
	for _, q := range quotations(e.Text) {
		near := nearby(cited, sentenceAround(spans, q.Span.Start))
		ref, ok := r.words(q.Words, near)
		if !ok && (q.Title || !r.hasLanguage(e.Language)) {
			continue
		}
		ref.As, ref.Span, ref.Quote = e.Text[q.Span.Start:q.Span.End], q.Span, true
		all = append(all, found{Reference: ref})
	}
	return all
}

// hasLanguage says that a revision is in the language.
func (r *resolver) hasLanguage(lang string) bool {
	return slices.ContainsFunc(r.search, func(s *searched) bool { return s.language == base(lang) })
}

// nearby are the paragraphs cited in the sentence of a quotation: of several places that hold the words, theirs is meant.
func nearby(cited []found, sentence text.Span) []string {
	var ids []string
	for _, c := range cited {
		if c.Paragraph != "" && sentence.Start <= c.Span.Start && c.Span.Start < sentence.End {
			ids = append(ids, c.Paragraph)
		}
	}
	return ids
}

// words resolves quoted words.
func (r *resolver) words(words string, near []string) (ref Reference, ok bool) {
	for _, s := range r.search {
		if blocks := s.places(words); len(blocks) > 0 {
			at := blocks[0]
			for _, i := range blocks {
				if slices.Contains(near, key(s.Document.Blocks[i])) {
					at = i
					break
				}
			}
			return r.hit(s, at), true
		}
	}
	return Reference{Flag: NoSuchWords}, false
}

// places are the blocks that hold the words, in order.
func (s *searched) places(words string) []int {
	if s.folds == nil {
		for _, bracket := range bracketFolds {
			s.folds = append(s.folds, fold(s.Document.Blocks, bracket))
		}
	}
	for i, f := range s.folds {
		if blocks := f.places(words, bracketFolds[i]); len(blocks) > 0 {
			slices.Sort(blocks)
			return slices.Compact(blocks)
		}
	}
	return nil
}
