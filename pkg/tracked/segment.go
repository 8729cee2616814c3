package tracked

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"adref/pkg/paper"
	"adref/pkg/text"
)

// item is a run of a paragraph of the text with what was tracked on it, or an end of a paragraph that was put into it.
type item struct {
	words    string
	end      bool
	ins, del *paper.Change
	comments []string
	// inside is the author into whose insertion another one put it, "" for what stands in none.
	inside string
	// struck are authors who want words gone that another one has deleted already.
	struck []string
}

// segment is what one paragraph of the rejected view consists of: the paragraphs of the paper up to the next end that was not
// inserted.
type segment struct {
	id, label  string // id is that of the block of the text, where known is true
	known      bool
	style      paper.Style
	level      int
	items      []item
	own        int           // how many of the ends in it stand before the paragraph itself
	deleted    *paper.Change // its own end is
	formatting bool
}

// segments cuts the text of a paper at the ends of paragraphs that were not inserted. Notes that hold tracked changes follow.
func segments(p paper.Paper) []segment {
	var out []segment
	paragraphs := slices.DeleteFunc(slices.Clone(p.Paragraphs), func(q paper.Paragraph) bool { return !q.Style.OfText() })
	out = append(out, cut(paragraphs)...)
	for _, n := range p.Notes {
		if (paper.Paper{Paragraphs: n.Paragraphs}).Tracked() {
			out = append(out, cut(n.Paragraphs)...)
		}
	}
	return out
}

func cut(paragraphs []paper.Paragraph) []segment {
	var out []segment
	var s segment
	var of []paper.Paragraph // those of the segment
	named := -1              // the one of them that has words of the text
	close := func(del *paper.Change) {
		s.own = named
		if named < 0 {
			s.own = wordless(of)
		}
		q := of[s.own]
		s.id, s.label, s.style, s.level, s.deleted = q.ID, label(q), q.Style, q.Level, del
		s.unlabelled()
		s.nest()
		s.strike()
		out = append(out, s)
		s, of, named = segment{}, nil, -1
	}
	for _, q := range paragraphs {
		items, rest := read(q)
		if rest && named < 0 {
			named = len(of)
		}
		of = append(of, q)
		s.items = append(s.items, items...)
		s.formatting = s.formatting || q.Formatted != nil || q.Was != nil ||
			slices.ContainsFunc(q.Spans, func(s paper.Span) bool { return s.Formatted != nil })
		ins, del := tracks(q)
		if ins != nil {
			s.items = append(s.items, item{end: true, ins: ins, del: del})
			continue
		}
		close(del)
	}
	if len(of) > 0 {
		close(nil)
	}
	return out
}

// wordless is which of the paragraphs of a segment was there, where none has words of the text: the one whose end stands, unless it
// has no label and another one has ("Option I:").
func wordless(of []paper.Paragraph) int {
	last := len(of) - 1
	if label(of[last]) == "" {
		if k := slices.IndexFunc(of, func(q paper.Paragraph) bool { return label(q) != "" }); k >= 0 {
			return k
		}
	}
	return last
}

// before is how many of an author's parts stand before the paragraph itself, where it has no words.
func (s *segment) before(author string) int {
	n, ends := 0, 0
	for _, it := range s.items {
		if it.end && ends < s.own {
			ends++
			if there, _ := it.seen(author, ""); there {
				n++
			}
		}
	}
	return n
}

// label is the label without what is tracked on it.
func label(q paper.Paragraph) string {
	if q.Was != nil {
		return q.Was.Label
	}
	return q.Label
}

// tracks are the changes of the end of a paragraph. A row that is inserted or deleted takes its paragraphs with it.
func tracks(q paper.Paragraph) (ins, del *paper.Change) {
	ins, del = q.Inserted, q.Deleted
	if q.Cell != nil {
		if ins == nil {
			ins = q.Cell.Inserted
		}
		if del == nil {
			del = q.Cell.Deleted
		}
	}
	return ins, del
}

// read are the items of a paragraph, and whether it has words that were not inserted.
func read(q paper.Paragraph) (items []item, rest bool) {
	for _, s := range q.Spans {
		if s.Note != "" {
			continue
		}
		it := item{words: s.Text, ins: s.Inserted, del: s.Deleted, comments: s.Comments}
		if q.Cell != nil && it.ins == nil {
			it.ins = q.Cell.Inserted
		}
		if q.Cell != nil && it.del == nil {
			it.del = q.Cell.Deleted
		}
		rest = rest || it.ins == nil && it.words != ""
		items = append(items, it)
	}
	return items, rest
}

// rejected is the paragraph with every change undone.
func (s *segment) rejected() string {
	var b strings.Builder
	for _, it := range s.items {
		if it.ins == nil {
			b.WriteString(it.words)
		}
	}
	return b.String()
}

// authors are those who changed something in it, in the order of their first change.
func (s *segment) authors() []string {
	var out []string
	add := func(c *paper.Change) {
		if c != nil && !slices.Contains(out, c.By) {
			out = append(out, c.By)
		}
	}
	for _, it := range s.items {
		add(it.ins)
		add(it.del)
	}
	add(s.deleted)
	return out
}

// part is what an author makes of a paragraph between two ends.
type part struct {
	words    string
	own      bool   // nothing of the text stands in it, nor stood there
	move     string // the name of the move that put its words there
	base     int    // where it ends in the rejected view, in bytes
	at       time.Time
	comments []string // on what the author changed
}

// changed notes what an author did to a part.
func (p *part) changed(c *paper.Change, comments []string) {
	if p.at.IsZero() || !c.At.IsZero() && c.At.Before(p.at) {
		p.at = c.At
	}
	p.comments = append(p.comments, comments...)
}

// parts are the paragraphs that an author makes of this one: only that author's changes are made, what others inserted is not
// there. Where with is not "", the changes of that other author inside the author's insertions are made too.
func (s *segment) parts(author, with string) []part {
	out := []part{{own: true}}
	base := 0
	for _, it := range s.items {
		last := &out[len(out)-1]
		if it.ins == nil {
			base += len(it.words)
		}
		last.base = base
		switch there, mine := it.seen(author, with); {
		case it.end && there:
			last.changed(it.ins, nil)
			out = append(out, part{own: true})
		case it.ins == nil:
			last.own = last.own && it.words == ""
			switch {
			case mine && by(it.del, author):
				last.changed(it.del, it.comments)
			case !mine:
				last.words += it.words
			}
		case there:
			last.words += it.words
			last.changed(it.ins, it.comments)
			last.move = cmp.Or(last.move, it.ins.Move)
		}
	}
	if n := len(out) - 1; n > 0 && out[n].words == "" && out[n].own && s.known && s.rejected() != "" {
		out = out[:n] // the end that stands is the one behind the last new paragraph
	}
	return out
}

// seen says whether an item is in what an author, with another, makes of the paragraph; of words of the text, whether the author
// deletes them.
func (it item) seen(author, with string) (there, deletes bool) {
	switch {
	case it.ins == nil:
		return true, by(it.del, author) || slices.Contains(it.struck, author)
	case by(it.ins, author) && it.inside == "":
		return !by(it.del, author) && (with == "" || !by(it.del, with)), false
	}
	return with != "" && by(it.ins, with) && it.inside == author && !by(it.del, with), false
}

// nest finds what authors put into the insertions of others: what has inserted words of one other author on both sides.
func (s *segment) nest() {
	for i, it := range s.items {
		if it.ins == nil {
			continue
		}
		if before, after := s.beside(i, -1), s.beside(i, 1); before != "" && before == after {
			s.items[i].inside = before
		}
	}
}

// strike finds the words that an author wants gone although another one deleted them: programs record one author of a deletion.
//
// Rule: whoever puts a word right behind words that somebody else deleted, letter to letter without a space, puts it in their place.
func (s *segment) strike() {
	for i, it := range s.items {
		if it.ins == nil || it.inside != "" || !startsWord(it.words) {
			continue
		}
		k := i - 1
		for k >= 0 && s.items[k].ins != nil && !s.items[k].end && !by(s.items[k].ins, it.ins.By) {
			k--
		}
		if k < 0 || s.items[k].ins != nil || s.items[k].del == nil || by(s.items[k].del, it.ins.By) || !endsWord(s.items[k].words) {
			continue
		}
		for other := s.items[k].del.By; k >= 0 && s.items[k].ins == nil && by(s.items[k].del, other); k-- {
			s.items[k].struck = append(s.items[k].struck, it.ins.By)
		}
	}
}

func startsWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return ofWord(r)
}

func endsWord(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return ofWord(r)
}

// ofWord says whether a character is of a word of a script that has spaces between words.
func ofWord(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai)
}

// beside is the author of the nearest words on one side of an item that were inserted by another author, "" where words of the
// text or an end come first.
func (s *segment) beside(i, step int) string {
	author := s.items[i].ins.By
	for k := i + step; k >= 0 && k < len(s.items); k += step {
		switch it := s.items[k]; {
		case it.ins == nil && it.words != "", it.end && !by(it.ins, author):
			return ""
		case it.ins != nil && it.ins.By != author:
			return it.ins.By
		}
	}
	return ""
}

// leading is how many of the parts stand before the words of the text.
func leading(parts []part) int {
	n := slices.IndexFunc(parts, func(p part) bool { return !p.own })
	return max(n, 0)
}

func by(c *paper.Change, author string) bool { return c != nil && c.By == author }

func (s *segment) endDeleted(author string) bool { return by(s.deleted, author) }

// moved is the name of the move that takes all words of the paragraph away, "" for none.
func (s *segment) moved(author string) string {
	name := ""
	for _, it := range s.items {
		if it.ins == nil && by(it.del, author) && it.del.Move != "" {
			name = it.del.Move
		}
	}
	return name
}

// name is how the paragraph is called in lists.
func (s *segment) name(base text.Document, at map[string]int) string {
	if i, ok := at[s.id]; ok && base.Blocks[i].Cite != "" {
		return base.Blocks[i].Cite
	}
	if s.label != "" {
		return s.label
	}
	words := strings.Fields(s.rejected())
	return "“" + strings.Join(words[:min(len(words), 6)], " ") + "”"
}

// since is when an author first changed something inside the insertions of another one.
func (s *segment) since(author, of string) time.Time {
	var at time.Time
	earlier := func(c *paper.Change) {
		if at.IsZero() || !c.At.IsZero() && c.At.Before(at) {
			at = c.At
		}
	}
	for _, it := range s.items {
		if by(it.ins, author) && it.inside == of {
			earlier(it.ins)
		}
		if by(it.ins, of) && by(it.del, author) {
			earlier(it.del)
		}
	}
	return at
}
