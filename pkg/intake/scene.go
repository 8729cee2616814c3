package intake

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"adref/pkg/delegation"
	"adref/pkg/diff"
	"adref/pkg/event"
	"adref/pkg/negotiation"
	"adref/pkg/paper"
	"adref/pkg/roster"
	"adref/pkg/text"
	"adref/pkg/tracked"
)

// Errors of a text that a file was made from.
var (
	ErrNoText   = errors.New("no text has been tabled")
	ErrRevision = errors.New("no such text has been tabled")
	ErrNoBase   = errors.New("nothing in the file stands in any of the tabled texts: is it of this document?")
)

// Find fills in which of the tabled texts, given in their order, a paper was made from: the one that is said (its name, symbol or
// ordinal), else the one that the paper names, else the one that is most like it, which is not certain. Errors: ErrNoText,
// ErrRevision, ErrNoBase.
func (s *Scene) Find(p paper.Paper, texts []text.Document, said string) error {
	if len(texts) == 0 {
		return ErrNoText
	}
	candidates := make([]tracked.Candidate, len(texts))
	for i, r := range s.Document.Revisions {
		candidates[i] = tracked.Candidate{Revision: r.Revision, Name: r.Name, Symbol: r.Symbol, Digest: r.Text, Text: texts[i]}
	}
	own := p
	if o := p.Origin; o.Process != "" && o.Process != s.ProcessCode || o.Document != "" && o.Document != s.DocumentCode {
		own.Origin = paper.Origin{} // it is of another document: what it names is not here
	}
	s.How = tracked.FindBase(own, candidates)
	if said != "" {
		i := slices.IndexFunc(s.Document.Revisions, func(r negotiation.Revision) bool {
			return strconv.Itoa(r.Revision) == said || r.Name == said || r.Symbol == said
		})
		if i < 0 {
			return fmt.Errorf("%q: %w", said, ErrRevision)
		}
		share := tracked.FindBase(paper.Paper{Paragraphs: p.Paragraphs}, candidates[i:i+1]).Share
		s.How = tracked.Base{Index: i, How: "you say so", Certain: true, Share: share}
	}
	if s.How.Index < 0 {
		return ErrNoBase
	}
	s.Revision, s.Base, s.Current = s.How.Index+1, texts[s.How.Index], texts[len(texts)-1]
	return nil
}

// Alone is a negotiation about nothing but a text, in which every State and the sender take part: for a preview without a server.
func Alone(name string, d text.Document, sender string) Scene {
	s := Scene{Process: new(negotiation.Process), Document: new(negotiation.Document), ProcessCode: "preview", DocumentCode: "text", Revision: 1, At: time.Unix(0, 0).UTC()}
	d = diff.Identify(text.Document{}, d, s.Document.Fresh())
	s.Base, s.Current = d, d
	s.Process.Evolve(&event.ProcessOpened{Title: "Preview"}, s.At)
	for _, party := range roster.UN().Delegations("en", roster.Member) {
		s.Process.Evolve(&event.DelegationAdmitted{Delegation: party}, s.At)
	}
	if sender != delegation.Chair && !s.Process.Admitted(sender) {
		s.Process.Evolve(&event.DelegationAdmitted{Delegation: delegation.Delegation{Code: sender, Names: map[string]string{"en": sender}}}, s.At)
	}
	r := &event.RevisionTabled{Revision: 1, Name: name, Language: d.Language, Format: "text"}
	for _, b := range d.Blocks {
		r.Blocks = append(r.Blocks, event.Block{ID: b.ID, Label: b.Label, Cite: b.Cite, Kind: b.Kind, Digest: b.Digest(), Wording: text.Digest(b.Text)})
	}
	s.Document.Evolve(&event.DocumentOpened{Title: name}, s.At)
	s.Document.Evolve(r, s.At)
	return s
}
