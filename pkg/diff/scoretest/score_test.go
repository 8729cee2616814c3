package scoretest_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"adref/pkg/diff/scoretest"
	"adref/pkg/diff/synthtest"
	"adref/pkg/markup"
	"adref/pkg/realtext"
)

var (
	score    = flag.Bool("score", false, "measure all corpora and write the tables into pkg/diff/BENCHMARK.md")
	reserved = flag.Bool("reserved", false, "with -score: measure the reserved seeds too")
)

// columns are measures beside the redline; packages above this one add theirs here.
var columns = []scoretest.Column{{Name: "moved phrases", Of: scoretest.Phrases}}

// made is a corpus of generated series.
func made(language string, seeds []uint64) scoretest.Corpus {
	c := scoretest.Corpus{Name: "made, " + language}
	for _, seed := range seeds {
		c.Series = append(c.Series, synthtest.Generate(synthtest.Config{Language: language, Seed: seed}))
	}
	return c
}

// reordered is a corpus of generated series in which whole sections move.
func reordered(seeds []uint64) scoretest.Corpus {
	c := scoretest.Corpus{Name: "made, sections moved"}
	for _, language := range synthtest.Languages {
		for _, seed := range seeds {
			c.Series = append(c.Series, synthtest.Generate(synthtest.Config{Language: language, Seed: seed, Revisions: 8, Rates: &synthtest.Reordered}))
		}
	}
	return c
}

// calm is a corpus of generated series in which nothing moves.
func calm(seeds []uint64) scoretest.Corpus {
	c := scoretest.Corpus{Name: "made, nothing moves"}
	for _, language := range synthtest.Languages {
		for _, seed := range seeds {
			c.Series = append(c.Series, synthtest.Generate(synthtest.Config{Language: language, Seed: seed, Revisions: 8, Rates: &synthtest.Calm}))
		}
	}
	return c
}

// mutated is a corpus of changes to the agreement on marine biodiversity.
func mutated(t testing.TB, language string, seeds []uint64) scoretest.Corpus {
	c := scoretest.Corpus{Name: "bbnj-agreement mutated, " + language}
	d := documents(t, "languages/bbnj-agreement", language+"-*.txt").Revisions[0].Document
	for _, seed := range seeds {
		c.Series = append(c.Series, synthtest.Mutate(d, synthtest.Config{Language: language, Seed: seed, Revisions: 10}))
	}
	return c
}

// documents is a real series, of which no truth is known.
func documents(t testing.TB, folder, pattern string) synthtest.Series {
	t.Helper()
	return series(t, filepath.Join(realtext.Dir(t, folder), pattern), markup.Plain)
}

func series(t testing.TB, pattern string, f markup.Format) synthtest.Series {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("no texts %s: %v", pattern, err)
	}
	var s synthtest.Series
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d, err := markup.Parse(b, f)
		if err != nil {
			t.Fatal(err)
		}
		s.Revisions = append(s.Revisions, synthtest.Revision{Source: string(b), Document: d})
	}
	return s
}

// withTruth are the corpora whose history is known.
func withTruth(t testing.TB, seeds []uint64) []func() scoretest.Corpus {
	var out []func() scoretest.Corpus
	for _, language := range synthtest.Languages {
		out = append(out, func() scoretest.Corpus { return made(language, seeds) })
	}
	out = append(out, func() scoretest.Corpus { return reordered(seeds) }, func() scoretest.Corpus { return calm(seeds) })
	for _, language := range synthtest.Languages {
		out = append(out, func() scoretest.Corpus { return mutated(t, language, seeds) })
	}
	return out
}

func real(t testing.TB) []func() scoretest.Corpus {
	one := func(name string, s synthtest.Series) func() scoretest.Corpus {
		return func() scoretest.Corpus { return scoretest.Corpus{Name: name, Series: []synthtest.Series{s}} }
	}
	return []func() scoretest.Corpus{
		one("sample", series(t, "../../../cmd/adref/sample/texts/*.md", markup.Markdown)),
		one("paris-agreement", documents(t, "paris-agreement", "*.txt")),
		one("long-series/tls13", documents(t, "long-series/tls13", "*.txt")),
	}
}

// TestScore measures everything; it takes some minutes and writes a file.
func TestScore(t *testing.T) {
	if !*score {
		t.Skip("measures only with -score")
	}
	if *reserved {
		write(t, "reserved", scoretest.Table(withTruth(t, synthtest.ReservedSeeds), columns, os.Stdout))
	}
	write(t, "real", scoretest.Table(real(t), nil, os.Stdout))
	write(t, "tuning", scoretest.Table(withTruth(t, synthtest.TuningSeeds), columns, os.Stdout))
}

// write puts a table between its marks in the benchmark document.
func write(t *testing.T, name, table string) {
	t.Helper()
	const file = "../BENCHMARK.md"
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	begin, end := "<!-- score "+name+" -->\n", "<!-- end "+name+" -->"
	head, rest, ok := strings.Cut(string(b), begin)
	_, tail, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("%s has no place for the table %q", file, name)
	}
	if err := os.WriteFile(file, []byte(head+begin+table+end+tail), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestTheTargetsHold fails where the alignment of ordinary steps falls below what was asked for. It takes a tuning seed, since
// what fails here may be looked at.
func TestTheTargetsHold(t *testing.T) {
	var all scoretest.Score
	for _, language := range synthtest.Languages {
		all.Add(scoretest.Measure(synthtest.Generate(synthtest.Config{Language: language, Seed: synthtest.TuningSeeds[0], Revisions: 6})))
	}
	if all.Exact != all.Pairs || all.Pairs == 0 {
		t.Errorf("%d of %d pairs are rebuilt", all.Exact, all.Pairs)
	}
	for _, c := range []struct {
		what      string
		got, want float64
	}{
		{"precision of the links", all.Links.Precision(), 0.995},
		{"recall of the links", all.Links.Recall(), 0.995},
		{"moves found", all.Moves.Recall(), 0.98},
		{"F1 of the splits", all.Splits.F1(), 0.95},
		{"F1 of the mergers", all.Merges.F1(), 0.95},
	} {
		if c.got < c.want {
			t.Errorf("%s: %.4f, want at least %.3f", c.what, c.got, c.want)
		}
	}
}
