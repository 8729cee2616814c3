package printing_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"adref/pkg/amendment"
	"adref/pkg/paper"
	"adref/pkg/printing"
	"adref/pkg/text"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

const draft = `1. States should refrain from any activity that harms others.

2. The Group invites all States to report every year.

3. The Group decides to meet in Geneva.
`

func resolved(t testing.TB, d text.Document, p printing.Proposal) printing.Proposal {
	t.Helper()
	if p.Anchor.Quote == "" || p.Amends != "" {
		return p
	}
	i, ok := d.Find(p.Anchor.Paragraph)
	if !ok {
		t.Fatalf("no paragraph %s", p.Anchor.Paragraph)
	}
	q, err := amendment.Resolve(p.Proposal, d.Blocks[i].Text)
	if err != nil {
		t.Fatal(err)
	}
	p.Proposal = q
	return p
}

func hand(by string) printing.Hand {
	return printing.Hand{By: by, At: time.Date(2026, 3, 9, 10, 0, 0, 0, time.UTC)}
}

func on(id, by string, op amendment.Operation, paragraph, quote, words string) printing.Proposal {
	return printing.Proposal{ID: id, Hand: hand(by), Proposal: amendment.Proposal{
		Operation: op, Anchor: amendment.Anchor{Paragraph: paragraph, Quote: quote}, Words: words,
	}}
}

func TestProposals(t *testing.T) {
	d := identified([]text.Document{parse(t, draft)})[0]
	moved := on("a7", "Kestria", amendment.MoveParagraph, "p3", "", "")
	moved.To = "p1"
	merged := on("a8", "Kestria", amendment.MergeParagraphs, "p2", "", "")
	merged.With = []string{"p3"}
	sub := on("a9", "Ostania", amendment.DeleteWords, "p2", "truly ", "")
	sub.Amends = "a4"
	for _, c := range []struct {
		name      string
		proposals []printing.Proposal
		want      string
		comments  []string
	}{
		{"two in agreement and one apart", []printing.Proposal{
			on("a1", "Norland", amendment.ReplaceWords, "p1", "should", "shall"),
			on("a2", "Sylvania", amendment.ReplaceWords, "p1", "should", "shall"),
			on("a3", "Kestria", amendment.ReplaceWords, "p1", "should", "may"),
		}, "1. States {--should|Norland--}{++shall|Norland++}{++may|Kestria++} refrain from any activity that harms others.¶",
			[]string{"Sylvania: Also: replace “should” by “shall”."}},
		{"words deleted twice", []printing.Proposal{
			on("a1", "Norland", amendment.DeleteWords, "p1", "any ", ""),
			on("a2", "Sylvania", amendment.DeleteWords, "p1", "any ", ""),
		}, "1. States should refrain from {--any |Norland--}activity that harms others.¶",
			[]string{"Sylvania: Also: delete “any”."}},
		{"a new paragraph, amended by another delegation", []printing.Proposal{
			on("a4", "Norland", amendment.InsertParagraph, "p1", "", "This is truly urgent."), sub,
		}, "1. States should refrain from any activity that harms others.¶\n{++This is |Norland++}{--{++truly |Norland++}|Ostania--}{++urgent.|Norland++}{++¶|Norland++}", nil},
		{"a paragraph deleted that another amends", []printing.Proposal{
			on("a1", "Norland", amendment.DeleteParagraph, "p1", "", ""),
			on("a2", "Sylvania", amendment.ReplaceWords, "p1", "should", "shall"),
		}, "1. States {--should|Sylvania--}{++shall|Sylvania++} refrain from any activity that harms others.¶",
			[]string{"Norland: a1: delete the paragraph."}},
		{"a paragraph deleted", []printing.Proposal{on("a1", "Norland", amendment.DeleteParagraph, "p1", "", "")},
			"1. {--States should refrain from any activity that harms others.|Norland--}{--¶|Norland--}", nil},
		{"a paragraph moved", []printing.Proposal{moved},
			"1. States should refrain from any activity that harms others.¶\n3. {++The Group decides to meet in Geneva.|Kestria move1++}{++¶|Kestria move1++}\n" +
				"2. The Group invites all States to report every year.¶\n3. {--The Group decides to meet in Geneva.|Kestria move1--}{--¶|Kestria move1--}", nil},
		{"a merger", []printing.Proposal{merged},
			"1. States should refrain from any activity that harms others.¶\n2. The Group invites all States to report every year.{--¶|Kestria--}\n" +
				"{~~3.~>~~} {++ |Kestria++}The Group decides to meet in Geneva.¶", nil},
		{"a split", []printing.Proposal{on("a1", "Norland", amendment.SplitParagraph, "p1", "refrain", "")},
			"1. States should refrain{-- |Norland--}{++¶|Norland++}\nfrom any activity that harms others.¶", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var ps []printing.Proposal
			for _, p := range c.proposals {
				ps = append(ps, resolved(t, d, p))
			}
			p := printing.Proposals(d, printing.Source{}, ps)
			if got := told(p); !strings.Contains(got, c.want) {
				t.Errorf("got\n%s\nwant in it\n%s", got, c.want)
			}
			var comments []string
			for _, k := range p.Comments {
				comments = append(comments, k.By+": "+k.Paragraphs[0].Text())
			}
			if diff := cmp.Diff(c.comments, comments); diff != "" {
				t.Errorf("comments (-want +got):\n%s", diff)
			}
			checkProposals(t, d, p, ps)
		})
	}
}

// checkProposals holds the laws: the text is there when all is rejected, and each author is heard.
func checkProposals(t interface{ Errorf(string, ...any) }, d text.Document, p paper.Paper, ps []printing.Proposal) {
	if diff := cmp.Diff(lines(printing.Clean(d, printing.Source{})), lines(p.Reject())); diff != "" {
		t.Errorf("rejected is not the text (-text +rejected):\n%s", diff)
	}
	heard := p.Authors()
	for _, c := range p.Comments {
		heard = append(heard, c.By)
	}
	ids := map[string]bool{}
	for _, q := range p.Paragraphs {
		for _, s := range q.Spans {
			for _, id := range s.Comments {
				ids[id] = true
			}
		}
	}
	for _, c := range p.Comments {
		if !ids[c.ID] {
			t.Errorf("comment %s stands nowhere", c.ID)
		}
	}
	for _, q := range ps {
		if !slices.Contains(heard, q.Hand.By) {
			t.Errorf("%s of %s is in neither a change nor a comment", q.ID, q.Hand.By)
		}
	}
}

// TestNoProposalIsLost puts many proposals at random on one text, each by a delegation of its own.
func TestNoProposalIsLost(t *testing.T) {
	d := identified([]text.Document{parse(t, draft)})[0]
	operations := []amendment.Operation{
		amendment.ReplaceWords, amendment.InsertWords, amendment.DeleteWords, amendment.InsertParagraph,
		amendment.DeleteParagraph, amendment.MoveParagraph, amendment.SplitParagraph, amendment.MergeParagraphs,
	}
	rapid.Check(t, func(rt *rapid.T) {
		var ps []printing.Proposal
		for i := range rapid.IntRange(0, 7).Draw(rt, "proposals") {
			b := d.Blocks[rapid.IntRange(0, 2).Draw(rt, "paragraph")]
			words := strings.Fields(b.Text)
			k := rapid.IntRange(0, len(words)-2).Draw(rt, "word")
			quote := strings.Join(words[k:k+rapid.IntRange(1, 2).Draw(rt, "words")], " ")
			p := on(fmt.Sprintf("a%d", i+1), fmt.Sprintf("Delegation %d", i+1), rapid.SampledFrom(operations).Draw(rt, "operation"), b.ID, "", "new words")
			p.Hand.Why = rapid.SampledFrom([]string{"", "Because."}).Draw(rt, "why")
			switch p.Operation {
			case amendment.MoveParagraph:
				p.To, p.Words = rapid.SampledFrom([]string{"", "p1", "p2", "p3"}).Draw(rt, "to"), ""
				if p.To == b.ID {
					p.To = ""
				}
			case amendment.MergeParagraphs:
				p.With, p.Words = []string{rapid.SampledFrom([]string{"p2", "p3"}).Draw(rt, "with")}, ""
				if p.With[0] == b.ID {
					continue
				}
			case amendment.InsertParagraph:
				if rapid.Bool().Draw(rt, "at the start") {
					p.Anchor.Paragraph = ""
				}
			case amendment.DeleteParagraph:
				p.Words = ""
			default:
				p.Anchor.Quote = quote
				if i > 0 && rapid.IntRange(0, 4).Draw(rt, "amends") == 0 {
					p.Amends = "a1"
				}
			}
			if p.Amends == "" && p.Anchor.Quote != "" {
				q, err := amendment.Resolve(p.Proposal, b.Text)
				if err != nil {
					continue // the words stand twice, or there is nothing to split between
				}
				p.Proposal = q
			}
			ps = append(ps, p)
		}
		p := printing.Proposals(d, printing.Source{}, ps)
		checkProposals(rt, d, p, ps)
	})
}
