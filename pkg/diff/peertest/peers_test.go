package peertest_test

import (
	"flag"
	"fmt"
	"hash/maphash"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/sergi/go-diff/diffmatchpatch"

	"adref/pkg/diff"
	"adref/pkg/diff/synthtest"
	"adref/pkg/markup"
	"adref/pkg/realtext"
	"adref/pkg/text"
)

var (
	peers = flag.Bool("peers", false, "measure beside other tools and write the tables into pkg/diff/BENCHMARK.md")
	built = flag.String("adref", "", "with -peers: the program to measure, built from this tree where none is given")
)

// pair is two texts and the files that hold them.
type pair struct {
	name, old, new   string
	oldFile, newFile string
}

// pairs are real ones, real texts changed with known truth, and real texts whose sections were moved.
func pairs(t *testing.T) []pair {
	paris, tls := texts(t, "paris-agreement"), texts(t, "long-series/tls13")
	all := []pair{
		{name: "paris 01→02", old: paris[0], new: paris[1]}, {name: "paris 03→04", old: paris[2], new: paris[3]},
		{name: "paris 04→05", old: paris[3], new: paris[4]}, {name: "paris 06→07", old: paris[5], new: paris[6]},
		{name: "tls13 02→03", old: tls[2], new: tls[3]}, {name: "tls13 10→11", old: tls[10], new: tls[11]},
		{name: "tls13 20→21", old: tls[20], new: tls[21]},
		{name: "paris 01 reordered", old: paris[0], new: reorder(t, paris[0])},
		{name: "tls13 20 reordered", old: tls[20], new: reorder(t, tls[20])},
	}
	for _, language := range synthtest.Languages {
		d := parse(t, texts(t, "languages/bbnj-agreement")[slices.Index([]string{"ar", "en", "es", "fr", "ru", "zh"}, language)])
		s := synthtest.Mutate(d, synthtest.Config{Language: language, Seed: 1, Revisions: 2})
		all = append(all, pair{name: "bbnj " + language, old: s.Revisions[0].Source, new: s.Revisions[1].Source})
	}
	dir := t.TempDir()
	for i := range all {
		p := &all[i]
		p.oldFile, p.newFile = filepath.Join(dir, fmt.Sprintf("%d-old.txt", i)), filepath.Join(dir, fmt.Sprintf("%d-new.txt", i))
		write(t, p.oldFile, p.old)
		write(t, p.newFile, p.new)
	}
	return all
}

func write(t *testing.T, name, s string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(s), 0o644); err != nil {
		t.Fatal(err)
	}
}

func texts(t *testing.T, folder string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(realtext.Dir(t, folder), "*.txt"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no texts in %s: %v", folder, err)
	}
	var out []string
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(b))
	}
	return out
}

// reorder is a text whose eighths stand in another order, cut between paragraphs.
func reorder(t *testing.T, s string) string {
	paragraphs := strings.SplitAfter(s, "\n\n")
	n := len(paragraphs) / 8
	var b strings.Builder
	for _, k := range []int{3, 6, 1, 7, 0, 4, 2, 5} {
		end := (k + 1) * n
		if k == 7 {
			end = len(paragraphs)
		}
		b.WriteString(strings.Join(paragraphs[k*n:end], ""))
		if !strings.HasSuffix(b.String(), "\n\n") {
			b.WriteString("\n\n")
		}
	}
	return b.String()
}

// tool is a way to compare a pair.
type tool struct {
	name string
	run  func(p pair) spent
}

// spent is the processor time that a tool used on all processors, and the time that went by.
type spent struct{ processor, wall time.Duration }

// clock measures in this process from when it is made.
type clock struct {
	processor time.Duration
	wall      time.Time
}

func started() clock { return clock{processor(), time.Now()} }

func (c clock) stop() spent { return spent{processor() - c.processor, time.Since(c.wall)} }

// timed measures a function in this process.
func timed(run func(p pair)) func(p pair) spent {
	return func(p pair) spent {
		c := started()
		run(p)
		return c.stop()
	}
}

func own(name string, hot bool) tool {
	return tool{name, func(p pair) spent {
		c := started()
		x, y := both(p)
		if hot {
			c = started()
		}
		diff.Compare("", "", x, y)
		return c.stop()
	}}
}

func both(p pair) (x, y text.Document) {
	x, y, _ = markup.ParsePair([]byte(p.old), []byte(p.new), markup.Plain)
	return x, y
}

func goDiff(p pair) {
	number := map[string]rune{}
	runes := func(s string) []rune {
		var out []rune
		for _, w := range diff.Tokens(s) {
			r, ok := number[w]
			if !ok {
				r = 0x10000 + rune(len(number))
				number[w] = r
			}
			out = append(out, r)
		}
		return out
	}
	x := diffmatchpatch.DiffMatchPatch{} // its timeout is 0
	x.DiffMainRunes(runes(p.old), runes(p.new), false)
}

func program(name string, args ...string) tool {
	return tool{strings.Join(append([]string{filepath.Base(name)}, args...), " "), func(p pair) spent {
		c := exec.Command(name, append(slices.Clone(args), p.oldFile, p.newFile)...)
		c.Env = append(os.Environ(), "NO_COLOR=1")
		start := time.Now()
		_ = c.Run() // a difference is an exit status of 1
		return spent{c.ProcessState.UserTime() + c.ProcessState.SystemTime(), time.Since(start)}
	}}
}

// wikidiff2 takes the time itself, on one processor.
func wikidiff2(p pair) spent {
	out, err := exec.Command("php", "wikidiff2.php", p.oldFile, p.newFile).Output()
	ms, bad := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
	if err != nil || bad != nil {
		return spent{}
	}
	d := time.Duration(ms * float64(time.Millisecond))
	return spent{d, d}
}

const (
	rounds = 3
	slow   = 300 * time.Millisecond // a tool that takes longer runs once
)

// shortest runs the tools in turn, so that the load of the machine falls on all of them, and keeps the shortest time of each: load only
// ever adds to a time. Garbage is collected before each run, so that no tool pays for what another left.
func shortest(p pair, tools []tool) []spent {
	least := make([]spent, len(tools))
	for round := range rounds {
		for i, x := range tools {
			if least[i].wall > slow {
				continue
			}
			runtime.GC()
			d := x.run(p)
			if round == 0 {
				least[i] = d
			}
			least[i] = spent{min(least[i].processor, d.processor), min(least[i].wall, d.wall)}
		}
	}
	return least
}

// table has a column for each tool: processor time, and in brackets the time that went by; both beside those of the base.
func table(all []pair, tools []tool, base int) string {
	var s strings.Builder
	s.WriteString("| pair | bytes |")
	rule := "|---|---:|"
	for _, x := range tools {
		s.WriteString(" " + x.name + " |")
		rule += "---:|"
	}
	s.WriteString("\n" + rule + "\n")
	product, walls := make([]float64, len(tools)), make([]float64, len(tools))
	for _, p := range all {
		fmt.Fprintf(&s, "| %s | %d |", p.name, len(p.old)+len(p.new))
		m := shortest(p, tools)
		for i, d := range m {
			ratio, wall := float64(d.processor)/float64(m[base].processor), float64(d.wall)/float64(m[base].wall)
			product[i] += math.Log(ratio)
			walls[i] += math.Log(wall)
			if i == base {
				fmt.Fprintf(&s, " %.2f ms (%.2f ms) |", ms(d.processor), ms(d.wall))
			} else {
				fmt.Fprintf(&s, " %.2f ms, ×%.2f (×%.2f) |", ms(d.processor), ratio, wall)
			}
		}
		s.WriteString("\n")
	}
	s.WriteString("| **geometric mean** | |")
	for i := range tools {
		fmt.Fprintf(&s, " **×%.2f** (×%.2f) |", math.Exp(product[i]/float64(len(all))), math.Exp(walls[i]/float64(len(all))))
	}
	return s.String() + "\n"
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func TestPeerPrograms(t *testing.T) {
	if !*peers {
		t.Skip("measures only with -peers")
	}
	put(t, "programs", table(append(pairs(t), empty(t)), programs(t), 0))
}

func TestPeerLibraries(t *testing.T) {
	if !*peers {
		t.Skip("measures only with -peers")
	}
	put(t, "libraries", table(pairs(t), libraries(), 0))
}

// libraries are measured inside a process that runs already. PHP measures wikidiff2 itself.
func libraries() []tool {
	chars := diffmatchpatch.New()
	tools := []tool{
		own("own, cold (text to redline)", false), own("own, hot (texts read)", true),
		{"go-diff, words, timeout 0", timed(goDiff)},
		{"go-diff, characters, defaults", timed(func(p pair) { chars.DiffMain(p.old, p.new, true) })},
		{"of it: reading both texts into blocks", timed(func(p pair) { both(p) })},
		{"floor: tokens of both", timed(func(p pair) { diff.Tokens(p.old); diff.Tokens(p.new) })},
		{"floor: hash every line of both", timed(func(p pair) { hashLines(p.old); hashLines(p.new) })},
	}
	if exec.Command("php", "-r", "exit(function_exists('wikidiff2_do_diff') ? 0 : 1);").Run() == nil {
		tools = append(tools, tool{"wikidiff2 (C++)", wikidiff2})
	} else {
		fmt.Println("missing: php with wikidiff2")
	}
	return tools
}

// hashLines is the least that says which lines of two texts are the same.
func hashLines(s string) int {
	seed, seen := maphash.MakeSeed(), make(map[uint64]struct{})
	for line := range strings.Lines(s) {
		seen[maphash.String(seed, line)] = struct{}{}
	}
	return len(seen)
}

// programs are measured as whole processes, by the processor time that they use.
func programs(t *testing.T) []tool {
	adref := *built
	if adref == "" {
		adref = filepath.Join(t.TempDir(), "adref")
		build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", adref, "adref/cmd/adref") // as in deploy/Dockerfile
		build.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	tools := []tool{program(adref, "diff")}
	for _, c := range [][]string{{"git", "diff", "--no-index", "--word-diff"}, {"wdiff"}, {"dwdiff"}} {
		if _, err := exec.LookPath(c[0]); err != nil {
			fmt.Println("missing:", c[0])
			continue
		}
		tools = append(tools, program(c[0], c[1:]...))
	}
	return tools
}

// empty is a pair of nothing: what a program needs to start.
func empty(t *testing.T) pair {
	dir := t.TempDir()
	p := pair{name: "two lines (start-up)", old: "a\n", new: "b\n", oldFile: filepath.Join(dir, "a.txt"), newFile: filepath.Join(dir, "b.txt")}
	write(t, p.oldFile, p.old)
	write(t, p.newFile, p.new)
	return p
}

// put writes a table between its marks in the benchmark document.
func put(t *testing.T, name, table string) {
	t.Helper()
	const file = "../BENCHMARK.md"
	fmt.Println(name + "\n" + table)
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
	write(t, file, head+begin+table+end+tail)
}

func parse(t *testing.T, s string) text.Document {
	t.Helper()
	d, err := markup.Parse([]byte(s), markup.Plain)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
