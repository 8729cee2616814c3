package amendment_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"adref/pkg/amendment"
	"adref/pkg/text"
)

// on is a proposal on a paragraph, with the quote found in the text where it has one.
func on(t *testing.T, op amendment.Operation, paragraph, quote, words string) amendment.Proposal {
	t.Helper()
	p, err := amendment.Resolve(amendment.Proposal{Operation: op, Anchor: amendment.Anchor{Paragraph: paragraph, Quote: quote}, Words: words}, block)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestResult(t *testing.T) {
	for name, tt := range map[string]struct {
		p    amendment.Proposal
		with []string
		want []string
	}{
		"words":                       {on(t, amendment.DeleteWords, "p1", " and action-oriented", ""), nil, []string{"States should take concrete steps, and should report concrete steps."}},
		"a new paragraph":             {on(t, amendment.InsertParagraph, "p1", "", "Groups too."), nil, []string{"Groups too."}},
		"a paragraph less":            {on(t, amendment.DeleteParagraph, "p1", "", ""), nil, nil},
		"the same elsewhere":          {on(t, amendment.MoveParagraph, "p1", "", ""), nil, []string{block}},
		"two of one":                  {on(t, amendment.SplitParagraph, "p1", "steps,", ""), nil, []string{"States should take concrete and action-oriented steps,", "and should report concrete steps."}},
		"one of several":              {on(t, amendment.MergeParagraphs, "p1", "", ""), []string{"Groups too.", "And others."}, []string{block + " Groups too. And others."}},
		"one of several, other words": {on(t, amendment.MergeParagraphs, "p1", "", "All cooperate."), []string{"Groups too."}, []string{"All cooperate."}},
	} {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, amendment.Result(tt.p, block, tt.with...)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
	if _, err := amendment.Resolve(amendment.Proposal{Operation: amendment.SplitParagraph, Anchor: amendment.Anchor{Quote: "concrete steps."}}, block); !errors.Is(err, amendment.ErrOneSide) {
		t.Errorf("a split at the end: %v", err)
	}
}

func TestOvertakes(t *testing.T) {
	replaced := on(t, amendment.ReplaceWords, "p1", "concrete and action-oriented", "measurable")
	elsewhere := on(t, amendment.DeleteWords, "p1", "should report ", "")
	inside := on(t, amendment.DeleteWords, "p1", "action-oriented", "")
	insertedInside := on(t, amendment.InsertWords, "p1", "concrete and", "measurable")
	insertedAfter := on(t, amendment.InsertWords, "p1", "action-oriented", "measurable")
	deleted, moved := on(t, amendment.DeleteParagraph, "p1", "", ""), on(t, amendment.MoveParagraph, "p1", "", "")
	split := on(t, amendment.SplitParagraph, "p1", "oriented steps,", "")
	added := on(t, amendment.InsertParagraph, "p1", "", "Groups too.")
	merged, merging := on(t, amendment.MergeParagraphs, "p1", "", ""), on(t, amendment.MergeParagraphs, "p2", "", "")
	merged.With, merging.With = []string{"p2"}, []string{"p1"}
	reworded := merged
	reworded.Words = "All cooperate."
	there := on(t, amendment.MoveParagraph, "p9", "", "")
	there.To = "p1"
	sub := inside
	sub.Amends = "a1"
	for name, tt := range map[string]struct {
		taken, other amendment.Proposal
		want         bool
	}{
		"words and words in them":                       {replaced, inside, true},
		"words and the words around them":               {inside, replaced, true},
		"words and other words":                         {replaced, elsewhere, false},
		"words inserted inside a quote":                 {insertedInside, replaced, true},
		"words inserted at the end of a quote":          {insertedAfter, replaced, false},
		"words and the end of their paragraph":          {replaced, deleted, false},
		"words and a merger with words of its own":      {replaced, reworded, true},
		"words and a merger":                            {replaced, merged, false},
		"the words at which a paragraph is split":       {on(t, amendment.DeleteWords, "p1", "steps, and", ""), split, true},
		"a paragraph and what is in it":                 {deleted, elsewhere, true},
		"a paragraph and another after it":              {deleted, added, true},
		"a paragraph and one that is to go after it":    {deleted, there, true},
		"a paragraph and its merger":                    {deleted, merging, true},
		"a move and another":                            {moved, moved, true},
		"a move and words":                              {moved, elsewhere, false},
		"a split and words before it":                   {split, inside, false},
		"a split and words after it":                    {split, elsewhere, true},
		"a split and the deletion of the paragraph":     {split, deleted, true},
		"a merger and words of the paragraph that goes": {merging, inside, true},
		"a merger and words of the one that stays":      {merged, inside, false},
		"a merger reworded and words":                   {reworded, inside, true},
		"a new paragraph and anything":                  {added, deleted, false},
		"the text and an amendment":                     {replaced, sub, false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := amendment.Overtakes(tt.taken, tt.other); got != tt.want {
				t.Errorf("%t", got)
			}
		})
	}
}

func TestCarry(t *testing.T) {
	for name, tt := range map[string]struct {
		old, quote, now string
		nth             int // of the quote in old
		want            string
		err             error
	}{
		"words that stand once":                                    {"States should report.", "report", "Groups and States should report.", 0, "Groups and States should |report|.", nil},
		"words that are gone":                                      {"States should report.", "report", "States should cooperate.", 0, "", amendment.ErrQuoteAbsent},
		"the second of two, by what follows":                       {"concrete steps and concrete results", "concrete", "new concrete steps, concrete results", 1, "new concrete steps, |concrete| results", nil},
		"one of two that is left alone is not taken for the other": {"a concrete step and a concrete result", "concrete", "a concrete step", 1, "", amendment.ErrQuoteAmbiguous},
		"the same text":                                            {"shall, shall", "shall", "shall, shall", 1, "shall, |shall|", nil},
		"nothing tells them apart":                                 {"shall or shall", "shall", "shall and shall", 1, "", amendment.ErrQuoteAmbiguous},
		"a script without spaces":                                  {"各国应合作，应报告", "应", "所有国家应合作，应报告", 1, "所有国家应合作，|应|报告", nil},
	} {
		t.Run(name, func(t *testing.T) {
			i := 0
			for range tt.nth + 1 {
				i += strings.Index(tt.old[i:], tt.quote) + 1
			}
			got, err := amendment.Carry(tt.old, tt.now, text.Span{Start: i - 1, End: i - 1 + len(tt.quote)})
			if !errors.Is(err, tt.err) {
				t.Fatalf("want %v, got %v", tt.err, err)
			}
			if err == nil && tt.now[:got.Start]+"|"+tt.now[got.Start:got.End]+"|"+tt.now[got.End:] != tt.want {
				t.Errorf("want %s, got %v", tt.want, got)
			}
		})
	}
}

// What is carried is the quote itself; words added around the old text are no obstacle to a quote that stands once.
func TestCarryFindsTheQuote(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SampledFrom([]string{"shall", "should", "take", "steps", "应", "états"})
		words := rapid.SliceOfN(word, 1, 8)
		join := func(ws []string) string { return strings.Join(ws, " ") }
		parts := words.Draw(t, "old")
		old := join(parts)
		from := rapid.IntRange(0, len(parts)-1).Draw(t, "from")
		start := len(join(parts[:from]))
		if from > 0 {
			start++
		}
		at := text.Span{Start: start, End: start + len(parts[from])}
		now := join(words.Draw(t, "before")) + " " + old + " " + join(words.Draw(t, "after"))
		if rapid.Bool().Draw(t, "other") {
			now = join(words.Draw(t, "now"))
		}
		got, err := amendment.Carry(old, now, at)
		if err == nil && now[got.Start:got.End] != old[at.Start:at.End] {
			t.Fatalf("%q at %v of %q is carried to %q", old[at.Start:at.End], at, old, now[got.Start:got.End])
		}
		if same, err := amendment.Carry(old, old, at); err != nil || same != at {
			t.Fatalf("to itself: %v, %v", same, err)
		}
	})
}
