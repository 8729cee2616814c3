//go:build unix

package provenance_test

import (
	"fmt"
	"hash/maphash"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"adref/pkg/diff/synthtest"
	"adref/pkg/provenance"
	"adref/pkg/realtext"
)

// corpus is a series of texts, and their words as git gets them, one a line: made when they are needed, so that what is measured has not
// got to carry them.
type corpus struct {
	name  string
	texts []string
	words func() [][]string
}

func generated(language string, revisions, paragraphs int) corpus {
	c := corpus{name: fmt.Sprintf("generated-%s-%d", language, revisions)}
	series := func() synthtest.Series {
		return synthtest.Generate(synthtest.Config{Language: language, Seed: synthtest.TuningSeeds[0], Revisions: revisions, Paragraphs: paragraphs})
	}
	for _, r := range series().Revisions {
		c.texts = append(c.texts, r.Source)
	}
	c.words = func() (out [][]string) {
		for _, r := range series().Revisions {
			list, _ := words(r, true)
			out = append(out, list)
		}
		return out
	}
	return c
}

func tls13(t testing.TB) corpus {
	c := corpus{name: "tls13"}
	names, err := filepath.Glob(filepath.Join(realtext.Dir(t, "long-series/tls13"), "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		b, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		c.texts = append(c.texts, string(b))
	}
	c.words = func() (out [][]string) {
		for _, s := range c.texts {
			out = append(out, strings.Fields(s))
		}
		return out
	}
	return c
}

// floor is the least that looking at a text costs: its paragraphs are found, hashed and looked up.
type floor struct {
	seed  maphash.Seed
	known map[uint64]int
	found int
}

func (f *floor) look(s string) {
	for at := 0; at < len(s); {
		end := len(s)
		if n := strings.Index(s[at:], "\n\n"); n >= 0 {
			end = at + n + 2
		}
		h := maphash.String(f.seed, s[at:end])
		if _, ok := f.known[h]; ok {
			f.found++
		} else {
			f.known[h] = end
		}
		at = end
	}
}

// series follows all texts and says how long each took to append.
func (c corpus) series() []time.Duration {
	t := provenance.NewTrace()
	return each(c.texts, func(s string) { t.Append(provenance.Passages(s)) })
}

func (c corpus) floors() []time.Duration {
	f := &floor{seed: maphash.MakeSeed(), known: map[uint64]int{}}
	return each(c.texts, f.look)
}

func each(texts []string, do func(string)) []time.Duration {
	out := make([]time.Duration, len(texts))
	for i, s := range texts {
		start := time.Now()
		do(s)
		out[i] = time.Since(start)
	}
	return out
}

func BenchmarkSeries(b *testing.B) {
	for _, c := range []corpus{tls13(b), generated("en", 40, 220), generated("zh", 40, 220)} {
		for tool, run := range map[string]func() []time.Duration{"own": c.series, "floor": c.floors} {
			b.Run(fmt.Sprintf("series=%s/tool=%s", c.name, tool), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					run()
				}
			})
		}
	}
}

// rounds is how often everything is measured, in turns. What is reported is the least of them: on a machine that does other work
// everything else measures that work.
const rounds = 9

// processor is the time that this process has had of the processors, all its threads together.
func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// measured are the least times of every revision, and the least time and processor time of the whole series.
func (c corpus) measured() (own, floor []time.Duration, wall, whole time.Duration) {
	var a, b [][]time.Duration
	wall, whole = time.Hour, time.Hour
	for range rounds {
		start, busy := time.Now(), processor()
		a = append(a, c.series())
		wall, whole = min(wall, time.Since(start)), min(whole, processor()-busy)
		b = append(b, c.floors())
	}
	return least(a), least(b), wall, whole
}

func least(rounds [][]time.Duration) []time.Duration {
	out := slices.Clone(rounds[0])
	for _, r := range rounds {
		for i := range out {
			out[i] = min(out[i], r[i])
		}
	}
	return out
}

func median(d []time.Duration) time.Duration {
	d = slices.Sorted(slices.Values(d))
	return d[len(d)/2]
}

// TestSpeed prints the tables of BENCHMARK.md.
func TestSpeed(t *testing.T) {
	if !*speed {
		t.Skip("go test ./pkg/provenance -run TestSpeed -speed -v -timeout 30m")
	}
	fmt.Println("| series | revisions | whole series | elapsed | git blame of the last | times faster | appended revision | lightest tenth | floor | times the floor, lightest tenth | times the floor, median | blame / appended |")
	fmt.Println("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
	for _, c := range []corpus{tls13(t), generated("en", 40, 220), generated("ar", 40, 220), generated("zh", 40, 220)} {
		own, floor, wall, whole := c.measured()
		blame := c.blame(t)
		slowness := make([]float64, 0, len(own))
		for i := 1; i < len(own); i++ {
			slowness = append(slowness, float64(own[i])/float64(floor[i]))
		}
		slices.Sort(slowness)
		light := slices.Sorted(slices.Values(own[1:]))[len(own)/10]
		typical := median(own[1:])
		fmt.Printf("| %s | %d | %s | %s | %s | %.1f | %s | %s | %s | %.1f | %.1f | %.0f |\n", c.name, len(own), ms(whole), ms(wall), ms(blame), float64(blame)/float64(whole),
			ms(typical), ms(light), ms(median(floor[1:])), slowness[len(slowness)/10], slowness[len(slowness)/2], float64(blame)/float64(typical))
	}
}

// TestGrowth prints the time of an appended revision by the number of those before it.
func TestGrowth(t *testing.T) {
	if !*speed {
		t.Skip("go test ./pkg/provenance -run TestGrowth -speed -v -timeout 30m")
	}
	rates := synthtest.DefaultRates
	rates.New = rates.Deleted - rates.Restored // the text is as long at the end as at the beginning
	var c corpus
	for _, r := range synthtest.Generate(synthtest.Config{Seed: synthtest.TuningSeeds[0], Revisions: 1000, Paragraphs: 60, Rates: &rates}).Revisions {
		c.texts = append(c.texts, r.Source)
	}
	growth(c)
}

// blame is the least processor time of git blame for the last revision.
func (c corpus) blame(t *testing.T) time.Duration {
	g := newGitSeries(t, c.words())
	var took []time.Duration
	for range rounds {
		_, d := g.blame(t)
		took = append(took, d)
	}
	return slices.Min(took)
}

// growth prints how long a revision takes that is appended to 10, 100 and 1,000, per word, and the slope.
func growth(c corpus) {
	var all [][]time.Duration
	for range 3 {
		all = append(all, c.series())
	}
	each := least(all)
	fmt.Println("\n| appended to | per revision | per 1,000 words |\n|---:|---:|---:|")
	var x, y []float64
	for _, n := range []int{10, 30, 100, 300, 1000} {
		lo, hi := max(n*9/10, n-50), n
		var perWord []float64
		for i := lo; i < hi; i++ {
			perWord = append(perWord, float64(each[i].Microseconds())/float64(len(strings.Fields(c.texts[i])))*1000)
		}
		slices.Sort(perWord)
		m := perWord[len(perWord)/2]
		fmt.Printf("| %d | %s | %.0f µs |\n", n, ms(median(each[lo:hi])), m)
		x, y = append(x, math.Log(float64(n))), append(y, math.Log(m))
	}
	fmt.Printf("\nslope %.3f\n", slope(x, y))
}

func slope(x, y []float64) float64 {
	n, sx, sy, sxx, sxy := float64(len(x)), 0.0, 0.0, 0.0, 0.0
	for i := range x {
		sx, sy, sxx, sxy = sx+x[i], sy+y[i], sxx+x[i]*x[i], sxy+x[i]*y[i]
	}
	return (n*sxy - sx*sy) / (n*sxx - sx*sx)
}

func ms(d time.Duration) string { return fmt.Sprintf("%.2f ms", float64(d.Microseconds())/1000) }
