package gateway

import (
	"context"
	"fmt"
	"net/http"
	"strings"

	"adref/pkg/amendment"
	"adref/pkg/bracket"
	"adref/pkg/delegation"
	"adref/pkg/history"
	"adref/pkg/negotiation"
	"adref/pkg/position"
	"adref/pkg/text"
)

// documentScreen is the page of a document: its words with what stands against them.
type documentScreen struct {
	DocumentSummary
	Href     string
	Stage    string
	Revision RevisionSummary
	Tabled   []RevisionSummary
	Figures  []figure
	Notices  []string
	Editions []negotiation.Issued
	Papers   []paperLine // what may be taken away
	Rows     []row
	Beside   bool // whether any amendment stands beside a row
	// Before are the open amendments that add a paragraph at the start, Lost those to paragraphs that the text does not hold.
	Before, Lost []amendmentLine
}

// figure is a number and what it counts.
type figure struct {
	Number int
	Of     string
}

// row is a block and what stands beside it.
type row struct {
	text.Block
	Href       string
	Runs       []run
	Status     Status
	Amendments []amendmentLine
	Counted    bool // whether its status is worth showing
}

// amendmentLine is an amendment in words.
type amendmentLine struct {
	ID, Who, Wants string
	Delete, Insert string
	State, Reason  string
	On             string // name of the revision that it was proposed on
	Rationale      string
	Fate           string
	Disagrees      bool
	Rebase         *history.Rebase // of an open one, to the newest text
}

// positionLine is a position in words.
type positionLine struct {
	Who, Stance, On, Words, Revision string
}

func (g *gateway) documentPage(ctx context.Context, r *http.Request) (screen, error) {
	d, err := g.pageDocument(r)
	if err != nil {
		return screen{}, err
	}
	wanted, err := number(r.URL.Query().Get("revision"))
	if err != nil {
		return screen{}, err
	}
	s := documentScreen{DocumentSummary: summary(d), Href: documentHref(d), Stage: stageName[stage(d)], Tabled: documentView(d).Tabled, Notices: notices(d), Editions: editionsOf(d)}
	if len(d.Revisions) > 0 {
		if wanted == 0 {
			wanted = len(d.Revisions)
		}
		if err := g.fill(ctx, d, wanted, &s); err != nil {
			return screen{}, err
		}
	}
	return screen{title: d.Title, nav: processNav(d.Process), template: "document.html", data: s, seq: d.Process.Seq}, nil
}

// fill puts the text of a revision into the page; what stands beside it is shown for the newest one only.
func (g *gateway) fill(ctx context.Context, d documentState, ordinal int, s *documentScreen) error {
	t, err := g.texts.revision(ctx, d, ordinal)
	if err != nil {
		return err
	}
	s.Revision = revisionSummary(d.Revisions[ordinal-1])
	s.Papers = papers(d, ordinal)
	current := ordinal == len(d.Revisions)
	say := words{d}
	runs := marked(t, putIn(d, t, ordinal), directory(d))
	known, err := g.outcomes(ctx, d)
	if err != nil {
		return err
	}
	beside := map[string][]amendmentLine{}
	for _, a := range d.Amendments {
		if current && isOpen(a) {
			line := say.amendment(AmendmentFate{Amendment: a, Rebase: known[a.ID].rebase})
			beside[a.Proposal.Anchor.Paragraph] = append(beside[a.Proposal.Anchor.Paragraph], line)
		}
	}
	s.Before = beside[""]
	delete(beside, "")
	counted := map[Status]int{}
	for i, b := range t.Blocks {
		r := row{Block: b, Runs: runs[i], Href: s.Href + "/paragraphs/" + b.ID, Amendments: beside[b.ID], Counted: current && isParagraph(b.Kind)}
		delete(beside, b.ID)
		s.Beside = s.Beside || len(r.Amendments) > 0
		if r.Counted {
			r.Status = status(d, b)
			counted[r.Status]++
		}
		s.Rows = append(s.Rows, r)
	}
	for _, a := range d.Amendments { // in their order
		if lost := beside[a.Proposal.Anchor.Paragraph]; len(lost) > 0 {
			s.Lost = append(s.Lost, lost...)
			delete(beside, a.Proposal.Anchor.Paragraph)
		}
	}
	s.Figures = figures(d, t, counted, current)
	return nil
}

func figures(d documentState, t text.Document, counted map[Status]int, current bool) []figure {
	tree := bracket.Parse(t.String(), directory(d))
	all := []figure{{tree.Open, "brackets opened"}, {tree.Words(), "words in brackets"}}
	if n := len(tree.Unbalanced); n > 0 {
		all = append(all, figure{n, "brackets without a partner"})
	}
	if current {
		s := summary(d)
		stand := []figure{{s.Paragraphs, "paragraphs"}}
		if d.Adopted == nil {
			stand = append(stand, figure{counted[Agreed], "agreed ad ref"}, figure{counted[Clean], "clean"}, figure{counted[Open], "open"})
		}
		all = append(stand, all...)
		all = append(all, figure{s.OpenAmendments, "open amendments"})
	}
	return all
}

var stageName = map[Stage]string{
	Negotiating: "under negotiation", InSilence: "under silence", Proposed: "proposed for adoption", Adopted: "adopted", Withdrawn: "withdrawn",
}

// notices says what stands over the whole text.
func notices(d documentState) []string {
	var all []string
	say := words{d}
	const moment = "2 January 2006, 15:04 MST"
	if s := d.Silence; s != nil && d.Adopted == nil {
		switch s.State {
		case negotiation.SilenceRunning:
			all = append(all, "Silence runs until "+s.Deadline.UTC().Format(moment)+".")
		case negotiation.SilenceBroken:
			for _, b := range s.By {
				if !b.Withdrawn {
					all = append(all, "Silence was broken by "+say.who(b.Attribution)+": "+reason(b.Reason))
				}
			}
		case negotiation.SilenceConcluded:
			all = append(all, "Silence was concluded unbroken.")
		}
		for _, b := range s.Late {
			all = append(all, say.who(b.Attribution)+" objected after the deadline of the silence, which does not count: "+reason(b.Reason))
		}
	}
	for _, o := range d.Objections {
		if !o.Withdrawn && !o.Blocked && d.Adopted == nil {
			all = append(all, say.who(o.Attribution)+" objects: "+reason(o.Reason))
		}
	}
	for _, b := range d.Blocked {
		all = append(all, fmt.Sprintf("The adoption of “%s” failed on %s: %s objected.", say.revision(b.Revision), b.At.UTC().Format(moment), say.names(b.By)))
	}
	if w := d.Withdrawn; w != nil {
		all = append(all, "The document was withdrawn on "+w.At.UTC().Format(moment)+": "+reason(w.Reason))
	}
	for _, c := range d.Corrigenda {
		all = append(all, fmt.Sprintf("Corr.%d to “%s” was issued on %s (%s).", c.Corrigendum, say.revision(c.Revision), c.At.UTC().Format(moment), strings.Join(c.Languages, ", ")))
	}
	if a := d.Adopted; a != nil {
		all = append(all, fmt.Sprintf("“%s” was adopted %s on %s.", say.revision(a.Revision), a.How, a.At.UTC().Format(moment)))
	}
	if i, ok := d.Process.Invitations[d.Code]; ok {
		until := ""
		if !i.Deadline.IsZero() {
			until = " until " + i.Deadline.UTC().Format(moment)
		}
		all = append(all, fmt.Sprintf("Explanations of position are invited%s. So far %s received.", until, count(len(explanationsOn(d)), "was", "were")))
	}
	return all
}

func reason(r string) string {
	if r == "" {
		return "no reason given."
	}
	return r
}

// paragraphScreen is the page of a paragraph.
type paragraphScreen struct {
	Paragraph
	Href       string // of the document
	Name       string
	Versions   []versionLine // newest first
	Origins    []originLine
	Amendments []amendmentLine
	Positions  []positionLine
	Stands     []standLine
	Put        []string
	Compiled   []compiledPiece // the open amendments together
	After      []compiledPiece // the new paragraphs that they want behind it
	Whole      []string        // what they want done with all of it
	Conflicts  int             // among them
	Language   string
}

// versionLine is a version and whether it is the first.
type versionLine struct {
	ParagraphVersion
	First bool
}

func (g *gateway) paragraphPage(ctx context.Context, r *http.Request) (screen, error) {
	d, err := g.pageDocument(r)
	if err != nil {
		return screen{}, err
	}
	p, err := g.paragraph(ctx, d, r.PathValue("paragraph"))
	if err != nil {
		return screen{}, err
	}
	say := words{d}
	s := paragraphScreen{Paragraph: p, Href: documentHref(d), Name: blockName(p)}
	for i, v := range p.Versions {
		s.Versions, s.Language = append([]versionLine{{v, i == 0}}, s.Versions...), v.Language
	}
	s.Origins = say.origins(p.Origins)
	if c := p.Compilation; c != nil {
		if len(c.Amendments) > 0 {
			s.Compiled = say.compiled(c, c.Pieces)
		}
		s.After, s.Conflicts, s.Whole = say.compiled(c, c.After), c.Conflicts, say.whole(c)
	}
	for _, a := range p.Amendments {
		s.Amendments = append(s.Amendments, say.amendment(a))
	}
	for _, o := range p.Positions {
		s.Positions = append(s.Positions, say.position(o))
	}
	s.Stands = say.stands(d, p.ID)
	for _, k := range p.Brackets {
		line := fmt.Sprintf("%s: “%s”, by %s on %s", k.TextBracketed.Bracket, k.Anchor.Quote, say.who(k.Attribution), say.revision(k.Anchor.Revision))
		if k.Lifted {
			line += "; lifted"
		}
		s.Put = append(s.Put, line)
	}
	return screen{title: s.Name + " · " + d.Title, nav: documentNav(d), template: "paragraph.html", data: s, seq: d.Process.Seq}, nil
}

// blockName is how a block is called on its page.
func blockName(p Paragraph) string {
	switch {
	case p.Cite == "":
		return upperFirst(string(p.Kind)) + " " + p.ID
	case p.Kind == text.Paragraph || p.Kind == text.Subparagraph:
		return "Paragraph " + p.Cite
	}
	return p.Cite
}

// upperFirst begins an English word with a capital letter.
func upperFirst(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// words says things in words, with the names of a process.
type words struct{ d documentState }

// name is the name of a delegation or group in English.
func (w words) name(code string) string {
	for _, d := range w.d.Process.Delegations {
		if d.Code == code {
			return d.Name("en")
		}
	}
	for _, g := range w.d.Process.Groups {
		if g.Code == code {
			return g.Name("en")
		}
	}
	if code == delegation.Chair {
		return "the chair’s office"
	}
	return code
}

func (w words) names(codes []string) string {
	all := make([]string, len(codes))
	for i, c := range codes {
		all[i] = w.name(c)
	}
	return strings.Join(all, ", ")
}

// who is who speaks, and for whom.
func (w words) who(a delegation.Attribution) string {
	if len(a.OnBehalfOf) == 0 {
		return w.name(a.By)
	}
	return w.name(a.By) + " on behalf of " + w.names(a.OnBehalfOf)
}

func (w words) revision(ordinal int) string {
	if ordinal < 1 || ordinal > len(w.d.Revisions) {
		return ""
	}
	return w.d.Revisions[ordinal-1].Name
}

// cite is how the current text cites a block, else its ID.
func (w words) cite(id string) string {
	if r, ok := w.d.Current(); ok {
		if i, ok := r.Find(id); ok && r.Blocks[i].Cite != "" {
			return r.Blocks[i].Cite
		}
	}
	return id
}

func (w words) amendment(a AmendmentFate) amendmentLine {
	p := a.Proposal
	line := amendmentLine{ID: a.ID, Who: w.names(a.Sponsors), On: w.revision(p.Anchor.Revision), State: string(a.State), Rationale: p.Rationale}
	if a.Attribution.By != "" && len(a.Attribution.OnBehalfOf) > 0 {
		line.Who += " (" + w.who(a.Attribution) + ")"
	}
	switch p.Operation {
	case amendment.ReplaceWords:
		line.Wants, line.Delete, line.Insert = "Replace", p.Anchor.Quote, p.Words
	case amendment.InsertWords:
		line.Wants, line.Insert = "After “"+p.Anchor.Quote+"” insert", p.Words
	case amendment.DeleteWords:
		line.Wants, line.Delete = "Delete", p.Anchor.Quote
	case amendment.InsertParagraph:
		line.Wants, line.Insert = "Insert a paragraph after this one", p.Words
		if p.Anchor.Paragraph == "" {
			line.Wants = "Insert a paragraph at the start"
		}
	case amendment.DeleteParagraph:
		line.Wants = "Delete the paragraph"
	case amendment.MoveParagraph:
		line.Wants = "Move the paragraph to the start"
		if p.To != "" {
			line.Wants = "Move the paragraph after " + w.cite(p.To)
		}
	case amendment.SplitParagraph:
		line.Wants = "Split the paragraph after “" + p.Anchor.Quote + "”"
	case amendment.MergeParagraphs:
		var with []string
		for _, id := range p.With {
			with = append(with, w.cite(id))
		}
		line.Wants, line.Insert = "Merge the paragraph with "+strings.Join(with, ", "), p.Words
	}
	if p.Amends != "" {
		line.Wants = "In amendment " + p.Amends + ": " + line.Wants
	}
	if a.State == amendment.Disposed {
		line.State = strings.ReplaceAll(string(a.Disposition), "-", " ")
	}
	if a.Stale != "" && isOpen(a.Amendment) {
		line.State = "open, but no longer on its words: " + a.Stale
	}
	if a.Reason != "" {
		line.Reason = upperFirst(line.State) + ": " + a.Reason
	}
	if a.Fate != nil {
		line.Fate, line.Disagrees = a.Fate.Says, a.Fate.Disagrees
	}
	if r := a.Rebase; r != nil {
		line.Rebase = r
	}
	return line
}

func (w words) position(p position.Position) positionLine {
	line := positionLine{Who: w.who(p.Attribution), Stance: strings.ReplaceAll(string(p.Stance), "-", " "), Words: p.Words, Revision: w.revision(p.Revision)}
	switch {
	case p.On.Amendment != "":
		line.On = "amendment " + p.On.Amendment
	case p.On.Alternatives != "":
		line.On = "alternatives " + p.On.Alternatives
	case p.On.Theme != "":
		line.On = p.On.Theme
	case p.On.Quote != "":
		line.On = "“" + p.On.Quote + "”"
	}
	return line
}
