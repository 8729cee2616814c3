package history_test

import (
	"fmt"
	"os"
	"testing"

	"adref/pkg/amendment"
	"adref/pkg/diff/synthtest"
	"adref/pkg/history"
)

// fateOf is what the generator did with an amendment, in our words.
var fateOf = map[synthtest.Fate]history.Outcome{
	synthtest.Whole: history.Whole, synthtest.Part: history.Part, synthtest.Moved: history.Elsewhere, synthtest.None: history.NotTaken,
}

// TestFatesOfGeneratedAmendments measures how many fates are as the generator made them. With ADREF_SCORE=tuning or =reserved it
// does so on the whole series of those seeds and prints a line for each language.
func TestFatesOfGeneratedAmendments(t *testing.T) {
	seeds, revisions := synthtest.TuningSeeds[:1], 5
	switch os.Getenv("ADREF_SCORE") {
	case "tuning":
		seeds, revisions = synthtest.TuningSeeds, 40
	case "reserved":
		seeds, revisions = synthtest.ReservedSeeds, 40
	}
	allRight, total := 0, 0
	for _, language := range synthtest.Languages {
		right, all := 0, 0
		for _, seed := range seeds {
			s := synthtest.Generate(synthtest.Config{Language: language, Seed: seed, Revisions: revisions})
			for k := range s.Steps {
				for i, f := range generatedFates(s, k) {
					all++
					if want := fateOf[s.Steps[k].Amendments[i].Fate]; f == want || f == history.Superseded && want == history.NotTaken {
						right++
					}
				}
			}
		}
		t.Logf("%s: %d of %d right, %.4f", language, right, all, float64(right)/float64(all))
		allRight, total = allRight+right, total+all
	}
	if share := float64(allRight) / float64(total); share < 0.99 {
		t.Errorf("%d of %d right, %.4f", allRight, total, share)
	}
}

// generatedFates are the outcomes of the amendments of a step in the revision after it.
func generatedFates(s synthtest.Series, k int) []history.Outcome {
	series := history.NewSeries("")
	for n, r := range s.Revisions[k : k+2] {
		series.Append(history.Revision{Ordinal: n + 1, Name: fmt.Sprint(n), Document: r.Document})
	}
	base := series.History(nil).Steps[0].Revision.Document
	var amendments []amendment.Amendment
	for _, a := range s.Steps[k].Amendments {
		b := base.Blocks[a.Block]
		p := history.Propose(b.Text, a.Wanted)
		p.Anchor.Revision, p.Anchor.Paragraph = 1, b.ID
		amendments = append(amendments, amendment.Amendment{State: amendment.Open, Proposal: p})
	}
	var out []history.Outcome
	for _, f := range series.History(amendments).Fates {
		out = append(out, f.Outcome)
	}
	return out
}
