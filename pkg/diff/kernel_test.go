package diff_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"

	"adref/pkg/diff"
)

// TestKernelIsExact holds both ways of aligning a stretch against go-diff without a clock, which is exact.
func TestKernelIsExact(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for range 2000 {
		letters := 1 + random.IntN(30)
		sequence := func() []int32 {
			out := make([]int32, random.IntN(96))
			for i := range out {
				out[i] = int32(random.IntN(letters))
			}
			return out
		}
		a, b := sequence(), sequence()
		want := goDiffCommon(a, b)
		for name, pairs := range map[string][][2]int{"table": diff.Aligned(a, b), "halves": diff.Halved(a, b)} {
			checkPairs(t, pairs, a, b)
			if len(pairs) != want {
				t.Fatalf("%s: %d tokens are kept of %v → %v, go-diff keeps %d", name, len(pairs), a, b, want)
			}
		}
	}
}

func checkPairs(t *testing.T, pairs [][2]int, a, b []int32) {
	t.Helper()
	i, j := -1, -1
	for _, p := range pairs {
		if p[0] <= i || p[1] <= j || a[p[0]] != b[p[1]] {
			t.Fatalf("the pairs %v of %v and %v do not rise or are not the same", pairs, a, b)
		}
		i, j = p[0], p[1]
	}
}

// goDiffCommon is how many tokens go-diff keeps.
func goDiffCommon(a, b []int32) int {
	runes := func(ids []int32) []rune {
		out := make([]rune, len(ids))
		for i, id := range ids {
			out[i] = 0x100 + id
		}
		return out
	}
	n := 0
	x := diffmatchpatch.DiffMatchPatch{} // its timeout is 0
	for _, d := range x.DiffMainRunes(runes(a), runes(b), false) {
		if d.Type == diffmatchpatch.DiffEqual {
			n += utf8.RuneCountInString(d.Text)
		}
	}
	return n
}

// TestOnlyNumberChanged: a paragraph of which the number alone changed is compared by its beginning, with the same result.
func TestOnlyNumberChanged(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 9))
	labels := []string{"12", "13", "2 bis", "2", "2 ter", "(a)", "(b)", "[3]"}
	words := strings.Fields("bis The Parties shall , act . [ by ] 30 May ; ter and 12 l’accord")
	for range 3000 {
		var body strings.Builder
		for range 1 + random.IntN(12) {
			body.WriteString(" " + words[random.IntN(len(words))])
		}
		x, y := labels[random.IntN(len(labels))], labels[random.IntN(len(labels))]
		old, new := fmt.Sprintf("%s.%s\n", x, body.String()), fmt.Sprintf("%s.%s\n", y, body.String())
		r := compare(t, old, new)
		if len(r.Blocks) != 1 {
			continue // the words at the beginning made another number of it
		}
		if want := diff.Words(old, new); !reflect.DeepEqual(r.Blocks[0].Ops, want) {
			t.Fatalf("%q → %q: %+v, want %+v", old, new, r.Blocks[0].Ops, want)
		}
	}
}
