package negotiation

import (
	"slices"

	"adref/pkg/position"
)

// Knowledge is how it is known where somebody stands.
type Knowledge string

// Ways of knowing. The zero value is that it is not known.
const (
	NotKnown   Knowledge = ""
	SaidItself Knowledge = "itself"    // it said so, alone or together with others for whom it spoke
	SaidForIt  Knowledge = "on-behalf" // another delegation said so on its behalf
	Inferred   Knowledge = "group"     // a group said so of which it was a member then, and the rules infer from that
)

// Stand is where somebody stands on something, and how that is known.
type Stand struct {
	How Knowledge `json:"how"`
	// Position is what it rests on, nil where nothing is known.
	Position *position.Position `json:"position,omitempty"`
	// Groups are the IDs of positions of groups of which it was a member then: they are not its own.
	Groups []string `json:"groups,omitempty"`
}

// StandOf is where a delegation or a group stands on something, by the newest record that was not corrected; target names the
// paragraph by its block ID.
//
// Rule: what a delegation said is its position, and what another said on its behalf unless it said something itself. The position
// of a group is that of the group; a member's is not inferred from it unless the rules of the process say so (domain.md B10), and
// then only of who was a member when the group spoke, and only where the member has said nothing of its own.
func (d *Document) StandOf(p *Process, code string, on position.Target) Stand {
	var found Stand
	rank := map[Knowledge]int{SaidItself: 3, SaidForIt: 2, Inferred: 1}
	for i, s := range d.Positions {
		if s.On != on || d.corrected(s.ID) {
			continue
		}
		how := p.knowledge(code, s)
		if how == Inferred {
			found.Groups = append(found.Groups, s.ID)
			if !p.Rules.GroupsBind {
				continue
			}
		}
		if how != NotKnown && rank[how] >= rank[found.How] {
			found.How, found.Position = how, &d.Positions[i]
		}
	}
	return found
}

// knowledge is what a record says of somebody. Who speaks for a group does not thereby speak for itself.
func (p *Process) knowledge(code string, s position.Position) Knowledge {
	who := s.Attribution
	forGroup := slices.ContainsFunc(who.OnBehalfOf, func(party string) bool {
		_, ok := p.group(party)
		return ok
	})
	switch {
	case who.By == code && !forGroup:
		return SaidItself
	case slices.Contains(who.OnBehalfOf, code):
		if _, group := p.group(code); group {
			return SaidItself
		}
		return SaidForIt
	case p.memberOf(code, who.OnBehalfOf, s.At):
		return Inferred
	}
	return NotKnown
}
