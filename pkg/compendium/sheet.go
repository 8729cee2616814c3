package compendium

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"adref/pkg/delegation"
	"adref/pkg/page"
	"adref/pkg/position"
	"adref/pkg/text"
)

// sheet is a compendium in the words of its language: what every rendering shows.
type sheet struct {
	Labels    labels
	Language  string
	Title     string // "Compendium of …"
	Of        string // the title of the text
	Body      string
	Symbol    string
	Masthead  []string // distribution, date, original languages
	Issue     string   // "Addendum 1", "Corrigendum 1"
	Draft     string
	Adopted   string
	Changes   []change // of a corrigendum
	Sections  []part
	Index     []row
	Reference map[string]bool // paragraphs in the index
}

// change is a line of what a corrigendum does: whose explanation, and what became of it.
type change struct{ Heading, To, Says string }

// part is a section of the sheet.
type part struct {
	ID        string
	Heading   string // the delegation
	OnBehalf  string
	Kind      string
	Original  string // "[Original: Spanish]"
	Facts     []string
	New, Late bool
	Language  string
	Direction string // "ltr", "rtl", or "auto" where the language is unknown
	Text      string
	Notes     []note
	links     []link // in the order of the text, without overlaps
}

// note is a reference in words.
type note struct {
	ID   string
	As   string
	Says string
	Flag Flag
	To   string // block ID of the paragraph in the index, "" for none
}

// link is where a note belongs in the text.
type link struct {
	span text.Span
	note string
	flag Flag
}

// row is a line of the index.
type row struct {
	Paragraph, Where, Words        string
	Refer, Dissociate, Reservation string
}

func newSheet(c Compendium) sheet {
	l := inLanguage(c.Language)
	s := sheet{
		Labels: l, Language: cmp.Or(base(c.Language), "en"), Title: l.Title, Of: c.Title, Body: c.Body, Symbol: c.Symbol,
		Adopted: l.adopted(c), Reference: map[string]bool{},
	}
	if _, ok := official[s.Language]; !ok {
		s.Language = "en" // the words of the document are English then
	}
	if c.Standing.Draft {
		s.Draft = l.Draft
	}
	switch {
	case c.Standing.Corrigendum > 0:
		s.Issue = fill(l.Corrigendum, "n", strconv.Itoa(c.Standing.Corrigendum))
		s.Labels.New = l.Changed
	case c.Standing.Addendum > 0:
		s.Issue = fill(l.Addendum, "n", strconv.Itoa(c.Standing.Addendum))
	}
	s.Masthead = l.masthead(c)
	for _, e := range c.Index {
		s.Reference[e.Paragraph] = true
		s.Index = append(s.Index, row{
			Paragraph: e.Paragraph, Where: l.where(e.Cite, ""), Words: e.Words,
			Refer: strings.Join(e.Refer, l.Comma), Dissociate: strings.Join(e.Dissociate, l.Comma),
			Reservation: strings.Join(e.Reservation, l.Comma),
		})
	}
	for _, x := range c.Standing.Changes {
		s.Changes = append(s.Changes, l.change(x))
	}
	for _, sec := range c.Sections {
		s.Sections = append(s.Sections, s.part(c, sec))
	}
	return s
}

// change puts a change into words, in those in which a section says when it was received and corrected.
func (l labels) change(x Change) change {
	became := l.Corrected
	if x.Withdrawn {
		became = l.Withdrawn
	}
	facts := []string{l.kind(x.Kind)}
	if x.Language != "" {
		facts = append(facts, fill(l.OriginalOf, "language", l.language(x.Language)))
	}
	facts = append(facts, fill(l.Received, "date", l.date(x.ReceivedAt)), fill(became, "date", l.date(x.At)))
	of := part{Heading: x.Delegation}
	if len(x.OnBehalfOf) > 0 {
		of.OnBehalf = fill(l.OnBehalf, "names", l.join(x.OnBehalfOf))
	}
	return change{Heading: of.heading(), To: x.ID, Says: strings.Join(facts, " · ")}
}

func (s sheet) part(c Compendium, sec Section) part {
	l := s.Labels
	p := part{
		ID: sec.ID, Heading: sec.Delegation, Kind: l.kind(sec.Kind),
		Language: sec.Language, Direction: page.Direction(base(sec.Language)), Text: sec.Text,
		New: slices.Contains(c.Standing.New, sec.ID), Late: sec.Late,
	}
	if sec.Language == "" {
		p.Direction = "auto"
	} else {
		p.Original = fill(l.OriginalOf, "language", l.language(sec.Language))
	}
	if len(sec.OnBehalfOf) > 0 {
		p.OnBehalf = fill(l.OnBehalf, "names", l.join(sec.OnBehalfOf))
	}
	if sec.Before {
		p.Facts = append(p.Facts, l.Before)
	} else {
		p.Facts = append(p.Facts, l.After)
	}
	if !sec.ReceivedAt.IsZero() {
		p.Facts = append(p.Facts, fill(l.Received, "date", l.date(sec.ReceivedAt)))
	}
	if !sec.CorrectedAt.IsZero() {
		p.Facts = append(p.Facts, fill(l.Corrected, "date", l.date(sec.CorrectedAt)))
	}
	s.annotate(&p, sec)
	return p
}

// annotate puts the references of a section into words; the same reference made twice is one note.
func (s sheet) annotate(p *part, sec Section) {
	type same struct {
		as, paragraph string
		revision      int
		flag          Flag
	}
	ids := map[same]string{}
	end := 0
	for _, ref := range sec.References {
		k := same{ref.As, ref.Paragraph, ref.Revision, ref.Flag}
		if ids[k] == "" {
			ids[k] = sec.ID + "-r" + strconv.Itoa(len(p.Notes)+1)
			n := note{ID: ids[k], As: ref.As, Says: s.Labels.says(ref, sec.Language), Flag: ref.Flag}
			if s.Reference[ref.Paragraph] {
				n.To = ref.Paragraph
			}
			p.Notes = append(p.Notes, n)
		}
		if ref.Span.Start >= end && ref.Span.End > ref.Span.Start && ref.Span.End <= len(sec.Text) {
			p.links = append(p.links, link{ref.Span, ids[k], ref.Flag})
			end = ref.Span.End
		}
	}
}

// says is what became of a reference, in a sentence.
func (l labels) says(ref Reference, lang string) string {
	where := l.where(ref.Cite, ref.Words)
	switch ref.Flag {
	case NoSuchParagraph:
		return l.NoParagraph
	case Ambiguous:
		return l.Several
	case NoSuchWords:
		return fill(l.NoWords, "language", l.language(lang))
	case EarlierRevision, LaterRevision:
		pattern := l.Earlier
		if ref.Flag == LaterRevision {
			pattern = l.Later
		}
		parts := []string{fill(pattern, "where", where, "revision", l.isolated(ref.In))}
		if ref.Quote {
			parts = append(parts, l.NotWords)
		}
		if ref.Now == "" {
			parts = append(parts, l.Gone)
		} else if ref.Now != ref.Cite {
			parts = append(parts, fill(l.Now, "where", l.where(ref.Now, "")))
		}
		return strings.Join(parts, l.Semicolon)
	}
	return fill(l.Stands, "where", where)
}

// where names a paragraph: "paragraph 12 (a)", "preambular paragraph 3"; one without a number by its words.
func (l labels) where(cite, words string) string {
	switch {
	case cite == "" && words == "":
		return ""
	case cite == "":
		return fill(l.Unnumbered, "words", l.OpenQuote+l.isolated(words)+l.CloseQuote)
	case cite[0] >= '0' && cite[0] <= '9':
		return fill(l.Paragraph, "cite", cite)
	}
	if m := preambular().FindStringSubmatch(cite); m != nil {
		return fill(l.Preambular, "cite", m[1])
	}
	return cite
}

func (l labels) adopted(c Compendium) string {
	if c.Adopted.At.IsZero() {
		return ""
	}
	what := cmp.Or(c.TextSymbol, c.Adopted.Revision, c.Title)
	if c.TextSymbol != "" && c.Adopted.Revision != "" && !strings.HasSuffix(c.TextSymbol, "/"+c.Adopted.Revision) {
		what += " (" + c.Adopted.Revision + ")"
	}
	s := fill(l.Adopted, "text", l.isolated(what), "how", cmp.Or(l.How[c.Adopted.How], c.Adopted.How), "date", l.date(c.Adopted.At))
	return strings.Join(strings.Fields(s), " ")
}

// isolated keeps what may be in another script, a symbol or the name of a revision, from being reordered in a sentence written
// from right to left: 01-2016 would be read 2016-01 (UAX #9, first strong isolate).
func (l labels) isolated(s string) string {
	if !l.RightToLeft || s == "" {
		return s
	}
	return "\u2068" + s + "\u2069"
}

func (l labels) masthead(c Compendium) []string {
	var lines []string
	if c.Distribution != "" {
		lines = append(lines, cmp.Or(l.Distr[c.Distribution], c.Distribution))
	}
	if !c.Date.IsZero() {
		lines = append(lines, l.date(c.Date))
	}
	var names []string
	for _, sec := range c.Sections {
		if sec.Language != "" {
			names = append(names, l.language(sec.Language))
		}
	}
	if len(names) > 0 {
		slices.SortFunc(names, delegation.NewOrder(c.Language).Compare)
		lines = append(lines, fill(l.Original, "languages", strings.Join(slices.Compact(names), l.Comma)))
	}
	return lines
}

func (l labels) kind(k position.ExplanationKind) string { return cmp.Or(l.Kinds[k], string(k)) }

func (l labels) language(tag string) string { return cmp.Or(l.Languages[base(tag)], tag) }

// date is the day in UTC.
func (l labels) date(t time.Time) string {
	t = t.UTC()
	day := strconv.Itoa(t.Day())
	if t.Day() == 1 {
		day = cmp.Or(l.First, day)
	}
	return fill(l.Date, "day", day, "month", l.Months[t.Month()-1], "year", strconv.Itoa(t.Year()))
}

// join is a list in words.
func (l labels) join(names []string) string {
	if len(names) == 1 {
		return names[0]
	}
	last := names[len(names)-1]
	and := l.And
	if and == " y " && (strings.HasPrefix(last, "I") || strings.HasPrefix(last, "Hi")) {
		and = " e "
	}
	return strings.Join(names[:len(names)-1], l.Comma) + and + last
}

// fill puts values, given as name and value in turn, in the place of "{name}".
func fill(pattern string, pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	return strings.NewReplacer(pairs...).Replace(pattern)
}
