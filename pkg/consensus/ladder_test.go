package consensus_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"adref/pkg/consensus"
)

func ExampleWaiting() {
	packages := [][]string{{"p3", "p7"}, {"p7", "p9"}}
	agreed := map[string]bool{"p3": true, "p7": true}
	fmt.Println(consensus.Waiting("p3", packages, func(id string) bool { return agreed[id] }))
	agreed["p9"] = true
	fmt.Println(consensus.Waiting("p3", packages, func(id string) bool { return agreed[id] }))
	// Output:
	// [p9]
	// []
}

func TestRank(t *testing.T) {
	ladder := consensus.Rules{Ladder: []string{"agreed in informals", "agreed in plenary"}}
	for _, tt := range []struct {
		rules  consensus.Rules
		status string
		want   int
	}{
		{consensus.Rules{}, "", 1}, {consensus.Rules{}, "agreed", 1}, {consensus.Rules{}, "agreed in plenary", 0},
		{ladder, "agreed in informals", 1}, {ladder, "agreed in plenary", 2}, {ladder, "", 2}, {ladder, "agreed", 2}, {ladder, "green", 0},
	} {
		if got := tt.rules.Rank(tt.status); got != tt.want {
			t.Errorf("%q on %v: %d, want %d", tt.status, tt.rules.Ladder, got, tt.want)
		}
	}
	for _, l := range [][]string{{""}, {"clean"}, {"green", "green"}} {
		if err := (consensus.Rules{Ladder: l}).Check(); !errors.Is(err, consensus.ErrRules) {
			t.Errorf("ladder %q: %v", l, err)
		}
	}
}

// Linkage is mutual: of two linked paragraphs that are not agreed each waits for the other; and nothing waits when all is agreed.
func TestWaitingIsMutual(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.SampledFrom([]string{"p1", "p2", "p3", "p4", "p5"})
		packages := rapid.SliceOfN(rapid.SliceOfNDistinct(id, 2, 3, rapid.ID[string]), 0, 4).Draw(t, "packages")
		a, b := id.Draw(t, "a"), id.Draw(t, "b")
		none, all := func(string) bool { return false }, func(string) bool { return true }
		if a != b && slices.Contains(consensus.Waiting(a, packages, none), b) != slices.Contains(consensus.Waiting(b, packages, none), a) {
			t.Fatalf("%s and %s in %v", a, b, packages)
		}
		if w := consensus.Waiting(a, packages, all); len(w) > 0 {
			t.Fatalf("%s waits for %v", a, w)
		}
	})
}
