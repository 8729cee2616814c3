package printing_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"adref/pkg/amendment"
	"adref/pkg/diff/synthtest"
	"adref/pkg/printing"
	"adref/pkg/realtext"
	"adref/pkg/text"
	"adref/pkg/tracked"

	"github.com/google/go-cmp/cmp"
)

// paris is the draft of the Paris Agreement with most brackets.
func paris(t *testing.T) text.Document {
	return identified([]text.Document{read(t, filepath.Join(realtext.Dir(t, "paris-agreement"), "04-2015-12-04-draft-agreement-compilation.txt"))})[0]
}

// drawn is a proposal at random to a block, false where there is none to make.
func drawn(r *rand.Rand, d text.Document, i, n int) (printing.Proposal, bool) {
	b := d.Blocks[i]
	operations := []amendment.Operation{
		amendment.ReplaceWords, amendment.ReplaceWords, amendment.InsertWords, amendment.DeleteWords, amendment.InsertParagraph,
		amendment.DeleteParagraph, amendment.MoveParagraph, amendment.SplitParagraph, amendment.MergeParagraphs,
	}
	by := fmt.Sprintf("Delegation %d", n)
	if n%3 == 0 {
		by += fmt.Sprintf("; Delegation %d of the Group", n) // joint sponsors
	}
	p := on(fmt.Sprintf("a%d", n), by, operations[r.IntN(len(operations))], b.ID, "", "")
	p.Hand.At = p.Hand.At.Add(time.Duration(n) * time.Minute)
	p.Hand.Why = "Because."
	words := strings.Fields(b.Text)
	switch p.Operation {
	case amendment.DeleteParagraph:
		return p, b.Text != ""
	case amendment.InsertParagraph:
		p.Words = fmt.Sprintf("Requests a report number %d.", n)
		return p, true
	case amendment.MoveParagraph:
		p.To = d.Blocks[r.IntN(len(d.Blocks))].ID
		return p, p.To != b.ID && b.Text != ""
	case amendment.MergeParagraphs:
		if i+1 == len(d.Blocks) || d.Blocks[i+1].Text == "" || b.Text == "" {
			return p, false
		}
		p.With = []string{d.Blocks[i+1].ID}
		return p, true
	case amendment.ReplaceWords, amendment.InsertWords:
		p.Words = fmt.Sprintf("wording%d", n)
	}
	if len(words) < 6 {
		return p, false
	}
	k := r.IntN(len(words) - 4)
	p.Anchor.Quote = strings.Join(words[k:k+2], " ")
	q, err := amendment.Resolve(p.Proposal, b.Text)
	p.Proposal = q
	return p, err == nil
}

// amending is a proposal to the words of another one.
func amending(of printing.Proposal, n int) printing.Proposal {
	p := on(fmt.Sprintf("a%d", n), fmt.Sprintf("Delegation %d", n), amendment.ReplaceWords, of.Anchor.Paragraph, strings.Fields(of.Words)[0], "Calls for")
	p.Amends, p.Hand.Why = of.ID, "Better."
	return p
}

// TestProposalsOnParis puts 200 proposals at random on a real text, wherever they meet.
func TestProposalsOnParis(t *testing.T) {
	d := paris(t)
	for seed := range uint64(5) {
		r := rand.New(rand.NewPCG(seed, 1))
		var ps []printing.Proposal
		for len(ps) < 200 {
			p, ok := drawn(r, d, r.IntN(len(d.Blocks)), len(ps)+1)
			if !ok {
				continue
			}
			ps = append(ps, p)
			if p.Operation == amendment.InsertParagraph {
				ps = append(ps, amending(p, len(ps)+1))
			}
		}
		checkProposals(t, d, printing.Proposals(d, printing.Source{}, ps), ps)
		compiled := told(printing.Compilation(d, printing.Source{}, ps))
		for _, p := range ps {
			if !strings.Contains(compiled, p.Hand.By) {
				t.Errorf("seed %d: %s, %s, is not in the compilation", seed, p.ID, p.Operation)
			}
		}
	}
}

// TestProposalsAreReadBack holds that proposals that do not meet come back as they were, with author, time and rationale.
func TestProposalsAreReadBack(t *testing.T) {
	d := paris(t)
	r := rand.New(rand.NewPCG(7, 1))
	var ps []printing.Proposal
	for i := 0; i < len(d.Blocks); i += 3 { // a block apart, because of mergers
		p, ok := drawn(r, d, i, len(ps)+1)
		if ok && d.Blocks[i].Text != "" && p.Operation != amendment.MoveParagraph { // where a paragraph arrives, it meets others
			ps = append(ps, p)
		}
	}
	got := tracked.Read(printing.Proposals(d, printing.Source{}, ps), d)
	if len(got.Untracked) > 0 || len(ps) < 60 {
		t.Fatalf("%d proposals; untracked: %+v", len(ps), got.Untracked)
	}
	for _, p := range ps {
		i := slices.IndexFunc(got.Found, func(f tracked.Found) bool { return f.Author == p.Hand.By })
		if i < 0 {
			t.Errorf("%s, %s to %s, is not read back", p.ID, p.Operation, p.Anchor.Paragraph)
			continue
		}
		f := got.Found[i]
		if !f.At.Equal(p.Hand.At) || f.Proposal.Rationale != p.Hand.Why || f.Proposal.Anchor.Paragraph != p.Anchor.Paragraph || f.Doubt != "" {
			t.Errorf("%s: %+v, want %+v", p.ID, f, p)
		}
		at, _ := d.Find(p.Anchor.Paragraph)
		if p.OnWords() {
			if diff := cmp.Diff(amendment.Apply(p.Proposal, d.Blocks[at].Text), f.After); diff != "" {
				t.Errorf("%s (-proposed +read):\n%s", p.ID, diff)
			}
		} else if f.Proposal.Operation != p.Operation || p.Operation == amendment.InsertParagraph && f.Proposal.Words != p.Words {
			t.Errorf("%s: %+v, want %+v", p.ID, f.Proposal, p.Proposal)
		}
	}
}

// TestRationalesOfOne holds that each of several amendments with one rationale gives it, and that what changes nothing is not lost.
func TestRationalesOfOne(t *testing.T) {
	d := identified([]text.Document{parse(t, draft)})[0]
	why := func(p printing.Proposal) printing.Proposal {
		p.Hand.Why = "Editorial."
		return resolved(t, d, p)
	}
	ps := []printing.Proposal{
		why(on("a1", "Norland", amendment.ReplaceWords, "p1", "should", "shall")),
		why(on("a2", "Norland", amendment.ReplaceWords, "p2", "every year", "each year")),
		why(on("a3", "Norland", amendment.DeleteWords, "p1", "should ", "")),
		why(on("a4", "Norland", amendment.ReplaceWords, "p3", "meet", "meet")),
	}
	p := printing.Proposals(d, printing.Source{}, ps)
	var said []string
	for _, c := range p.Comments {
		said = append(said, c.Paragraphs[0].Text())
	}
	want := []string{"Editorial.", "Editorial.", "Also: delete “should”.", "Editorial.", "a4: replace “meet” by “meet”. Editorial."}
	if diff := cmp.Diff(want, said); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := told(printing.Compilation(d, printing.Source{}, ps)); !strings.Contains(got, "Norland, a4: replace “meet” by “meet”.") {
		t.Errorf("a4 is not in\n%s", got)
	}
}

// TestProposalsToNothing holds that proposals to a text without words stand in comments.
func TestProposalsToNothing(t *testing.T) {
	p := printing.Proposals(text.Document{}, printing.Source{}, []printing.Proposal{
		on("a1", "Norland", amendment.DeleteParagraph, "p9", "", ""), on("a2", "Norland", amendment.InsertParagraph, "", "", ""),
	})
	if len(p.Comments) != 2 || len(p.Paragraphs[0].Spans[0].Comments) != 2 {
		t.Errorf("%+v", p)
	}
}

func TestRedlineOfMutatedTexts(t *testing.T) {
	names, err := filepath.Glob(filepath.Join(realtext.Dir(t, "languages/bbnj-agreement"), "*.txt"))
	if err != nil || len(names) != 6 {
		t.Fatalf("%d texts, %v", len(names), err)
	}
	for _, name := range names {
		d := read(t, name)
		language := filepath.Base(name)[:2]
		s := synthtest.Mutate(d, synthtest.Config{Language: language, Seed: 3, Revisions: 3})
		docs := identified([]text.Document{d, s.Revisions[len(s.Revisions)-1].Document})
		checkRedline(t, language, docs[0], docs[1])
	}
}
