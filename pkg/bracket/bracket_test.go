package bracket_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"adref/pkg/bracket"
	"adref/pkg/realtext"
	"adref/pkg/text"
)

func Example() {
	tree := bracket.Parse("States [shall][should] refrain from [extreme – US; G77 delete] measures [A/79/214].", nil)
	fmt.Println(tree.Open, tree.Close, tree.MaxDepth, tree.Words())
	for i, b := range tree.Brackets {
		fmt.Printf("%s group %d %q\n", tree.String()[b.Start:b.End], b.Group, b.Attribution)
		for _, c := range tree.Attributions(i) {
			fmt.Println(" ", c.Names, c.Act, tree.String()[c.Words.Start:c.Words.End])
		}
	}
	// Output:
	// 3 3 1 6
	// [shall] group 1 ""
	// [should] group 1 ""
	// [extreme – US; G77 delete] group 0 "US; G77 delete"
	//   [us]  extreme
	//   [g77] delete extreme
}

// shape writes the pairs of a tree with their depth and group, then the stray characters.
func shape(t bracket.Tree) []string {
	var got []string
	for _, b := range t.Brackets {
		got = append(got, fmt.Sprintf("%d/%d %s", b.Depth, b.Group, t.String()[b.Start:b.End]))
	}
	for _, s := range t.Unbalanced {
		got = append(got, fmt.Sprintf("stray %s at %d", s.Char, s.Offset))
	}
	return got
}

func TestPairs(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string
	}{
		{"no brackets", "States shall", nil},
		{"nesting", "[a [b [c]]]", []string{"1/0 [a [b [c]]]", "2/0 [b [c]]", "3/0 [c]"}},
		{"a bracket runs across paragraphs", "[The Parties,\n\n1. [Decide]\n\n2. End.]", []string{"1/0 [The Parties,\n\n1. [Decide]\n\n2. End.]", "2/0 [Decide]"}},
		{"adjacent brackets are a group", "[a][b] c [d] [e][f]", []string{"1/1 [a]", "1/1 [b]", "1/2 [d]", "1/2 [e]", "1/2 [f]"}},
		{"two spaces or a line break part a group", "[a]  [b]\n[c]", []string{"1/0 [a]", "1/0 [b]", "1/0 [c]"}},
		{"groups inside and outside", "[[a][b]][c]", []string{"1/1 [[a][b]]", "2/2 [a]", "2/2 [b]", "1/1 [c]"}},
		{"a closing bracket too many", "a] [b]", []string{"1/0 [b]", "stray ] at 1"}},
		{"an opening bracket too many stays open", "[a [b]", []string{"2/0 [b]", "stray [ at 0"}},
		{"stray characters in the order of the text", "] [ [ ] ]]", []string{"1/0 [ [ ] ]", "2/0 [ ]", "stray ] at 0", "stray ] at 9"}},
		{"both kinds stray", "]a[b]c]d[", []string{"1/0 [b]", "stray ] at 0", "stray ] at 6", "stray [ at 8"}},
		{"empty brackets", "[]", []string{"1/0 []"}},
		{"numbers in brackets", "[4][2]. [50 bis]", []string{"1/1 [4]", "1/1 [2]", "1/0 [50 bis]"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, shape(bracket.Parse(tt.in, nil))); d != "" {
				t.Errorf("Parse(%q) mismatch (-want +got):\n%s", tt.in, d)
			}
		})
	}
}

func TestWhatIsNotABracket(t *testing.T) {
	tests := []struct {
		name, in string
		open     int
	}{
		{"a citation", "as in [A/79/214] and [A/RES/75/240]", 0},
		{"several citations", "[A/RES/75/240 and A/76/135; A/77/275]", 0},
		{"words that look a little like a citation", "[and/or] [NDMC/NDMCC] [A/B] [GHG/CO2] [E/3]", 5},
		{"a citation with words is a bracket", "[recalling A/79/214]", 1},
		{"a Markdown footnote mark and its note", "norms[^1] apply.\n\n[^1]: See below.", 0},
		{"a mark with its note", "norms[1] apply.\n\n[1] See below.", 0},
		{"a mark with its note below a heading", "norms.[2] Then.\n\nFOOTNOTES\n\n2 See below.", 0},
		{"a number without a note", "every [5][10] years, norms[1]", 3},
		{"a number that stands apart, though there is such a note", "every [1] years\n\nFOOTNOTES\n\n1 See below.", 1},
		{"a Markdown link", "see [the report](https://example.org/a_(b)) and [x](#part) and [y](notes.md)", 0},
		{"a Markdown link inside a bracket", "[see [the report](https://example.org)]", 1},
		{"a bracket before a parenthesis is no link", "[each Party](hereinafter) Part[y](ies) [the report] (https://example.org)", 3},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tree := bracket.Parse(tt.in, nil)
			if tree.Open != tt.open || tree.Close != tt.open {
				t.Errorf("%q: %d open, %d close; want %d\n%v", tt.in, tree.Open, tree.Close, tt.open, shape(tree))
			}
		})
	}
}

func TestAttributions(t *testing.T) {
	type claim struct{ Names, Act, Words string }
	tests := []struct {
		name, in, attribution string
		want                  []claim
	}{
		{"who wants and who deletes", "[extreme – US; G77 delete]", "US; G77 delete", []claim{{"us", "", "extreme"}, {"g77", "delete", "extreme"}}},
		{"a hyphen close to the name", "[, in accordance with the Convention -G77; US, Canada, Japan, EU delete.]", "G77; US, Canada, Japan, EU delete",
			[]claim{{"g77", "", ", in accordance with the Convention"}, {"us canada japan eu", "delete", ", in accordance with the Convention"}}},
		{"the name before a colon", "[USA: take measures]", "USA", []claim{{"us", "", "take measures"}}},
		{"names in parentheses", "[any activity (EU, Norway)]", "EU, Norway", []claim{{"eu norway", "", "any activity"}}},
		{"alternatives apart by a slash", "[changing unsustainable - EU, G77 retain / promoting sustainable - US]", "EU, G77 retain / US",
			[]claim{{"eu g77", "retain", "changing unsustainable"}, {"us", "", "promoting sustainable"}}},
		{"a slash among the words", "[contributions / actions – Norway]", "Norway", []claim{{"norway", "", "contributions / actions"}}},
		{"a group with and in its name", "[equity – G77 and China, Antigua and Barbuda and Fiji]", "G77 and China, Antigua and Barbuda and Fiji",
			[]claim{{"g77 antigua-and-barbuda fiji", "", "equity"}}},
		{"to delete", "[extreme – U.S. to delete; EU: retain]", "U.S. to delete; EU: retain", []claim{{"us", "delete", "extreme"}, {"eu", "retain", "extreme"}}},
		{"the words hold brackets", "[take [all] measures – EU]", "EU", []claim{{"eu", "", "take [all] measures"}}},
		{"an unknown name makes all of it words", "[extreme – US; Ruritania delete]", "", nil},
		{"a dash among the words", "[long-term – and short-term – measures]", "", nil},
		{"a hyphenated word", "[non-EU]", "", nil},
		{"an abbreviation explained", "[the European Union (EU)]", "", nil},
		{"an abbreviation explained in small letters", "[the least developed countries (LDCs)]", "", nil},
		{"a pronoun is no name", "[what binds – us]", "", nil},
		{"a name alone", "[EU]", "", nil},
		{"a list with a colon", "[measures: first]", "", nil},
		{"the attribution of an inner bracket is its own", "[a [b – EU] c]", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tree := bracket.Parse(tt.in, nil)
			if got := tree.Brackets[0].Attribution; got != tt.attribution {
				t.Errorf("Attribution = %q, want %q", got, tt.attribution)
			}
			var got []claim
			for _, c := range tree.Attributions(0) {
				got = append(got, claim{strings.Join(c.Names, " "), c.Act, tt.in[c.Words.Start:c.Words.End]})
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("Attributions mismatch (-want +got):\n%s", d)
			}
		})
	}
}

type directory map[string]string

func (d directory) Code(name string) (string, bool) { c, ok := d[name]; return c, ok }

func TestNamesAreThoseOfTheProcess(t *testing.T) {
	tree := bracket.Parse("[a – Norland] [b – EU]", directory{"Norland": "nor"})
	want := []bracket.Claim{{Names: []string{"nor"}, Words: text.Span{Start: 1, End: 2}}}
	if d := cmp.Diff(want, tree.Attributions(0)); d != "" {
		t.Errorf("Attributions mismatch (-want +got):\n%s", d)
	}
	if got := tree.Brackets[1].Attribution; got != "" {
		t.Errorf("a name that the process does not know is attributed: %q", got)
	}
}

func TestOutermostAndWords(t *testing.T) {
	tree := bracket.Parse("a [b [c] d] e [f g / h] [ ]", nil)
	if d := cmp.Diff([]text.Span{{Start: 2, End: 11}, {Start: 14, End: 23}, {Start: 24, End: 27}}, tree.Outermost()); d != "" {
		t.Errorf("Outermost mismatch (-want +got):\n%s", d)
	}
	if got := tree.Words(); got != 6 {
		t.Errorf("Words() = %d, want 6", got)
	}
}

func TestParisDrafts(t *testing.T) {
	dir := realtext.Dir(t, "paris-agreement")
	want := map[string][3]int{ // opening and closing brackets of the file, depth
		"01": {1273, 1273, 7}, "02": {133, 133, 3}, "03": {1035, 1037, 7}, "04": {1021, 1024, 8}, "05": {217, 218, 5}, "06": {}, "07": {},
	}
	for number, w := range want {
		t.Run(number, func(t *testing.T) {
			names, err := filepath.Glob(filepath.Join(dir, number+"-*.txt"))
			if err != nil || len(names) != 1 {
				t.Fatalf("%v, %v", names, err)
			}
			b, err := os.ReadFile(names[0])
			if err != nil {
				t.Fatal(err)
			}
			s := string(b)
			tree := bracket.Parse(s, nil)
			check(t, s, tree)
			if got := [3]int{tree.Open, tree.Close, tree.MaxDepth}; got != w {
				t.Errorf("open, close, depth = %v, want %v", got, w)
			}
			if tree.Open != strings.Count(s, "[") || tree.Close != strings.Count(s, "]") {
				t.Errorf("the file holds %d and %d", strings.Count(s, "["), strings.Count(s, "]"))
			}
			for _, b := range tree.Brackets {
				if b.Attribution != "" {
					t.Errorf("these drafts attribute nothing, but %q is taken for an attribution in %q", b.Attribution, s[b.Start:b.End])
				}
			}
		})
	}
}

// reporter is what *testing.T and *rapid.T share.
type reporter interface {
	Helper()
	Errorf(string, ...any)
}

// check checks the laws that hold of every text.
func check(t reporter, s string, tree bracket.Tree) {
	t.Helper()
	if tree.String() != s {
		t.Errorf("String() differs from the source")
	}
	if tree.Open+tree.Close != 2*len(tree.Brackets)+len(tree.Unbalanced) {
		t.Errorf("%d and %d brackets are not %d pairs and %d strays", tree.Open, tree.Close, len(tree.Brackets), len(tree.Unbalanced))
	}
	deepest, last := 0, -1
	for i, b := range tree.Brackets {
		if b.Start <= last || s[b.Start] != '[' || s[b.End-1] != ']' || b.Depth < 1 {
			t.Errorf("bracket %d is %+v", i, b)
		}
		deepest, last = max(deepest, b.Depth), b.Start
		for _, c := range tree.Attributions(i) {
			if len(c.Names) == 0 || c.Words.Start <= b.Start || c.Words.End >= b.End || c.Words.Len() <= 0 {
				t.Errorf("claim %+v in %q", c, s[b.Start:b.End])
			}
		}
		if (b.Attribution == "") != (len(tree.Attributions(i)) == 0) {
			t.Errorf("attribution %q with the claims %v", b.Attribution, tree.Attributions(i))
		}
	}
	if len(tree.Unbalanced) == 0 && deepest != tree.MaxDepth {
		t.Errorf("MaxDepth = %d, the deepest pair has %d", tree.MaxDepth, deepest)
	}
	for i, u := range tree.Unbalanced {
		if s[u.Offset:u.Offset+1] != u.Char || i > 0 && tree.Unbalanced[i-1].Offset >= u.Offset {
			t.Errorf("stray %d is %+v", i, u)
		}
	}
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOf(rapid.SampledFrom([]string{
			"[", "]", "[", "]", " ", "a", "EU", " – US; G77 delete", " (Norway)", "USA: ", " / ", "\n\n", "[A/79/214]", "[^1]", "[1] ", "x[1]", "](#a)", "FOOTNOTES\n1 b",
		})).Draw(t, "parts")
		s := strings.Join(parts, "")
		tree := bracket.Parse(s, nil)
		check(t, s, tree)
		if d := cmp.Diff(tree, bracket.Parse(s, nil), cmpopts.IgnoreUnexported(bracket.Tree{})); d != "" {
			t.Errorf("the second time is different:\n%s", d)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"[a][b]", "[[", "]]", "[a – EU]", "[EU: a (b)]", "[A/79/214]", "x[1]\n[1] y", "[a](#b)", "[^é]", "[a - EU / b - US]", "[\x00 – EU]", "[\xff–]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { check(t, s, bracket.Parse(s, nil)) })
}

func BenchmarkParse(b *testing.B) {
	paragraph := "12. [States [shall][should], in accordance with [A/79/214], refrain from [extreme – US; G77 delete] measures (see [the report](https://example.org)),]\n\n"
	for _, n := range []int{10, 100, 1000} {
		s := strings.Repeat(paragraph, n)
		b.Run(fmt.Sprintf("paragraphs=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				bracket.Parse(s, nil)
			}
		})
	}
}
