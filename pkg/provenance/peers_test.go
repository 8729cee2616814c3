package provenance_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/sergi/go-diff/diffmatchpatch"

	"adref/pkg/diff/synthtest"
)

// words are the words of a generated revision in their order, with the numbers of the paragraphs or without; truth is the index of
// the revision in which each entered, -1 for a number.
func words(r synthtest.Revision, numbered bool) (words []string, truth []int) {
	for i, b := range r.Blocks {
		if label := r.Document.Blocks[i].Label; numbered && label != "" {
			words, truth = append(words, label), append(truth, -1)
		}
		for _, w := range b.Words {
			words, truth = append(words, r.Source[w.Span.Start:w.Span.End]), append(truth, w.Origin)
		}
	}
	return words, truth
}

// right is the share of the words whose origin is the true one, numbers left out.
func right(truth, got []int) float64 {
	n, all := 0, 0
	for i, want := range truth {
		if want < 0 {
			continue
		}
		all++
		if got[i] == want {
			n++
		}
	}
	return float64(n) / float64(all)
}

// carried are the origins that come from carrying the word diffs of go-diff along, each step over the whole text, without a
// clock (DiffTimeout 0).
func carried(series [][]string) []int {
	number := map[string]rune{}
	runes := func(words []string) []rune {
		out := make([]rune, len(words))
		for i, w := range words {
			r, ok := number[w]
			if !ok {
				r = rune(1 + len(number))
				if r >= 0xd800 { // what go-diff cannot carry
					r += 0x10000 - 0xd800
				}
				number[w] = r
			}
			out[i] = r
		}
		return out
	}
	before := runes(series[0])
	origin := make([]int, len(before))
	for k := 1; k < len(series); k++ {
		after := runes(series[k])
		dmp := diffmatchpatch.DiffMatchPatch{}
		next, at := make([]int, 0, len(after)), 0
		for _, d := range dmp.DiffMainRunes(before, after, false) {
			for range []rune(d.Text) {
				switch d.Type {
				case diffmatchpatch.DiffEqual:
					next = append(next, origin[at])
					at++
				case diffmatchpatch.DiffDelete:
					at++
				default:
					next = append(next, k)
				}
			}
		}
		before, origin = after, next
	}
	return origin
}

// gitSeries is a repository with one commit a revision, one word a line.
type gitSeries struct {
	dir     string
	commits []string
}

func newGitSeries(t testing.TB, series [][]string) gitSeries {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	g := gitSeries{dir: t.TempDir()}
	g.git(t, "init", "-q")
	for _, words := range series {
		if err := os.WriteFile(filepath.Join(g.dir, "words"), []byte(strings.Join(words, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		g.git(t, "add", "words")
		g.git(t, "commit", "-q", "--allow-empty", "-m", "revision")
		head, _ := g.git(t, "rev-parse", "HEAD")
		g.commits = append(g.commits, strings.TrimSpace(string(head)))
	}
	return g
}

func (g gitSeries) git(t testing.TB, args ...string) ([]byte, time.Duration) {
	t.Helper()
	c := exec.Command("git", append([]string{"-C", g.dir, "-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "gc.auto=0", "-c", "commit.gpgsign=false"}, args...)...)
	var problem bytes.Buffer
	c.Stderr = &problem
	out, err := c.Output()
	if err != nil {
		t.Fatalf("git %v: %v: %s", args, err, problem.String())
	}
	return out, c.ProcessState.UserTime() + c.ProcessState.SystemTime()
}

// blame are the origins that git blame gives for the words of the last revision, and the processor time it took.
func (g gitSeries) blame(t testing.TB, options ...string) ([]int, time.Duration) {
	t.Helper()
	index := map[string]int{}
	for i, c := range g.commits {
		index[c] = i
	}
	out, took := g.git(t, append(append([]string{"blame", "--porcelain"}, options...), "words")...)
	var origin []int
	for line := range strings.Lines(string(out)) {
		f := strings.Fields(line)
		if len(f) < 3 || len(f[0]) != 40 {
			continue
		}
		if _, err := strconv.Atoi(f[1]); err != nil {
			continue
		}
		if i, ok := index[f[0]]; ok {
			origin = append(origin, i)
		}
	}
	return origin, took
}
