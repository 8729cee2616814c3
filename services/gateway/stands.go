package gateway

import (
	"context"
	"fmt"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"adref/pkg/negotiation"
	"adref/pkg/position"
	"adref/pkg/text"
)

// Stand is where a delegation or a group stands on something, and how that is known; of what everybody may see.
type Stand struct {
	Party    string                `json:"party" doc:"Code of the delegation or group."`
	On       position.Target       `json:"on"`
	How      negotiation.Knowledge `json:"how" doc:"How it is known: itself, it said so; on-behalf, another said so on its behalf; group, a group of which it was a member did and the rules infer from that; empty where nothing is known."`
	Position *position.Position    `json:"position,omitempty" doc:"What it rests on."`
	Groups   []string              `json:"groups,omitempty" doc:"IDs of positions of groups of which it was a member then: they are not its own."`
}

// StandPath asks where somebody stands on a paragraph, words in it, an amendment, alternatives or a theme, or on the whole text.
type StandPath struct {
	DocumentPath
	Delegation   string `query:"delegation" required:"true" doc:"Code of the delegation or group." example:"norland"`
	Paragraph    string `query:"paragraph" doc:"ID of the block, or how the current text cites it."`
	Quote        string `query:"quote" doc:"Words in the paragraph."`
	Start        int    `query:"start" doc:"Where the quoted words begin in it, in bytes." minimum:"0"`
	Amendment    string `query:"amendment" doc:"ID."`
	Alternatives string `query:"alternatives" doc:"ID."`
	Theme        string `query:"theme"`
}

func (g *gateway) registerStands(a huma.API) {
	read(g, a, about{documentRoot + "/stands", "get-stand", "document", "Get where a delegation stands, and how that is known",
		"By the newest record that everybody may see and that was not corrected."},
		func(_ context.Context, in *StandPath) (*answer[Stand], error) {
			d, err := g.index.document(in.Process, in.Document)
			if err != nil {
				return nil, err
			}
			s, err := stand(d, in)
			return &answer[Stand]{d.Process.Seq, s}, err
		})
}

func stand(d documentState, in *StandPath) (Stand, error) {
	on := position.Target{Quote: in.Quote, Amendment: in.Amendment, Alternatives: in.Alternatives, Theme: in.Theme}
	if in.Quote != "" {
		on.Span = text.Span{Start: in.Start, End: in.Start + len(in.Quote)}
	}
	if in.Paragraph != "" {
		id, err := identity(d, in.Paragraph)
		if err != nil {
			return Stand{}, err
		}
		on.Paragraph = id
	}
	if !slices.Contains(parties(d), in.Delegation) {
		return Stand{}, fmt.Errorf("%s: %w", in.Delegation, negotiation.ErrUnknownParty)
	}
	return standOf(d, in.Delegation, on), nil
}

// standOf is where a party stands by what everybody may see. A public record that was corrected by one for fewer people does not
// count: it is known to be wrong.
func standOf(d documentState, party string, on position.Target) Stand {
	public := *d.Document
	public.Positions = slices.DeleteFunc(publicPositions(d), func(p position.Position) bool {
		return slices.ContainsFunc(d.Positions, func(o position.Position) bool { return o.Corrects == p.ID })
	})
	s := public.StandOf(d.Process.Process, party, on)
	return Stand{Party: party, On: on, How: s.How, Position: s.Position, Groups: s.Groups}
}

// parties are the codes of all delegations and groups, in the order of their record.
func parties(d documentState) []string {
	var codes []string
	for _, p := range d.Process.Delegations {
		codes = append(codes, p.Code)
	}
	for _, p := range d.Process.Groups {
		codes = append(codes, p.Code)
	}
	return codes
}

// standLine is where a party stands on a paragraph as a whole, in words.
type standLine struct {
	Who, Stance, How string
}

// stands are the parties of which something is known.
func (w words) stands(d documentState, paragraph string) []standLine {
	how := map[negotiation.Knowledge]string{
		negotiation.SaidItself: "said itself", negotiation.SaidForIt: "said on its behalf by ", negotiation.Inferred: "said by its group, through ",
	}
	var lines []standLine
	for _, party := range parties(d) {
		s := standOf(d, party, position.Target{Paragraph: paragraph})
		switch {
		case s.Position != nil:
			line := standLine{Who: w.name(party), Stance: w.position(*s.Position).Stance, How: how[s.How]}
			if s.How != negotiation.SaidItself {
				line.How += w.name(s.Position.Attribution.By)
			}
			lines = append(lines, line)
		case len(s.Groups) > 0:
			lines = append(lines, standLine{w.name(party), "not known", "its group has a position, which is not its own"})
		}
	}
	return lines
}
