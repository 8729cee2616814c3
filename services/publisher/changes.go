package publisher

import (
	"slices"

	"adref/pkg/compendium"
	"adref/pkg/negotiation"
	"adref/pkg/position"
)

// changes are what an edition that holds the explanations `held` does to those of the edition before it: which were corrected, and
// which withdrawn. Versions of the same edition in other languages are not before it. What happened after the edition does not
// count, so that it is presented in the same way whenever that is done.
func changes(p *negotiation.Process, issued []negotiation.Issued, held []string, name, language string) []compendium.Change {
	earlier := slices.DeleteFunc(slices.Clone(issued), func(e negotiation.Issued) bool { return e.Name() == name })
	if len(earlier) == 0 {
		return nil
	}
	var out []compendium.Change
	for _, id := range earlier[len(earlier)-1].Explanations {
		if slices.Contains(held, id) {
			continue
		}
		now := successor(p, id, held)
		change := compendium.Change{
			Delegation: names(p)(now.Attribution.By, language), Kind: now.Kind, Language: now.Language,
			ReceivedAt: now.At, At: now.CorrectedAt, ID: now.ID,
		}
		for _, party := range now.Attribution.OnBehalfOf {
			change.OnBehalfOf = append(change.OnBehalfOf, names(p)(party, language))
		}
		if !slices.Contains(held, now.ID) {
			change.At, change.Withdrawn, change.ID = p.Retracted[now.ID].At, true, ""
		}
		out = append(out, change)
	}
	return out
}

// successor is the version of an explanation that is held, or else the newest one.
func successor(p *negotiation.Process, id string, held []string) position.Explanation {
	var now position.Explanation
	for _, e := range p.Explanations { // a correction comes after what it corrects
		if e.ID != id && (now.ID == "" || e.Corrects != now.ID) {
			continue
		}
		if now = e; slices.Contains(held, e.ID) {
			break
		}
	}
	return now
}
