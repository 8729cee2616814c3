package gateway

import (
	"context"
	"fmt"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"adref/pkg/amendment"
	"adref/pkg/bracket"
	"adref/pkg/consensus"
	"adref/pkg/diff"
	"adref/pkg/event"
	"adref/pkg/negotiation"
	"adref/pkg/position"
	"adref/pkg/text"
)

// Status is where a paragraph stands, in a word.
type Status string

// Statuses of a paragraph: those of package consensus, Final in an adopted text, Gone for one that the current text does not hold.
const (
	Open   Status = "open" // amendments or brackets stand
	Clean  Status = Status(consensus.Clean)
	Agreed Status = Status(consensus.Agreed)
	Final  Status = "adopted" // with the whole text
	Gone   Status = "gone"
)

// Paragraph is a block of the text through the revisions.
type Paragraph struct {
	ID          string                `json:"id" doc:"Its identity through all revisions."`
	Cite        string                `json:"cite,omitempty" doc:"How the current text, or the last that holds it, cites it."`
	Label       string                `json:"label,omitempty"`
	Kind        text.Kind             `json:"kind"`
	Status      Status                `json:"status" enum:"open,clean,agreed,adopted,gone"`
	WaitsFor    []string              `json:"waitsFor,omitempty" doc:"IDs of the paragraphs that are linked with it in packages and not agreed: until they are, it is not."`
	Reopened    int                   `json:"reopened,omitempty" doc:"How often it was reopened."`
	Versions    []ParagraphVersion    `json:"versions" doc:"Its words in each revision that holds it, in order."`
	Origins     []WordsOrigin         `json:"origins" doc:"Where the words of the newest version come from; empty where the differ has not said so yet."`
	Amendments  []AmendmentFate       `json:"amendments"`
	Compilation *Compilation          `json:"compilation,omitempty" doc:"The open amendments to its words together, where there are any."`
	Brackets    []negotiation.Bracket `json:"brackets" doc:"Put by commands."`
	Positions   []position.Position   `json:"positions" doc:"Those that everybody may see."`
}

// ParagraphVersion is a paragraph in one revision.
type ParagraphVersion struct {
	Revision int       `json:"revision"`
	Name     string    `json:"name" doc:"Of the revision."`
	Language string    `json:"language"`
	Cite     string    `json:"cite,omitempty"`
	Label    string    `json:"label,omitempty"`
	Text     string    `json:"text"`
	Redline  []diff.Op `json:"redline" doc:"From the version before it, in whole words; empty in the first."`
	Changed  bool      `json:"changed" doc:"Whether its words are others than in the version before it."`
}

// ParagraphPath names a paragraph.
type ParagraphPath struct {
	DocumentPath
	Paragraph string `path:"paragraph" doc:"ID of the block, or how the current text cites it." example:"12 (a)"`
}

func (g *gateway) registerParagraphs(a huma.API) {
	read(g, a, about{documentRoot + "/paragraphs/{paragraph}", "get-paragraph", "document", "Get a paragraph through the revisions",
		"Its versions with the redline of each step, its amendments and what became of them, its brackets and positions."},
		func(ctx context.Context, in *ParagraphPath) (*answer[Paragraph], error) {
			d, err := g.index.document(in.Process, in.Document)
			if err != nil {
				return nil, err
			}
			p, err := g.paragraph(ctx, d, in.Paragraph)
			return &answer[Paragraph]{d.Process.Seq, p}, err
		})
}

// paragraph is the paragraph with the ID or the citation; a citation is one of the current text.
func (g *gateway) paragraph(ctx context.Context, d documentState, ref string) (Paragraph, error) {
	id, err := identity(d, ref)
	if err != nil {
		return Paragraph{}, err
	}
	p := Paragraph{ID: id, Status: Gone, WaitsFor: d.WaitsFor(id), Reopened: d.Reopened[id], Versions: []ParagraphVersion{}, Origins: []WordsOrigin{}, Brackets: []negotiation.Bracket{}, Positions: []position.Position{}}
	var last text.Block
	for _, r := range d.Revisions {
		i := slices.IndexFunc(r.Blocks, func(b event.Block) bool { return b.ID == id })
		if i < 0 {
			continue
		}
		t, err := g.texts.revision(ctx, d, r.Revision)
		if err != nil {
			return Paragraph{}, err
		}
		p.add(r, t.Blocks[i])
		last = t.Blocks[i]
		if r.Revision == len(d.Revisions) {
			p.Status = status(d, last)
		}
	}
	p.Cite, p.Label, p.Kind = last.Cite, last.Label, last.Kind
	if p.Origins, err = g.origins(ctx, d, p, last); err != nil {
		return Paragraph{}, err
	}
	known, err := g.outcomes(ctx, d)
	if err != nil {
		return Paragraph{}, err
	}
	p.Amendments = withFates(amendmentsOn(d, id, known), known)
	if p.Status != Gone {
		p.Compilation = compile(len(d.Revisions), id, last.Text, p.Amendments)
	}
	for _, b := range d.Brackets {
		if b.Anchor.Paragraph == id {
			p.Brackets = append(p.Brackets, b)
		}
	}
	for _, s := range publicPositions(d) {
		if s.On.Paragraph == id || slices.ContainsFunc(p.Amendments, func(a AmendmentFate) bool { return a.ID == s.On.Amendment }) {
			p.Positions = append(p.Positions, s)
		}
	}
	return p, nil
}

// add appends the words of a block in a revision.
func (p *Paragraph) add(r negotiation.Revision, b text.Block) {
	v := ParagraphVersion{Revision: r.Revision, Name: r.Name, Language: r.Language, Cite: b.Cite, Label: b.Label, Text: b.Text, Redline: []diff.Op{}}
	if n := len(p.Versions); n > 0 {
		before := p.Versions[n-1]
		v.Redline, v.Changed = list(diff.Words(before.Text, b.Text)), before.Text != b.Text
	}
	p.Versions = append(p.Versions, v)
}

// identity is the ID of the block that a reference names: an ID of any revision, or a citation of the current text.
func identity(d documentState, ref string) (string, error) {
	for _, r := range slices.Backward(d.Revisions) {
		if slices.ContainsFunc(r.Blocks, func(b event.Block) bool { return b.ID == ref }) {
			return ref, nil
		}
	}
	if r, ok := d.Current(); ok {
		if i, ok := r.Find(ref); ok {
			return r.Blocks[i].ID, nil
		}
	}
	return "", fmt.Errorf("paragraph %q of %s/%s: %w", ref, d.Process.Code, d.Code, negotiation.ErrNotFound)
}

// status is where a block of the current text stands. Brackets and amendments count as they do when a paragraph is to be
// agreed; an adopted text is adopted whole, whatever stood against parts of it.
func status(d documentState, b text.Block) Status {
	if d.Adopted != nil {
		return Final
	}
	if _, agreed := d.Agreed[b.ID]; agreed {
		return Agreed
	}
	put := slices.ContainsFunc(d.Brackets, func(k negotiation.Bracket) bool { return !k.Lifted && k.Anchor.Paragraph == b.ID })
	amended := slices.ContainsFunc(amendmentsOn(d, b.ID, nil), func(a amendment.Amendment) bool {
		return isOpen(a) && slices.Contains(a.Proposal.Paragraphs(), b.ID)
	})
	if put || amended {
		return Open
	}
	if t := bracket.Parse(b.Text, nil); t.Open+t.Close > 0 {
		return Open
	}
	return Clean
}

// amendmentsOn are the amendments that are anchored in a block, would merge it with another, or belong there since they were put to the
// newest text.
func amendmentsOn(d documentState, id string, known map[string]outcome) []amendment.Amendment {
	var on []amendment.Amendment
	for _, a := range d.Amendments {
		r := known[a.ID].rebase
		here := r != nil && r.Proposal != nil && r.Proposal.Anchor.Paragraph == id // the one it named is gone, or was split or merged
		if a.Proposal.Anchor.Paragraph == id || slices.Contains(a.Proposal.With, id) || here {
			on = append(on, a)
		}
	}
	return on
}
