package provenance_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"adref/pkg/provenance"
)

// trace is the revisions followed from the first to the last.
func trace(revisions []string) *provenance.Trace {
	t := provenance.NewTrace()
	for _, r := range revisions {
		t.Append(provenance.Passages(r))
	}
	return t
}

// paragraphs draws texts that have much in common with each other.
func paragraphs() *rapid.Generator[string] {
	words := []string{"The", "Parties", "shall", "may", "the", "of", "[", "]", "12.", "(a)", "climate", "决定", "第十二条", "الأطراف", "\n", "\n\n", "\t", "é", "\xff", "# ", "- ", ".", " "}
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 60).Draw(t, "words"), rapid.SampledFrom([]string{" ", ""}).Draw(t, "between"))
	})
}

func TestOriginsCoverEveryByteOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		revisions := rapid.SliceOfN(paragraphs(), 1, 8).Draw(t, "revisions")
		tr := trace(revisions)
		for n, r := range revisions {
			checkCover(t, tr.Origins(n+1), r, n+1)
		}
		if !reflect.DeepEqual(tr.Origins(len(revisions)), trace(revisions).Origins(len(revisions))) {
			t.Error("the same texts gave other origins")
		}
	})
}

func checkCover(t interface{ Errorf(string, ...any) }, origins []provenance.Origin, text string, ordinal int) {
	at := 0
	for i, o := range origins {
		if o.Start != at || o.End <= o.Start {
			t.Errorf("origin %d of revision %d is %+v, want it to begin at %d", i, ordinal, o, at)
		}
		at = o.End
		if o.Revision < 1 || o.Revision > ordinal {
			t.Errorf("origin %+v of revision %d is from no revision so far", o, ordinal)
		}
		last := o.Revision
		for _, x := range o.Absent {
			if x.Out <= last || x.Back <= x.Out || x.Back > ordinal {
				t.Errorf("origin %+v of revision %d: a word goes after it came and comes back after it went", o, ordinal)
			}
			last = x.Back
		}
	}
	if at != len(text) {
		t.Errorf("the origins of revision %d end at %d of %d bytes", ordinal, at, len(text))
	}
}

func TestPassagesAreTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(rapid.String(), paragraphs()).Draw(t, "text")
		var b strings.Builder
		for _, p := range provenance.Passages(s) {
			if p.Raw == "" {
				t.Error("an empty passage")
			}
			b.WriteString(p.Raw)
		}
		if b.String() != s {
			t.Errorf("the passages together are %q, want %q", b.String(), s)
		}
	})
}

func TestTheSameTextAgainHasTheSameOrigins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := paragraphs().Draw(t, "a"), paragraphs().Draw(t, "b")
		tr := trace([]string{a, b, b, b})
		if !reflect.DeepEqual(tr.Origins(2), tr.Origins(4)) {
			t.Errorf("origins changed without a change: %v, %v", tr.Origins(2), tr.Origins(4))
		}
	})
}

func FuzzOrigins(f *testing.F) {
	f.Add("1. The Parties meet.\n\n2. They decide.\n", "1. They decide.\n\n2. The Parties shall meet.\n", "1. The Parties meet.\n")
	f.Add("", "\n", "[")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		tr := trace([]string{a, b, c})
		for n, text := range []string{a, b, c} {
			checkCover(t, tr.Origins(n+1), text, n+1)
		}
	})
}

// FuzzReadBeside holds that the passage beside which a text is read changes nothing of what is read.
func FuzzReadBeside(f *testing.F) {
	f.Add("The Parties shall meet.", "The Parties\nmay meet.")
	f.Add("ab", "a b")
	f.Add("é", "\xa9")
	f.Add("x \xe2", "x…")
	f.Add("第十二条 决定", "决定")
	f.Fuzz(func(t *testing.T, s, other string) {
		if beside, alone := provenance.ReadBeside(s, other); !slices.Equal(beside, alone) {
			t.Errorf("%q beside %q is read as %v, want %v", s, other, beside, alone)
		}
	})
}
