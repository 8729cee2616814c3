package diff_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"adref/pkg/diff"
)

// marked writes operations the way that people write changes in plain text.
func marked(ops []diff.Op) string {
	var b strings.Builder
	for _, op := range ops {
		switch op.Op {
		case diff.Equal:
			b.WriteString(op.Text)
		case diff.Delete:
			b.WriteString("[-" + op.Text + "-]")
		case diff.Insert:
			b.WriteString("{+" + op.Text + "+}")
		}
	}
	return b.String()
}

func ExampleWords() {
	fmt.Println(marked(diff.Words(
		"Each Party [shall][should] prepare its contribution, as in paragraph 2 bis.",
		"Each Party shall prepare and communicate its contribution, as in paragraph 3.")))
	// Output: Each Party [-[-]shall[-][should]-] prepare {+and communicate +}its contribution, as in paragraph [-2 bis-]{+3+}.
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"nothing", "", "", ""},
		{"the same", "a b", "a b", "a b"},
		{"all new", "", "a b\n", "{+a b\n+}"},
		{"all gone", "a b\n", "", "[-a b\n-]"},
		{"one word", "States shall act.", "States should act.", "States [-shall-]{+should+} act."},
		{"a word added before a full stop", "They act.", "They act now.", "They act{+ now+}."},
		{"a word added at the start", "States act.", "All States act.", "{+All +}States act."},
		{"two neighbours are one change", "we note with deep concern the", "we note its grave doubts the", "we note [-with deep concern-]{+its grave doubts+} the"},
		{"a symbol is one word", "in A/AC.292/2025/L.1, noted", "in A/AC.292/2025/L.2, noted", "in [-A/AC.292/2025/L.1-]{+A/AC.292/2025/L.2+}, noted"},
		{"a revised symbol", "in A/75/816/Rev.1.", "in A/75/816/Rev.2.", "in [-A/75/816/Rev.1-]{+A/75/816/Rev.2+}."},
		{"a decision of the Parties", "decision 1/CP.21 and/or", "decision 2/CP.21 and/or", "decision [-1/CP.21-]{+2/CP.21+} and/or"},
		{"a number with its ordinal", "see 2 bis and 2", "see 2 ter and 2", "see [-2 bis-]{+2 ter+} and 2"},
		{"an elision is cut off", "de l’accord", "de l’engagement", "de l’[-accord-]{+engagement+}"},
		{"an English genitive is not", "the Party’s duty", "the Parties’ duty", "the [-Party’s-]{+Parties’+} duty"},
		{"a hyphenated word is whole", "a low-carbon path", "a low-emission path", "a [-low-carbon-]{+low-emission+} path"},
		{"brackets are lifted", "They [shall] act", "They shall act", "They [-[-]shall[-]-] act"},
		{"a bracketed alternative goes", "[a path] [a plan] for", "[a plan] for", "[-[a path] -][a plan] for"},
		{"a combining mark stays with its letter", "caf\u0065\u0301 noir", "caf\u0065\u0300 noir", "[-caf\u0065\u0301-]{+caf\u0065\u0300+} noir"},
		{"Arabic marks stay with their letters", "قال مُحَمَّد نعم", "قال مُحَمَّدٌ نعم", "قال [-مُحَمَّد-]{+مُحَمَّدٌ+} نعم"},
		{"Han by the character", "各国应采取措施", "各国须采取措施", "各国[-应-]{+须+}采取措施"},
		{"spaces alone", "a  b\nc", "a b c", "a[-  -]{+ +}b[-\n-]{+ +}c"},
		{"bytes that are not UTF-8", "a \xff\xfe b", "a \xff b", "a \xff[-\xfe-] b"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := diff.Words(c.old, c.new)
			if m := marked(got); m != c.want {
				t.Errorf("Words(%q, %q)\n got %s\nwant %s", c.old, c.new, m, c.want)
			}
			checkOps(t, got, c.old, c.new)
		})
	}
}

// fataler is what testing.T, testing.F and rapid.T have in common.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// checkOps states the laws of operations.
func checkOps(t fataler, ops []diff.Op, old, new string) {
	t.Helper()
	var o, n strings.Builder
	last := diff.OpKind("")
	for i, op := range ops {
		if op.Text == "" || op.Op == last {
			t.Fatalf("operation %d of %q → %q is empty or of the kind before it: %+v", i, old, new, ops)
		}
		if op.Op == diff.Delete && last == diff.Insert {
			t.Fatalf("%q → %q: an insertion stands before the deletion: %+v", old, new, ops)
		}
		last = op.Op
		switch op.Op {
		case diff.Equal:
			o.WriteString(op.Text)
			n.WriteString(op.Text)
		case diff.Delete:
			o.WriteString(op.Text)
		case diff.Insert:
			n.WriteString(op.Text)
		default:
			t.Fatalf("operation %q", op.Op)
		}
	}
	if o.String() != old || n.String() != new {
		t.Fatalf("operations %+v rebuild\n%q → %q, not\n%q → %q", ops, o.String(), n.String(), old, new)
	}
}

// prose generates text that is like negotiated text, with few different words, so that there is much to confuse.
var prose = rapid.Custom(func(t *rapid.T) string {
	parts := rapid.SliceOf(rapid.SampledFrom([]string{"Parties", "shall", "should", "[", "]", "the", "a", ",", ".", "\n", " ", "  ", "l’eau", "2 bis",
		"A/75/816", "e\u0301", "\u0301", "气", "候", "مُحَمَّد", "\xff", "\xe6", "-", "low-carbon", "1", "(a)", "\u00a0", "\r\n"})).Draw(t, "parts")
	return strings.Join(parts, rapid.SampledFrom([]string{"", " "}).Draw(t, "between"))
})

func TestWordsRebuild(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old, new := prose.Draw(t, "old"), prose.Draw(t, "new")
		checkOps(t, diff.Words(old, new), old, new)
	})
}

func TestOneWordOf400(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(strings.Fields("the Parties shall take account of all needs and circumstances , in accordance with Article 4 [ ] climate action")), 400, 400).Draw(t, "words")
		at := rapid.IntRange(0, 399).Draw(t, "at")
		old := strings.Join(words, " ")
		words[at] = "otherwise"
		n := 0
		for _, op := range diff.Words(old, strings.Join(words, " ")) {
			if op.Op != diff.Equal {
				n += len(strings.Fields(op.Text))
			}
		}
		if n > 3 {
			t.Fatalf("%d words are marked", n)
		}
	})
}

func FuzzWords(f *testing.F) {
	f.Add("States [shall] act", "States shall act now")
	f.Add("a\xffb e\u0301", "a\xfeb e\u0300")
	f.Add("l’eau 2 bis A/75/816 低", "l’air 2 ter A/75/817 高")
	f.Fuzz(func(t *testing.T, old, new string) {
		checkOps(t, diff.Words(old, new), old, new)
	})
}
