package merge_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"adref/pkg/merge"
)

const paragraph = "States shall take concrete steps to report on their contributions."

func ExampleWordings() {
	pieces := merge.Wordings(paragraph,
		"States should take concrete steps to report on their contributions.",
		"States shall take concrete steps to report annually on their contributions.",
		"States may take concrete steps to report on their contributions.")
	fmt.Println(pieces.Merged())
	for _, c := range pieces.Conflicts() {
		fmt.Println(said(c))
	}
	// Output:
	// States shall take concrete steps to report annually on their contributions.
	// shall: should | may
}

// said is a conflict in a line.
func said(p merge.Piece) string {
	var all []string
	for _, v := range p.Variants {
		all = append(all, v.Text)
	}
	return p.Base + ": " + strings.Join(all, " | ")
}

func TestWordings(t *testing.T) {
	with := func(old, new string) string { return strings.Replace(paragraph, old, new, 1) }
	for _, c := range []struct {
		name      string
		wordings  []string
		merged    string
		conflicts []string // "base: first | second"
	}{
		{"none", nil, paragraph, nil},
		{"one", []string{with("shall", "should")}, with("shall", "should"), nil},
		{"two in different places", []string{with("shall", "should"), with("on their", "on all their")}, strings.Replace(with("shall", "should"), "on their", "on all their", 1), nil},
		{"two that are the same", []string{with("shall", "should"), with("shall", "should")}, with("shall", "should"), nil},
		{"another word for the same", []string{with("shall", "should"), with("shall", "may")}, paragraph, []string{"shall: should | may"}},
		{"a deletion and a change beside it", []string{with("concrete ", ""), with("steps", "measures")}, with("concrete steps", "measures"), nil},
		{"neighbouring words", []string{with("shall", "should"), with("take", "adopt")}, with("shall take", "should adopt"), nil},
		{"words inserted after deleted ones", []string{with("concrete ", ""), with("concrete", "concrete and new")}, paragraph, []string{"concrete :  | concrete and new "}},
		{"words inserted at the same place", []string{with("steps", "steps, as appropriate,"), with("steps", "steps and measures")}, paragraph, []string{" : , as appropriate,  |  and measures "}},
		{"a long deletion over a change", []string{with(" to report on their contributions", ""), with("their", "all")}, paragraph, []string{" to report on their contributions:  |  to report on all contributions"}},
		{"the same words inserted at the same place", []string{with("steps", "steps and measures"), with("steps", "steps and measures")}, with("steps", "steps and measures"), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := merge.Wordings(paragraph, c.wordings...)
			if got := p.Merged(); got != c.merged {
				t.Errorf("merged %q, want %q", got, c.merged)
			}
			var conflicts []string
			for _, x := range p.Conflicts() {
				conflicts = append(conflicts, said(x))
			}
			if d := cmp.Diff(c.conflicts, conflicts); d != "" {
				t.Errorf("conflicts (-want +got):\n%s", d)
			}
		})
	}
}

// fataler is what testing.T and rapid.T have in common.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// checkLaws states the laws of a merger.
func checkLaws(t fataler, base string, wordings []string) {
	t.Helper()
	p := merge.Wordings(base, wordings...)
	if p.Base() != base {
		t.Fatalf("the base comes back as %q", p.Base())
	}
	at := 0
	for _, x := range p {
		if x.At != at {
			t.Fatalf("a piece at %d, want %d", x.At, at)
		}
		at += len(x.Base)
		for i, v := range x.Variants {
			if len(v.By) == 0 || !slices.IsSorted(v.By) || slices.ContainsFunc(x.Variants[:i], func(w merge.Variant) bool { return w.Text == v.Text }) {
				t.Fatalf("variants %v", x.Variants)
			}
		}
	}
	for i, w := range wordings {
		if p.Wording(i) != w {
			t.Fatalf("wording %d %q comes back as %q", i, w, p.Wording(i))
		}
		if alone := merge.Wordings(base, w, w); alone.Merged() != w || len(alone.Conflicts()) > 0 {
			t.Fatalf("%q alone is merged to %q", w, alone.Merged())
		}
		if len(p.Conflicts()) == 0 && len(wordings) == 1 && p.Favour(i) != w {
			t.Fatalf("favoured, %q is %q", w, p.Favour(i))
		}
	}
	turned := slices.Clone(wordings)
	slices.Reverse(turned)
	if q := merge.Wordings(base, turned...); q.Merged() != p.Merged() || len(q.Conflicts()) != len(p.Conflicts()) {
		t.Fatalf("turned round %q is %q", p.Merged(), q.Merged())
	}
}

func TestLaws(t *testing.T) {
	text := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", " ", " ", "[", "]", "各", "国", "e\u0301", ", ", "\n"}), 0, 14).Draw(t, "parts"), "")
	})
	rapid.Check(t, func(t *rapid.T) {
		checkLaws(t, text.Draw(t, "base"), rapid.SliceOfN(text, 0, 4).Draw(t, "wordings"))
	})
}

func FuzzWordings(f *testing.F) {
	f.Add(paragraph, "States should act.", "")
	f.Add("各国应提交报告。", "各国应每年提交报告。", "各国可提交报告。")
	f.Add("[shall][should]", "shall", "should")
	f.Add("a\x00\xff b", "a", "\xff")
	f.Fuzz(func(t *testing.T, base, one, other string) { checkLaws(t, base, []string{one, other}) })
}

// Where every word of the base stands once, git merge-file, one word or space to a line, must merge to the same or see a
// conflict; where we see a conflict, it must see one too.
func TestAgainstGit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	same, conflicts := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		words := make([]string, rapid.IntRange(1, 12).Draw(t, "words"))
		for i := range words {
			words[i] = fmt.Sprintf("w%d", i)
		}
		edit := func(name string) string {
			out := []string{}
			for i, w := range words {
				switch rapid.IntRange(0, 9).Draw(t, name) {
				case 0:
				case 1:
					out = append(out, fmt.Sprintf("%s%d", name, i))
				case 2:
					out = append(out, w, fmt.Sprintf("%sx%d", name, i))
				default:
					out = append(out, w)
				}
			}
			return strings.Join(out, " ")
		}
		base, one, other := strings.Join(words, " "), edit("a"), edit("b")
		p := merge.Wordings(base, one, other)
		merged, clean := gitMerge(t, dir, base, one, other)
		switch {
		case len(p.Conflicts()) > 0:
			conflicts++
		case clean && strings.Join(strings.Fields(merged), " ") != strings.Join(strings.Fields(p.Merged()), " "):
			t.Fatalf("%q, %q, %q: git has %q, we %q", base, one, other, merged, p.Merged())
		case clean:
			same++
		}
	})
	if same == 0 || conflicts == 0 {
		t.Errorf("%d merged alike, %d conflicts: nothing was compared", same, conflicts)
	}
}

func gitMerge(t fataler, dir, base, one, other string) (merged string, clean bool) {
	t.Helper()
	file := func(name, s string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(strings.ReplaceAll(s, " ", "\n \n")+"\n"), 0o600); err != nil {
			t.Fatalf("%v", err)
		}
		return path
	}
	out, err := exec.Command("git", "merge-file", "-p", "-q", file("one", one), file("base", base), file("other", other)).Output()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("%v", err)
	}
	return strings.ReplaceAll(strings.TrimSuffix(string(out), "\n"), "\n", ""), err == nil
}

func TestOneOfManyConflicts(t *testing.T) {
	p := merge.Wordings("a b c", "x b c", "y b c", "x b z")
	want := merge.Pieces{
		{At: 0, Base: "a", Variants: []merge.Variant{{Text: "x", By: []int{0, 2}}, {Text: "y", By: []int{1}}}},
		{At: 1, Base: " b "},
		{At: 4, Base: "c", Variants: []merge.Variant{{Text: "z", By: []int{2}}}},
	}
	if d := cmp.Diff(want, p); d != "" {
		t.Errorf("Wordings mismatch (-want +got):\n%s", d)
	}
	if got := p.Favour(1); got != "y b z" {
		t.Errorf("favouring the second: %q", got)
	}
}
