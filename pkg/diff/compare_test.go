package diff_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"adref/pkg/diff"
	"adref/pkg/text"
)

// split makes a document of a text whose paragraphs are apart by blank lines; a leading number with a full stop is the label.
func split(s string) text.Document {
	var d text.Document
	for at := 0; at < len(s); {
		end := len(s)
		if i := strings.Index(s[at:], "\n\n"); i >= 0 {
			end = at + i
			for end < len(s) && s[end] == '\n' {
				end++
			}
		}
		raw := s[at:end]
		b := text.Block{Kind: text.Body, Raw: raw, Text: strings.TrimSpace(raw), Span: text.Span{Start: at, End: end}}
		if i := strings.IndexByte(b.Text, '.'); i > 0 && i < 4 && strings.Trim(b.Text[:i], "0123456789") == "" {
			b.Label, b.Text, b.Kind = b.Text[:i], strings.TrimSpace(b.Text[i+1:]), text.Paragraph
		}
		d.Blocks = append(d.Blocks, b)
		at = end
	}
	return d
}

// document makes a text of paragraphs, numbered from 1.
func document(paragraphs ...string) string {
	var b strings.Builder
	for i, p := range paragraphs {
		fmt.Fprintf(&b, "%d. %s\n\n", i+1, p)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func compare(t fataler, old, new string) diff.Redline {
	t.Helper()
	x, y := split(old), split(new)
	r := diff.Compare("old", "new", x, y)
	checkRedline(t, r, old, new)
	return r
}

// checkRedline states the laws of a redline.
func checkRedline(t fataler, r diff.Redline, old, new string) {
	t.Helper()
	if got, err := r.Accept(); err != nil || got != new {
		t.Fatalf("Accept: %v\n got %q\nwant %q", err, got, new)
	}
	if got, err := r.Reject(); err != nil || got != old {
		t.Fatalf("Reject: %v\n got %q\nwant %q", err, got, old)
	}
	for _, side := range []struct {
		size   int
		places func(diff.Block) []diff.Place
	}{{len(old), func(b diff.Block) []diff.Place { return b.Old }}, {len(new), func(b diff.Block) []diff.Place { return b.New }}} {
		seen := make([]int, side.size)
		for _, b := range r.Blocks {
			for _, p := range side.places(b) {
				for i := p.Start; i < p.End; i++ {
					seen[i]++
				}
			}
		}
		for i, n := range seen {
			if n != 1 {
				t.Fatalf("byte %d is in %d blocks", i, n)
			}
		}
	}
	for i, b := range r.Blocks {
		var x, y strings.Builder
		for _, p := range b.Old {
			x.WriteString(old[p.Start:p.End])
		}
		for _, p := range b.New {
			y.WriteString(new[p.Start:p.End])
		}
		checkOps(t, b.Ops, x.String(), y.String())
		if b.Confidence < 0 || b.Confidence > 1 || b.Reason == "" {
			t.Fatalf("block %d: confidence %v, reason %q", i, b.Confidence, b.Reason)
		}
		if b.Kind == diff.Same && x.String() != y.String() {
			t.Fatalf("block %d is the same, but %q → %q", i, x.String(), y.String())
		}
	}
}

func kinds(r diff.Redline) []diff.Kind {
	var out []diff.Kind
	for _, b := range r.Blocks {
		out = append(out, b.Kind)
	}
	return out
}

var laws = []string{
	"Affirms that international law, and in particular the Charter, applies to the use of information technologies by States.",
	"Encourages States to exchange views on threats, including ransomware and threats to critical infrastructure.",
	"Recommends that States nominate points of contact at the technical and the diplomatic levels.",
	"Decides to convene the next session in March, with the participation of interested stakeholders.",
	"Requests the Secretariat to prepare a background paper on confidence-building measures and to circulate it.",
}

func TestCompareKinds(t *testing.T) {
	p := laws
	for _, c := range []struct {
		name, old, new string
		want           []diff.Kind
	}{
		{"the same text", document(p...), document(p...), []diff.Kind{"same", "same", "same", "same", "same"}},
		{"a word changes", document(p[0], p[1]), document(p[0], strings.Replace(p[1], "ransomware", "extortion", 1)), []diff.Kind{"same", "changed"}},
		{"one is added at the start", document(p[0], p[1]), document(p[2], p[0], p[1]), []diff.Kind{"added", "renumbered", "renumbered"}},
		{"one is added at the end", document(p[0], p[1]), document(p[0], p[1], p[2]), []diff.Kind{"same", "same", "added"}},
		{"one is removed", document(p[0], p[1], p[2]), document(p[0], p[2]), []diff.Kind{"same", "removed", "renumbered"}},
		{"one is moved up", "x\n\n" + p[0] + "\n\n" + p[1] + "\n\n" + p[2] + "\n", "x\n\n" + p[2] + "\n\n" + p[0] + "\n\n" + p[1] + "\n", []diff.Kind{"same", "moved", "same", "same"}},
		{"one is split", p[0] + " " + p[1] + "\n\n" + p[2], p[0] + "\n\n" + p[1] + "\n\n" + p[2], []diff.Kind{"split", "same"}},
		{"two are merged", p[0] + "\n\n" + p[1] + "\n\n" + p[2], p[0] + " " + p[1] + "\n\n" + p[2], []diff.Kind{"merged", "same"}},
		{"brackets alone are a change", p[0] + "\n", "[" + p[0] + "]\n", []diff.Kind{"changed"}},
		{"moved and changed", "x\n\n" + p[0] + "\n\n" + p[1] + "\n\n" + p[3] + "\n\n", "x\n\n" + strings.Replace(p[3], "March", "July", 1) + "\n\n" + p[0] + "\n\n" + p[1] + "\n\n", []diff.Kind{"same", "moved", "same", "same"}},
		{"nothing in common", p[0], p[3], []diff.Kind{"removed", "added"}},
		{"no old text", "", p[3], []diff.Kind{"added"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := compare(t, c.old, c.new)
			if got := kinds(r); !reflect.DeepEqual(got, c.want) {
				t.Errorf("kinds %v, want %v\n%+v", got, c.want, r.Blocks)
			}
		})
	}
}

func TestIdentityDecides(t *testing.T) {
	old, new := split(document(laws[0], laws[1])), split(document(laws[0], laws[1]))
	old.Blocks[0].ID, old.Blocks[1].ID = "p1", "p2"
	new.Blocks[0].ID, new.Blocks[1].ID = "p2", "p3"
	r := diff.Compare("", "", old, new)
	checkRedline(t, r, old.String(), new.String())
	for _, b := range r.Blocks {
		for _, x := range b.Old {
			for _, y := range b.New {
				if old.Blocks[x.Block].ID != new.Blocks[y.Block].ID {
					t.Errorf("%s is matched with %s", old.Blocks[x.Block].ID, new.Blocks[y.Block].ID)
				}
			}
		}
	}
}

func TestIdentityLaw(t *testing.T) {
	identified := func(t *rapid.T, name string) text.Document {
		d := split(document(draft.Draw(t, name)...))
		ids := rapid.Permutation([]string{"p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p9", "p10", "p11", "p12"}).Draw(t, name+" ids")
		for i := range d.Blocks {
			if i < len(ids) && rapid.IntRange(0, 3).Draw(t, "known") > 0 {
				d.Blocks[i].ID = ids[i]
			}
		}
		return d
	}
	rapid.Check(t, func(t *rapid.T) {
		old, new := identified(t, "old"), identified(t, "new")
		r := diff.Compare("", "", old, new)
		checkRedline(t, r, old.String(), new.String())
		together := map[string]bool{}
		for _, b := range r.Blocks {
			for _, x := range b.Old {
				for _, y := range b.New {
					i, j := old.Blocks[x.Block].ID, new.Blocks[y.Block].ID
					if i != "" && i == j {
						together[i] = true
					}
					if i != "" && j != "" && i != j && len(b.Old) == 1 && len(b.New) == 1 {
						t.Fatalf("%s is matched with %s", i, j)
					}
				}
			}
		}
		for _, x := range old.Blocks {
			for _, y := range new.Blocks {
				if x.ID != "" && x.ID == y.ID && !together[x.ID] {
					t.Fatalf("%s is not matched with itself", x.ID)
				}
			}
		}
		seen := map[string]bool{}
		n := 0
		for _, b := range diff.Identify(old, new, func() string { n++; return fmt.Sprintf("fresh%d", n) }).Blocks {
			if b.ID == "" || seen[b.ID] {
				t.Fatalf("the ID %q is missing or stands twice", b.ID)
			}
			seen[b.ID] = true
		}
	})
}

// draft generates texts whose paragraphs are alike, equal and different.
var draft = rapid.Custom(func(t *rapid.T) []string {
	return rapid.SliceOf(rapid.Custom(func(t *rapid.T) string {
		words := rapid.SliceOfN(rapid.SampledFrom(strings.Fields(strings.Join(laws, " "))), 1, 30).Draw(t, "words")
		if rapid.Bool().Draw(t, "known") {
			return rapid.SampledFrom(laws).Draw(t, "paragraph")
		}
		return strings.Join(words, " ")
	})).Draw(t, "paragraphs")
})

func TestCompareLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old, new := document(draft.Draw(t, "old")...), document(draft.Draw(t, "new")...)
		r := compare(t, old, new)
		if again := compare(t, old, new); !reflect.DeepEqual(r, again) {
			t.Fatal("the same input gave another redline")
		}
		for _, b := range compare(t, old, old).Blocks {
			if b.Kind != diff.Same || b.Confidence != 1 {
				t.Fatalf("a text against itself: %+v", b)
			}
		}
	})
}

func TestPermutationMovesOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draft.Draw(t, "paragraphs")
		q := rapid.Permutation(p).Draw(t, "permuted")
		end := rapid.SampledFrom([]string{"\n\n", "\n", ""}).Draw(t, "end")
		r := compare(t, strings.Join(p, "\n\n")+end, strings.Join(q, "\n\n")+end)
		for _, b := range r.Blocks {
			if b.Kind != diff.Same && b.Kind != diff.Moved {
				t.Fatalf("%+v", b)
			}
		}
	})
}

func TestRenumberingOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draft.Draw(t, "paragraphs")
		var other strings.Builder
		n := rapid.IntRange(0, 3).Draw(t, "from")
		for _, w := range p {
			n += rapid.IntRange(1, 3).Draw(t, "step")
			fmt.Fprintf(&other, "%d. %s\n\n", n, w)
		}
		r := compare(t, document(p...), strings.TrimSuffix(other.String(), "\n"))
		for _, b := range r.Blocks {
			if b.Kind != diff.Same && b.Kind != diff.Renumbered {
				t.Fatalf("%+v", b)
			}
		}
	})
}

func TestIdentify(t *testing.T) {
	n := 0
	fresh := func() string { n++; return fmt.Sprintf("p%d", n) }
	ids := func(d text.Document) string {
		var out []string
		for _, b := range d.Blocks {
			out = append(out, b.ID)
		}
		return strings.Join(out, " ")
	}
	first := diff.Identify(text.Document{}, split(document(laws[0], laws[1], laws[2]+" "+laws[3])), fresh)
	if got, want := ids(first), "p1 p2 p3"; got != want {
		t.Errorf("first revision: %s, want %s", got, want)
	}
	second := diff.Identify(first, split(document(laws[4], laws[0], laws[2], laws[3])), fresh)
	if got, want := ids(second), "p4 p1 p3 p5"; got != want {
		t.Errorf("second revision: %s, want %s", got, want)
	}
}

func FuzzCompare(f *testing.F) {
	f.Add(document(laws...), document(laws[1], laws[0], "\xff"+laws[2]))
	f.Add("a\n\nb", "b\n\na\n\n\n")
	f.Fuzz(func(t *testing.T, old, new string) {
		r := compare(t, old, new)
		if !reflect.DeepEqual(r, compare(t, old, new)) {
			t.Fatal("the same input gave another redline")
		}
	})
}
