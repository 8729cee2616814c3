package peertest_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"adref/pkg/diff"
	"adref/pkg/diff/synthtest"
	"adref/pkg/markup"
)

// growth is a way to make a pair of n paragraphs, and the slope of its time that is allowed.
type growth struct {
	name  string
	sizes []int
	limit float64
	make  func(n int) (old, new string)
}

func growths() []growth {
	text := func(n int) (string, string) {
		s := synthtest.Generate(synthtest.Config{Seed: 1, Revisions: 2, Paragraphs: n})
		return s.Revisions[0].Source, s.Revisions[1].Source
	}
	return []growth{
		{"a step of the generator (12 % edited, moves, splits …)", []int{250, 500, 1000, 2000, 4000}, 1.1, text},
		{"twenty words changed", []int{250, 500, 1000, 2000, 4000}, 1.1, func(n int) (string, string) {
			old, _ := text(n)
			p := strings.SplitAfter(old, "\n\n")
			for k := range 20 {
				i := k*len(p)/20 + 3
				p[i] = strings.Replace(p[i], " the ", " another ", 1)
			}
			return old, strings.Join(p, "")
		}},
		{"all paragraphs shuffled", []int{1000, 2000, 4000, 8000, 16000}, 1.2, func(n int) (string, string) {
			old, _ := text(n)
			p := strings.SplitAfter(old, "\n\n")
			rand.New(rand.NewPCG(1, 1)).Shuffle(len(p), func(i, j int) { p[i], p[j] = p[j], p[i] })
			return old, strings.Join(p, "")
		}},
	}
}

// TestSlopes fits how the time of a comparison grows: the slope of the logarithms over five sizes, the best of five runs each. A run compares
// smaller texts more often, so that the garbage of all sizes is collected, not only that of those that fill the memory once.
func TestSlopes(t *testing.T) {
	if !*peers {
		t.Skip("measures only with -peers")
	}
	var s strings.Builder
	s.WriteString("| pair | sizes, paragraphs | times | slope | limit |\n|---|---|---|---:|---:|\n")
	for _, g := range growths() {
		var x, y []float64
		var times []string
		for _, n := range g.sizes {
			old, new := g.make(n)
			a, b := parse(t, old), parse(t, new)
			repeat := g.sizes[len(g.sizes)-1] / n
			best := best(5, func() {
				for range repeat {
					diff.Compare("", "", a, b)
				}
			}) / time.Duration(repeat)
			x, y = append(x, math.Log(float64(len(old)))), append(y, math.Log(float64(best)))
			times = append(times, fmt.Sprintf("%.1f ms", ms(best)))
		}
		fmt.Fprintf(&s, "| %s | %v | %s | %.2f | %.1f |\n", g.name, g.sizes, strings.Join(times, ", "), slope(x, y), g.limit)
	}
	put(t, "slopes", s.String()+hardest(t)+memory(t))
}

// best is the least processor time of n runs: the load of the machine only ever adds to it.
func best(n int, run func()) time.Duration {
	out := time.Duration(math.MaxInt64)
	for range n {
		runtime.GC()
		start := processor()
		run()
		out = min(out, processor()-start)
	}
	return out
}

// processor is the time that this process has used on all processors, its garbage collection included. Getrusage is not asked: it leaves
// out what threads that run at the moment have used since their last tick.
func processor() time.Duration {
	var now unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_PROCESS_CPUTIME_ID, &now); err != nil {
		panic(err)
	}
	return time.Duration(now.Nano())
}

func slope(x, y []float64) float64 {
	mx, my := 0.0, 0.0
	for i := range x {
		mx, my = mx+x[i]/float64(len(x)), my+y[i]/float64(len(y))
	}
	above, below := 0.0, 0.0
	for i := range x {
		above, below = above+(x[i]-mx)*(y[i]-my), below+(x[i]-mx)*(x[i]-mx)
	}
	return above / below
}

// hardest is the time of 40,000 words against 40,000 in one paragraph.
func hardest(t *testing.T) string {
	t.Helper()
	const n = 40_000
	words := func(prefix string, distinct int) []string {
		out := make([]string, n)
		for i := range out {
			out[i] = fmt.Sprintf("%s%d", prefix, i%distinct)
		}
		return out
	}
	a, b := words("w", n/2), words("v", n)
	swapped := append(append([]string{}, a[n/3:]...), a[:n/3]...)
	var s strings.Builder
	s.WriteString("\n| 40,000 words against 40,000 in one paragraph | best of 5 |\n|---|---:|\n")
	for _, c := range []struct {
		name string
		new  []string
	}{{"halves swapped, no word stands once", swapped}, {"nothing in common", b}} {
		x, y := strings.Join(a, " "), strings.Join(c.new, " ")
		fmt.Fprintf(&s, "| %s | %.0f ms |\n", c.name, ms(best(5, func() { diff.Words(x, y) })))
	}
	return s.String()
}

// memory is what is allocated in all for a pair, which is more than its peak.
func memory(t *testing.T) string {
	t.Helper()
	var s strings.Builder
	s.WriteString("\n| pair | allocated in all ÷ both texts, comparison | with reading the texts |\n|---|---:|---:|\n")
	for _, p := range pairs(t)[:9] {
		x, y := parse(t, p.old), parse(t, p.new)
		size := float64(len(p.old) + len(p.new))
		compare := allocated(func() { diff.Compare("", "", x, y) })
		all := allocated(func() {
			x, _ := markup.Parse([]byte(p.old), markup.Plain)
			y, _ := markup.Parse([]byte(p.new), markup.Plain)
			diff.Compare("", "", x, y)
		})
		fmt.Fprintf(&s, "| %s | %.1f | %.1f |\n", p.name, float64(compare)/size, float64(all)/size)
	}
	return s.String()
}

func allocated(run func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	run()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
