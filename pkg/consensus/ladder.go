package consensus

import (
	"maps"
	"slices"
)

// Rank is the place of a step on the ladder, from 1; 0 for one that is not on it. "" stands for the top, and so does Agreed where
// the ladder does not name it: what was agreed before the ladder was set stays agreed.
func (r Rules) Rank(s string) int {
	if len(r.Ladder) == 0 {
		if s == "" || s == string(Agreed) {
			return 1
		}
		return 0
	}
	if i := slices.Index(r.Ladder, s); i >= 0 {
		return i + 1
	}
	if s == "" || s == string(Agreed) {
		return len(r.Ladder)
	}
	return 0
}

// Waiting are the paragraphs that a paragraph waits for, in the order of their IDs: those that are linked with it in a package, or
// with one that is, and not agreed. Nothing is agreed until everything is agreed (domain.md B2: package linkage).
func Waiting(paragraph string, packages [][]string, agreed func(string) bool) []string {
	linked := map[string]bool{paragraph: true}
	for grew := true; grew; {
		grew = false
		for _, p := range packages {
			if !slices.ContainsFunc(p, func(id string) bool { return linked[id] }) {
				continue
			}
			for _, id := range p {
				grew = grew || !linked[id]
				linked[id] = true
			}
		}
	}
	var out []string
	for _, id := range slices.Sorted(maps.Keys(linked)) {
		if id != paragraph && !agreed(id) {
			out = append(out, id)
		}
	}
	return out
}
