package provenance_test

import (
	"flag"
	"fmt"
	"testing"

	"adref/pkg/diff/synthtest"
	"adref/pkg/provenance"
)

var (
	score = flag.Bool("score", false, "print the table of quality, on the reserved seeds and beside the peers")
	speed = flag.Bool("speed", false, "print the tables of speed")
)

// own are the origins of the words of the last revision by this package, as indices, and how many of the words that were out and
// came back are known to be that.
func own(s synthtest.Series) (origin []int, restored float64) {
	t := provenance.NewTrace()
	for _, r := range s.Revisions {
		t.Append(provenance.Passages(r.Source))
	}
	all, known := 0, 0
	origins := t.Origins(t.Len())
	for _, b := range s.Revisions[len(s.Revisions)-1].Blocks {
		for _, w := range b.Words {
			o := origins[provenance.At(origins, w.Span.Start)]
			origin = append(origin, o.Revision-1)
			if len(w.Away) > 0 {
				all++
				if len(o.Absent) > 0 && o.Revision-1 == w.Origin {
					known++
				}
			}
		}
	}
	return origin, float64(known) / float64(max(all, 1))
}

// TestShareRight is a guard on a seed that was looked at; what is reported is on others (-score).
func TestShareRight(t *testing.T) {
	for _, language := range synthtest.Languages {
		t.Run(language, func(t *testing.T) {
			s := synthtest.Generate(synthtest.Config{Language: language, Seed: synthtest.TuningSeeds[0]})
			_, truth := words(s.Revisions[len(s.Revisions)-1], false)
			got, _ := own(s)
			if share := right(truth, got); share < 0.95 {
				t.Errorf("the origin of %.2f %% of the words is right, want 95", 100*share)
			}
		})
	}
}

// TestScore prints how much is right on the reserved seeds, beside what the peers reach on the first of them.
func TestScore(t *testing.T) {
	if !*score {
		t.Skip("go test ./pkg/provenance -run TestScore -score -v -timeout 30m")
	}
	fmt.Println("| language | own, by seed | restored words known | git blame, numbered | without numbers | git blame -M, numbered | without numbers | go-diff carried, numbered | without numbers | lead |")
	fmt.Println("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|")
	for _, language := range synthtest.Languages {
		fmt.Println(scoreRow(t, language))
	}
}

func scoreRow(t *testing.T, language string) string {
	worst, bySeed, back := 1.0, "", 0.0
	for _, seed := range synthtest.ReservedSeeds {
		s := synthtest.Generate(synthtest.Config{Language: language, Seed: seed})
		_, truth := words(s.Revisions[len(s.Revisions)-1], false)
		got, restored := own(s)
		share := right(truth, got)
		worst = min(worst, share)
		bySeed += fmt.Sprintf("%.4f ", share)
		back += restored / float64(len(synthtest.ReservedSeeds))
	}
	s := synthtest.Generate(synthtest.Config{Language: language, Seed: synthtest.ReservedSeeds[0]})
	var shares [3][2]float64
	for i, numbered := range []bool{true, false} {
		series := make([][]string, len(s.Revisions))
		var truth []int
		for k, r := range s.Revisions {
			series[k], truth = words(r, numbered)
		}
		g := newGitSeries(t, series)
		plain, _ := g.blame(t)
		moves, _ := g.blame(t, "-M")
		for p, got := range [][]int{plain, moves, carried(series)} {
			shares[p][i] = right(truth, got)
		}
	}
	best := 0.0
	row := ""
	for _, x := range shares {
		row += fmt.Sprintf(" %.3f | %.3f |", x[0], x[1])
		best = max(best, x[0], x[1])
	}
	return fmt.Sprintf("| %s | %s| %.2f |%s %+.1f points |", language, bySeed, back, row, 100*(worst-best))
}
