package printing_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"adref/pkg/diff"
	"adref/pkg/diff/synthtest"
	"adref/pkg/markup"
	"adref/pkg/paper"
	"adref/pkg/printing"
	"adref/pkg/realtext"
	"adref/pkg/text"

	"github.com/google/go-cmp/cmp"
)

// lines are the labels and the words of the paragraphs of the text.
func lines(p paper.Paper) []string {
	var out []string
	for _, q := range p.Paragraphs {
		if q.Style.OfText() {
			out = append(out, q.Label+"|"+q.Text())
		}
	}
	return out
}

func chair(printing.Touch) printing.Hand {
	return printing.Hand{By: "Chair", At: time.Date(2026, 3, 9, 10, 0, 0, 0, time.UTC)}
}

// identified gives the blocks of a series identities as the house does.
func identified(docs []text.Document) []text.Document {
	n := 0
	fresh := func() string { n++; return fmt.Sprintf("p%d", n) }
	var last text.Document
	for i := range docs {
		docs[i] = diff.Identify(last, docs[i], fresh)
		last = docs[i]
	}
	return docs
}

// checkRedline holds the law of the redline against a pair of texts.
func checkRedline(t *testing.T, name string, old, target text.Document) paper.Paper {
	t.Helper()
	p := printing.Redline(diff.Compare("old", "new", old, target), old, target, printing.Source{}, chair)
	if d := cmp.Diff(lines(printing.Clean(target, printing.Source{})), lines(p.Accept())); d != "" {
		t.Errorf("%s: accepted is not the new text (-new +accepted):\n%s", name, d)
	}
	if d := cmp.Diff(lines(printing.Clean(old, printing.Source{})), lines(p.Reject())); d != "" {
		t.Errorf("%s: rejected is not the old text (-old +rejected):\n%s", name, d)
	}
	seen := map[string]bool{}
	for _, q := range p.Paragraphs {
		if q.ID != "" && seen[q.ID] {
			t.Errorf("%s: two paragraphs are %s", name, q.ID)
		}
		seen[q.ID] = true
	}
	return p
}

func TestRedlineOfMadeSeries(t *testing.T) {
	for _, language := range synthtest.Languages {
		for _, rates := range []synthtest.Rates{synthtest.DefaultRates, synthtest.Reordered} {
			s := synthtest.Generate(synthtest.Config{Language: language, Seed: 1, Revisions: 4, Paragraphs: 60, Rates: &rates})
			var docs []text.Document
			for _, r := range s.Revisions {
				docs = append(docs, r.Document)
			}
			docs = identified(docs)
			for i := 1; i < len(docs); i++ {
				checkRedline(t, fmt.Sprintf("%s %d", language, i), docs[i-1], docs[i])
			}
		}
	}
}

func TestRedlineOfRealSeries(t *testing.T) {
	for _, folder := range []string{"paris-agreement", "long-series/tls13"} {
		names, err := filepath.Glob(filepath.Join(realtext.Dir(t, folder), "*.txt"))
		if err != nil || len(names) < 2 {
			t.Fatalf("%s: %d texts, %v", folder, len(names), err)
		}
		if len(names) > 8 {
			names = names[:8]
		}
		var docs []text.Document
		for _, name := range names {
			docs = append(docs, read(t, name))
		}
		docs = identified(docs)
		for i := 1; i < len(docs); i++ {
			checkRedline(t, names[i], docs[i-1], docs[i])
		}
	}
}

func read(t *testing.T, name string) text.Document {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, string(b))
}

func parse(t *testing.T, source string) text.Document {
	t.Helper()
	d, err := markup.Parse([]byte(source), markup.Plain)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// told is a paper in the notation of CriticMarkup, with ¶ for ends of paragraphs that are tracked.
func told(p paper.Paper) string {
	var b strings.Builder
	for _, q := range p.Paragraphs {
		if !q.Style.OfText() {
			continue
		}
		if q.Was != nil {
			fmt.Fprintf(&b, "{~~%s~>%s~~} ", q.Was.Label, q.Label)
		} else if q.Label != "" {
			b.WriteString(q.Label + " ")
		}
		for _, s := range q.Spans {
			b.WriteString(critic(s.Text, s.Inserted, s.Deleted))
		}
		b.WriteString(critic("¶", q.Inserted, q.Deleted) + "\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func critic(s string, inserted, deleted *paper.Change) string {
	by := func(c *paper.Change) string {
		if c.Move != "" {
			return c.By + " " + c.Move
		}
		return c.By
	}
	if inserted != nil {
		s = "{++" + s + "|" + by(inserted) + "++}"
	}
	if deleted != nil {
		s = "{--" + s + "|" + by(deleted) + "--}"
	}
	return s
}

func TestRedlineReadsWell(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"a word", "1. States should act.\n\n2. It ends.\n", "1. States shall act.\n\n2. It ends.\n",
			"1. States {--should|Chair--}{++shall|Chair++} act.¶\n2. It ends.¶"},
		{"a new paragraph and new numbers", "1. States should act.\n\n2. The work ends in the year to come.\n",
			"1. States should act.\n\n2. Funds are needed for that.\n\n3. The work ends in the year to come.\n",
			"1. States should act.¶\n2. {++Funds are needed for that.|Chair++}{++¶|Chair++}\n{~~2.~>3.~~} The work ends in the year to come.¶"},
		{"a split", "1. The first sentence is about water. The second sentence is about the air.\n\n2. It ends.\n",
			"1. The first sentence is about water.\n\n2. The second sentence is about the air.\n\n3. It ends.\n",
			"1. The first sentence is about water.{-- |Chair--}{++¶|Chair++}\n{~~~>2.~~} The second sentence is about the air.¶\n{~~2.~>3.~~} It ends.¶"},
		{"a merger", "1. The first sentence is about water.\n\n2. The second sentence is about the air.\n\n3. It ends.\n",
			"1. The first sentence is about water. The second sentence is about the air.\n\n2. It ends.\n",
			"1. The first sentence is about water.{--¶|Chair--}\n{~~2.~>~~} {++ |Chair++}The second sentence is about the air.¶\n{~~3.~>2.~~} It ends.¶"},
	} {
		t.Run(c.name, func(t *testing.T) {
			docs := identified([]text.Document{parse(t, c.old), parse(t, c.new)})
			p := checkRedline(t, c.name, docs[0], docs[1])
			if got := told(p); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}
