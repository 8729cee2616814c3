package hypertext

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"adref/pkg/markup"
	"adref/pkg/paper"
	"adref/pkg/text"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// MaxBytes is the largest page that is read, MaxDepth how deep its elements may be nested.
const (
	MaxBytes = 16 << 20
	MaxDepth = 512
)

// Errors of reading.
var (
	ErrTooLarge = fmt.Errorf("larger than %d MiB", MaxBytes>>20)
	ErrTooDeep  = fmt.Errorf("elements nested deeper than %d", MaxDepth)
	ErrNotUTF8  = errors.New("not valid UTF-8: save the page as UTF-8")
)

// Read reads a page. Scripts, styles and forms are no text. A page that is not ours has its paragraphs from the elements that browsers
// show as blocks, its labels from the lists and from the words, its tracked changes from ins and del (Word writes whose they are as
// cite="mailto:name").
func Read(r io.Reader) (paper.Paper, error) {
	b, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	switch {
	case err != nil:
		return paper.Paper{}, err
	case len(b) > MaxBytes:
		return paper.Paper{}, ErrTooLarge
	case !utf8.Valid(b):
		return paper.Paper{}, ErrNotUTF8
	}
	root, err := html.ParseWithOptions(strings.NewReader(string(b)), html.ParseOptionEnableScripting(false))
	if err != nil {
		return paper.Paper{}, ErrTooDeep // the parser has a limit of its own, and no other error
	}
	d := reader{}
	if err := d.node(root, state{}); err != nil {
		return paper.Paper{}, err
	}
	d.flush()
	return d.p, nil
}

// state is what the elements around some words say of them.
type state struct {
	depth    int
	marks    paper.Marks
	ins, del *paper.Change
	language string
	link     string
	comments []string
	keep     bool // white space is kept: pre, and our own paragraphs
	lists    []list
}

type list struct {
	ordered bool
	level   int
}

type reader struct {
	p      paper.Paper
	q      *paper.Paragraph // the one that is open
	mine   bool             // it is one that we wrote: complete as it stands
	cell   *paper.Cell
	tables int
	counts []int // of the items of the lists that are open
	into   *[]paper.Paragraph
	space  bool // the words so far end with white space
}

func (d *reader) node(n *html.Node, s state) error {
	s.depth++
	if s.depth > MaxDepth {
		return ErrTooDeep
	}
	switch n.Type {
	case html.TextNode:
		d.words(n.Data, s)
		return nil
	case html.ElementNode:
		return d.element(n, s)
	}
	return d.children(n, s)
}

func (d *reader) children(n *html.Node, s state) error {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if err := d.node(c, s); err != nil {
			return err
		}
	}
	return nil
}

// attr is the value of an attribute, "" where it has none.
func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// has says whether an element is of a class.
func has(n *html.Node, class string) bool {
	for _, c := range strings.Fields(attr(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

func (d *reader) element(n *html.Node, s state) error {
	s = looks(n, s)
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Select, atom.Textarea, atom.Iframe, atom.Object, atom.Svg, atom.Math:
		return nil
	case atom.Title:
		if n.FirstChild != nil && d.p.Title == "" {
			d.p.Title = strings.TrimSpace(n.FirstChild.Data)
		}
		return nil
	case atom.Html:
		d.p.Language = cmp.Or(d.p.Language, attr(n, "lang"))
	case atom.Br:
		d.add(paper.Span{Text: "\n"}, s)
		return nil
	case atom.Ins, atom.Del:
		return d.children(n, tracked(n, s))
	case atom.A:
		return d.link(n, s)
	case atom.Sup:
		if has(n, "by") {
			return nil // our note of the author, whom the change names too
		}
	case atom.Span:
		if done, err := d.ownSpan(n, s); done {
			return err
		}
	case atom.Nav:
		return d.contents(n)
	case atom.Aside:
		if has(n, "comment") {
			return d.comment(n, s)
		}
	case atom.Table, atom.Tr, atom.Td, atom.Th:
		return d.table(n, s)
	case atom.Ol, atom.Ul:
		d.flush()
		s.lists = append(s.lists, list{ordered: n.DataAtom == atom.Ol, level: len(s.lists)})
		d.counts = append(d.counts, start(n))
		err := d.children(n, s)
		d.flush()
		d.counts = d.counts[:len(d.counts)-1]
		return err
	case atom.Header:
		if has(n, "un") {
			return d.masthead(n)
		}
	}
	if has(n, "who") && d.into != nil {
		return nil // the author of a comment as it is shown, whom its element names too
	}
	if has(n, "note") && n.DataAtom == atom.Div {
		return d.note(n, s)
	}
	if isBlock(n) {
		return d.block(n, s)
	}
	return d.children(n, s)
}

func start(n *html.Node) int {
	if i, err := strconv.Atoi(attr(n, "start")); err == nil {
		return i - 1
	}
	return 0
}

// looks adds what an element says of its words.
func looks(n *html.Node, s state) state {
	s.language = cmp.Or(attr(n, "lang"), s.language)
	if ids := strings.Fields(attr(n, "data-comments")); len(ids) > 0 {
		s.comments = ids
	}
	switch n.DataAtom {
	case atom.Strong:
		s.marks |= paper.Bold
	case atom.Em, atom.Cite:
		s.marks |= paper.Italic
	case atom.Strike:
		s.marks |= paper.Strike
	case atom.Pre:
		s.keep = true
	}
	for _, e := range elements {
		if n.Data == e.name {
			s.marks |= e.mark
		}
	}
	if n.DataAtom == atom.Sup && has(n, "by") {
		s.marks &^= paper.Superscript
	}
	return s
}

// tracked is the state inside an insertion or a deletion. Word's name for the author is in the address of a mail.
func tracked(n *html.Node, s state) state {
	c := changeOf(n)
	if n.DataAtom == atom.Ins {
		s.ins = &c
	} else {
		s.del = &c
	}
	return s
}

func changeOf(n *html.Node) paper.Change {
	c := paper.Change{By: attr(n, "data-by"), Move: attr(n, "data-move")}
	if c.By == "" {
		c.By = strings.TrimPrefix(attr(n, "cite"), "mailto:")
	}
	c.At = moment(attr(n, "datetime"))
	return c
}

// moment is a time as pages write it, zero for what is none.
func moment(s string) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02"} {
		if at, err := time.Parse(layout, s); err == nil {
			return at.UTC()
		}
	}
	return time.Time{}
}

// isBlock says whether browsers show an element as a block.
func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.P, atom.Div, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Li, atom.Blockquote, atom.Pre, atom.Section, atom.Article,
		atom.Header, atom.Footer, atom.Main, atom.Body, atom.Dt, atom.Dd, atom.Dl, atom.Address, atom.Figure, atom.Figcaption, atom.Hr, atom.Form:
		return true
	}
	return false
}

// block opens a paragraph for an element, and closes it behind it.
func (d *reader) block(n *html.Node, s state) error {
	d.flush()
	q := &paper.Paragraph{Style: paper.Body, Language: d.foreign(attr(n, "lang")), RightToLeft: attr(n, "dir") == "rtl" && attr(n, "lang") == ""}
	switch n.DataAtom {
	case atom.H1:
		q.Style = paper.Title
	case atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		q.Style, q.Level = paper.Heading, int(n.Data[1]-'1')
	case atom.Li:
		d.item(q, s)
	}
	mine := own(n, q)
	s.keep = s.keep || mine
	d.q, d.mine = q, mine
	err := d.children(n, s)
	d.flush()
	return err
}

// foreign is a language that is not that of the paper.
func (d *reader) foreign(language string) string {
	if language == d.p.Language {
		return ""
	}
	return language
}

func (d *reader) item(q *paper.Paragraph, s state) {
	if len(s.lists) == 0 || len(d.counts) == 0 {
		return
	}
	l := s.lists[len(s.lists)-1]
	q.Style, q.Level, q.Label, q.Auto = paper.Numbered, l.level, "•", true
	if l.ordered {
		d.counts[len(d.counts)-1]++
		q.Label = strconv.Itoa(d.counts[len(d.counts)-1]) + "."
	}
}

// own takes style, level and identity from a paragraph that we wrote.
func own(n *html.Node, q *paper.Paragraph) bool {
	if !has(n, "paper") {
		return false
	}
	for _, c := range strings.Fields(attr(n, "class")) {
		if level, ok := strings.CutPrefix(c, "level-"); ok {
			q.Level, _ = strconv.Atoi(level)
		}
	}
	for _, style := range []paper.Style{
		paper.Title, paper.Subtitle, paper.Heading, paper.Body, paper.Numbered, paper.Preambular, paper.Quote, paper.Remark, paper.Head, paper.Furniture,
	} {
		if has(n, string(style)) {
			q.Style = style
		}
	}
	q.ID, q.NewPage = attr(n, "id"), attr(n, "data-new-page") != ""
	return true
}

// words adds characters. White space counts as one space, and as none at the edges of a paragraph, unless it is kept.
func (d *reader) words(s string, st state) {
	if st.keep {
		if s != "" && (d.q != nil || strings.TrimSpace(s) != "") {
			d.add(paper.Span{Text: s}, st)
		}
		return
	}
	var b strings.Builder
	space := d.q == nil || len(d.q.Spans) == 0 || d.space
	for _, r := range s {
		white := r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f'
		switch {
		case !white:
			b.WriteRune(r)
		case !space:
			b.WriteByte(' ')
		}
		space = white
	}
	if b.Len() > 0 {
		d.add(paper.Span{Text: b.String()}, st)
		d.space = space
	}
}

// add adds a run to the paragraph that is open, or opens one.
func (d *reader) add(s paper.Span, st state) {
	if d.q == nil {
		d.q = &paper.Paragraph{Style: paper.Body}
	}
	s.Marks, s.Inserted, s.Deleted, s.Link, s.Comments = st.marks, st.ins, st.del, st.link, st.comments
	if st.language != cmp.Or(d.q.Language, d.p.Language) {
		s.Language = st.language
	}
	d.q.Spans = append(d.q.Spans, s)
	d.space = strings.HasSuffix(s.Text, "\n")
}

// flush ends the paragraph that is open. One without words is none.
func (d *reader) flush() {
	q, mine := d.q, d.mine
	d.q, d.mine, d.space = nil, false, false
	if q == nil {
		return
	}
	if !mine {
		q.Spans = trimmed(q.Spans)
		if len(q.Spans) == 0 && d.cell == nil {
			return
		}
		if q.Label == "" {
			labelled(q)
		}
	}
	q.Cell = d.cell
	if d.into != nil {
		*d.into = append(*d.into, *q)
		return
	}
	d.p.Paragraphs = append(d.p.Paragraphs, *q)
}

// trimmed leaves out the white space at the end of a paragraph, and the line break there.
func trimmed(spans []paper.Span) []paper.Span {
	for n := len(spans) - 1; n >= 0; n-- {
		if spans[n].Text = strings.TrimRight(spans[n].Text, " \n"); spans[n].Text != "" || spans[n].Note != "" {
			break
		}
		spans = spans[:n]
	}
	return spans
}

// labelled parts the label from the words of a paragraph, where those were not tracked.
func labelled(q *paper.Paragraph) {
	if len(q.Spans) == 0 || q.Spans[0].Inserted != nil || q.Spans[0].Deleted != nil {
		return
	}
	words := q.Text()
	label, rest := markup.Unlabel(words)
	drop := len(words) - len(rest)
	if label == "" || len(q.Spans[0].Text) < drop {
		return
	}
	q.Label = label
	q.Spans[0].Text = q.Spans[0].Text[drop:]
	b, err := markup.Parse([]byte(words), markup.Plain)
	if q.Style != paper.Body || err != nil || len(b.Blocks) != 1 {
		return
	}
	switch k := b.Blocks[0]; k.Kind {
	case text.Paragraph, text.Subparagraph:
		q.Style, q.Level = paper.Numbered, k.Level
	case text.Preambular:
		q.Style = paper.Preambular
	}
}
