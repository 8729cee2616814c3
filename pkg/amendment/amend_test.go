package amendment_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"adref/pkg/amendment"
	"adref/pkg/text"
)

// report is a document of numbered paragraphs.
func report(paragraphs ...string) text.Document {
	var d text.Document
	for i, p := range paragraphs {
		d.Blocks = append(d.Blocks, text.Block{
			ID: fmt.Sprintf("p%d", i+1), Label: fmt.Sprint(i + 1), Kind: text.Paragraph, Text: p, Raw: fmt.Sprintf("%d. %s\n\n", i+1, p),
		})
	}
	return d
}

func fresh() func() string {
	n := 0
	return func() string {
		n++
		return fmt.Sprintf("new%d", n)
	}
}

func ExampleAmend() {
	d := report("States should cooperate.", "States report every year.", "The Group met.")
	var proposals []amendment.Proposal
	for _, p := range []amendment.Proposal{
		{Operation: amendment.ReplaceWords, Anchor: amendment.Anchor{Paragraph: "p1", Quote: "should"}, Words: "shall"},
		{Operation: amendment.InsertWords, Anchor: amendment.Anchor{Paragraph: "p1", Quote: "cooperate"}, Words: "closely"},
		{Operation: amendment.InsertParagraph, Anchor: amendment.Anchor{Paragraph: "p1"}, Words: "Groups too."},
		{Operation: amendment.DeleteParagraph, Anchor: amendment.Anchor{Paragraph: "p2"}},
	} {
		p, _ = amendment.Resolve(p, d.Blocks[0].Text)
		proposals = append(proposals, p)
	}
	d, err := amendment.Amend(d, proposals, fresh())
	fmt.Printf("%s%v\n", d, err)
	// Output:
	// 1. States shall cooperate closely.
	//
	// Groups too.
	//
	// 3. The Group met.
	//
	// <nil>
}

func TestAmendMovesSplitsAndMerges(t *testing.T) {
	for name, tt := range map[string]struct {
		p    amendment.Proposal
		want string
	}{
		"moved":              {amendment.Proposal{Operation: amendment.MoveParagraph, Anchor: amendment.Anchor{Paragraph: "p1"}, To: "p3"}, "p2:Two, and two. p3:Three. p1:One."},
		"moved to the start": {amendment.Proposal{Operation: amendment.MoveParagraph, Anchor: amendment.Anchor{Paragraph: "p3"}}, "p3:Three. p1:One. p2:Two, and two."},
		"split":              {amendment.Proposal{Operation: amendment.SplitParagraph, Anchor: amendment.Anchor{Paragraph: "p2", Quote: "Two,", Span: text.Span{End: 4}}}, "p1:One. p2:Two, new1:and two. p3:Three."},
		"merged":             {amendment.Proposal{Operation: amendment.MergeParagraphs, Anchor: amendment.Anchor{Paragraph: "p1"}, With: []string{"p3", "p2"}}, "p1:One. Three. Two, and two."},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := amendment.Amend(report("One.", "Two, and two.", "Three."), []amendment.Proposal{tt.p}, fresh())
			var got []string
			for _, b := range d.Blocks {
				got = append(got, b.ID+":"+b.Text)
			}
			if err != nil || strings.Join(got, " ") != tt.want {
				t.Errorf("got %s, %v, want %s", strings.Join(got, " "), err, tt.want)
			}
		})
	}
}

func TestAmendRefusesWhatCannotBothBe(t *testing.T) {
	d := report("States should cooperate.")
	p := amendment.Proposal{Operation: amendment.ReplaceWords, Anchor: amendment.Anchor{Paragraph: "p1", Quote: "should", Span: text.Span{Start: 7, End: 13}}, Words: "shall"}
	if _, err := amendment.Amend(d, []amendment.Proposal{p, p}, fresh()); !errors.Is(err, amendment.ErrOverlap) {
		t.Errorf("the same words twice: %v", err)
	}
	p.Anchor.Paragraph = "p9"
	if _, err := amendment.Amend(d, []amendment.Proposal{p}, fresh()); !errors.Is(err, amendment.ErrQuoteAbsent) {
		t.Errorf("a paragraph that is not there: %v", err)
	}
}

// Words that stand otherwise in the source, broken into lines here, are written plain; the label stays.
func TestAmendRewritesTheSource(t *testing.T) {
	d := text.Document{Blocks: []text.Block{{ID: "p1", Label: "12", Text: "States should cooperate.", Raw: "12. States should\ncooperate.\n\n"}}}
	p, _ := amendment.Resolve(amendment.Proposal{Operation: amendment.DeleteWords, Anchor: amendment.Anchor{Paragraph: "p1", Quote: " should"}}, d.Blocks[0].Text)
	got, err := amendment.Amend(d, []amendment.Proposal{p}, fresh())
	if want := "12. States cooperate.\n\n"; err != nil || got.String() != want {
		t.Errorf("got %q, %v, want %q", got.String(), err, want)
	}
}

func TestAmendTouchesNothingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[a-z]{1,4}( [a-z]{1,4}){2}`), 2, 5).Draw(t, "paragraphs")
		d := report(words...)
		same, err := amendment.Amend(d, nil, fresh())
		if err != nil || same.String() != d.String() {
			t.Fatalf("without proposals: %q, %v", same.String(), err)
		}
		i := rapid.IntRange(0, len(words)-1).Draw(t, "paragraph")
		first, _, _ := strings.Cut(words[i], " ")
		p := amendment.Proposal{
			Operation: rapid.SampledFrom([]amendment.Operation{amendment.ReplaceWords, amendment.InsertWords, amendment.DeleteWords}).Draw(t, "operation"),
			Anchor:    amendment.Anchor{Paragraph: d.Blocks[i].ID, Quote: first, Span: text.Span{End: len(first)}}, Words: "other",
		}
		got, err := amendment.Amend(d, []amendment.Proposal{p}, fresh())
		if err != nil {
			t.Fatal(err)
		}
		source := got.String()
		for j, b := range got.Blocks {
			want := words[j]
			if j == i {
				want = amendment.Apply(p, words[i])
			}
			if b.Text != want || source[b.Span.Start:b.Span.End] != b.Raw || !strings.Contains(b.Raw, want) {
				t.Fatalf("block %d: %+v, want %q", j+1, b, want)
			}
		}
	})
}
