package diff_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"adref/pkg/diff"
)

// hard are inputs on which word diffs go astray: n words on a side.
func hard(n int) map[string][2]string {
	many := make([]string, n)
	for i := range many {
		many[i] = fmt.Sprintf("w%d", i%(n/2))
	}
	random := rand.New(rand.NewPCG(7, 7))
	few := func() string {
		out := make([]string, n)
		for i := range out {
			out[i] = string(rune('a' + random.IntN(6)))
		}
		return strings.Join(out, " ")
	}
	numbered := func(prefix string) []string {
		out := make([]string, n)
		for i := range out {
			out[i] = fmt.Sprintf("%s%d", prefix, i)
		}
		return out
	}
	one := numbered("u")
	reversed := numbered("u")
	for i, j := 0, n-1; i < j; i, j = i+1, j-1 {
		reversed[i], reversed[j] = reversed[j], reversed[i]
	}
	return map[string][2]string{
		"all equal, one side shorter": {strings.Repeat("the ", n), strings.Repeat("the ", n-n/3)},
		"swapped halves":              {strings.Join(many, " "), strings.Join(append(append([]string{}, many[n/3:]...), many[:n/3]...), " ")},
		"few different words":         {few(), few()},
		"reversed":                    {strings.Join(one, " "), strings.Join(reversed, " ")},
		"nothing in common":           {strings.Join(one, " "), strings.Join(numbered("v"), " ")},
	}
}

func TestHardInputs(t *testing.T) {
	for name, p := range hard(8000) {
		t.Run(name, func(t *testing.T) {
			checkOps(t, diff.Words(p[0], p[1]), p[0], p[1])
		})
	}
}

func TestManyEqualParagraphs(t *testing.T) {
	line := "[No text]\n\n"
	r := compare(t, strings.Repeat(line, 3000), strings.Repeat(line, 2000)+"1. One more.\n\n"+strings.Repeat(line, 500))
	if n := count(r, diff.Same); n != 2500 {
		t.Errorf("%d of 2,500 paragraphs are the same: %s", n, r.Summary())
	}
}

func BenchmarkHard(b *testing.B) {
	for name, p := range hard(40_000) {
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			for b.Loop() {
				diff.Words(p[0], p[1])
			}
		})
	}
}
