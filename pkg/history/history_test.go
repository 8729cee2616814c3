package history_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/amendment"
	"adref/pkg/diff"
	"adref/pkg/history"
	"adref/pkg/text"
)

// split makes a document of paragraphs that are apart by blank lines; a leading number with a full stop is the label.
func split(s string) text.Document {
	var d text.Document
	for _, raw := range strings.SplitAfter(s, "\n\n") {
		if raw == "" {
			continue
		}
		b := text.Block{Kind: text.Body, Raw: raw, Text: strings.TrimSpace(raw)}
		if label, rest, ok := strings.Cut(b.Text, ". "); ok && strings.Trim(label, "0123456789") == "" {
			b.Label, b.Cite, b.Text, b.Kind = label, label, rest, text.Paragraph
		}
		d.Blocks = append(d.Blocks, b)
	}
	return d
}

// series makes revisions "Rev.0", "Rev.1" … of texts.
func series(texts ...string) []history.Revision {
	var out []history.Revision
	for i, s := range texts {
		out = append(out, history.Revision{Ordinal: i + 1, Name: fmt.Sprintf("Rev.%d", i), Document: split(s)})
	}
	return out
}

func ExampleBuild() {
	h := history.Build("ICT security", series(
		"1. States [shall][should] exchange views.\n\n2. [A mechanism is established.]\n",
		"1. States should exchange views.\n\n2. [A standing mechanism is established.]\n"), nil)
	for _, b := range h.Brackets {
		fmt.Printf("%s [%s] in %s: changed %v, closed %d %s\n", b.ID, b.Content, b.Paragraph, b.Changed, b.Closed, b.How)
	}
	// Output:
	// b1 [shall] in p1: changed [], closed 2 deleted
	// b2 [should] in p1: changed [], closed 2 kept
	// b3 [A mechanism is established.] in p2: changed [2], closed 0
}

func TestBuildEqualsAppending(t *testing.T) {
	revisions := series("1. One [a] two.\n\n", "1. One two.\n\n2. Three [b.\n\n", "1. Three b.\n\n2. One two.\n\n")
	s := history.NewSeries("T")
	for _, r := range revisions {
		s.Append(r)
	}
	if d := cmp.Diff(history.Build("T", revisions, nil), s.History(nil)); d != "" {
		t.Errorf("Build mismatch (-build +append):\n%s", d)
	}
}

func TestFigures(t *testing.T) {
	h := history.Build("T", series("Title\n\n1. One [two [three]] four].\n\n"), nil)
	want := history.Figures{Blocks: 2, Paragraphs: 1, Words: 6, Opening: 2, Closing: 3, WordsInBracket: 2, Unbalanced: 1}
	if d := cmp.Diff(want, h.Steps[0].Figures); d != "" {
		t.Errorf("Figures mismatch (-want +got):\n%s", d)
	}
}

func TestLedger(t *testing.T) {
	type life struct {
		Content, Last    string
		Changed          []int
		Closed           int
		How, Replacement string
	}
	for _, c := range []struct {
		name  string
		texts []string
		want  []life
	}{
		{"stands", []string{"They [shall] act.", "They [shall] act."}, []life{{Content: "shall", Last: "shall"}}},
		{"lifted", []string{"They [shall] act.", "They shall act."}, []life{{Content: "shall", Last: "shall", Closed: 2, How: "kept"}}},
		{"deleted", []string{"They shall [, as appropriate,] act.", "They shall act."}, []life{{Content: ", as appropriate,", Last: ", as appropriate,", Closed: 2, How: "deleted"}}},
		{"replaced", []string{"They [shall] act.", "They should act."}, []life{{Content: "shall", Last: "shall", Closed: 2, How: "replaced", Replacement: "should"}}},
		{"one alternative stays", []string{"They [shall][should] act.", "They should act."}, []life{
			{Content: "shall", Last: "shall", Closed: 2, How: "deleted"}, {Content: "should", Last: "should", Closed: 2, How: "kept"}}},
		{"an alternative comes", []string{"They [shall] act.", "They [shall][may] act."}, []life{{Content: "shall", Last: "shall"}, {Content: "may", Last: "may"}}},
		{"content changes twice", []string{"A [b c d].", "A [b c d e].", "A [b c e]."}, []life{{Content: "b c d", Last: "b c e", Changed: []int{2, 3}}}},
		{"nested ones, the outer lifted", []string{"[They [shall] act.]", "They [shall] act."}, []life{
			{Content: "They [shall] act.", Last: "They [shall] act.", Closed: 2, How: "kept"}, {Content: "shall", Last: "shall"}}},
		{"the paragraph is gone", []string{"One is here to stay for long.\n\nTwo [goes away].", "One is here to stay for long."}, []life{
			{Content: "goes away", Last: "goes away", Closed: 2, How: "deleted"}}},
		{"an unbalanced one is closed", []string{"They [shall act.", "They shall act."}, []life{{Content: "shall act.", Last: "shall act.", Closed: 2, How: "kept"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []life
			for _, b := range history.Build("", series(c.texts...), nil).Brackets {
				got = append(got, life{b.Content, b.Last, b.Changed, b.Closed, b.How, b.Replacement})
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("ledger mismatch (-want +got):\n%s", d)
			}
		})
	}
}

func TestFates(t *testing.T) {
	const (
		one   = "1. States shall prepare their national contributions every five years."
		two   = "2. A committee meets twice a year in Geneva and reports to all Parties."
		three = "3. The secretariat publishes the reports that it has received from Parties."
	)
	base := one + "\n\n" + two + "\n\n" + three + "\n"
	with := func(old, new string) string { return strings.Replace(base, old, new, 1) }
	replace := func(quote, words string) amendment.Proposal {
		return amendment.Proposal{Operation: amendment.ReplaceWords, Words: words, Anchor: amendment.Anchor{Revision: 1, Paragraph: "p1", Quote: quote}}
	}
	insert := func(quote, words string) amendment.Proposal {
		return amendment.Proposal{Operation: amendment.InsertWords, Words: words, Anchor: amendment.Anchor{Revision: 1, Paragraph: "p1", Quote: quote}}
	}
	remove := func(quote string) amendment.Proposal {
		return amendment.Proposal{Operation: amendment.DeleteWords, Anchor: amendment.Anchor{Revision: 1, Paragraph: "p1", Quote: quote}}
	}
	paragraph := func(op amendment.Operation, id, words string) amendment.Proposal {
		return amendment.Proposal{Operation: op, Words: words, Anchor: amendment.Anchor{Revision: 1, Paragraph: id}}
	}
	for _, c := range []struct {
		name     string
		proposal amendment.Proposal
		later    []string
		outcome  history.Outcome
		share    float64
		says     string
	}{
		{"nothing tabled since", replace("shall", "should"), nil, history.Pending, 0, "No revision has been tabled since."},
		{"a word replaced", replace("shall", "should"), []string{with("shall", "should")}, history.Whole, 1, "All of its words stand in paragraph 1 since Rev.1."},
		{"not replaced", replace("shall", "should"), []string{base}, history.NotTaken, 0, "Its words have come into no text so far."},
		{"replaced by others", replace("shall", "should"), []string{with("shall", "may")}, history.Superseded, 0, "The words it wanted to change are gone, and others stand there than it wanted."},
		{"bracketed beside the old word", replace("shall", "should"), []string{with("shall", "[shall][should]")}, history.Part, 0.5, "Part of it stands in paragraph 1 since Rev.1, in square brackets: “should”."},
		{"words inserted", insert("prepare", "and communicate"), []string{with("prepare", "prepare and communicate")}, history.Whole, 1, "All of its words stand in paragraph 1 since Rev.1."},
		{"words inserted in brackets", insert("prepare", "and communicate"), []string{with("prepare", "prepare [and communicate]")}, history.Whole, 1, "All of its words stand in paragraph 1 since Rev.1, in square brackets."},
		{"half of the words", insert("prepare", "and communicate to the secretariat"), []string{with("prepare", "prepare and communicate")}, history.Part, 0.4, "Part of it stands in paragraph 1 since Rev.1: “and communicate”."},
		{"in the second revision only", replace("shall", "should"), []string{base, with("shall", "should")}, history.BackLater, 1, "All of its words stand in paragraph 1 since Rev.2."},
		{"taken and dropped", replace("shall", "should"), []string{with("shall", "should"), base}, history.NotTaken, 0, "Its words stood in Rev.1; they are gone since Rev.2."},
		{"in another paragraph", insert("prepare", "in a transparent and inclusive manner"), []string{with("twice a year", "twice a year in a transparent and inclusive manner")}, history.Elsewhere, 1, "Its words stand in paragraph 2 since Rev.1, not where it wanted them."},
		{"words deleted", remove("national"), []string{with("national ", "")}, history.Whole, 1, "The words it wanted deleted are gone since Rev.1."},
		{"words put in brackets that were to be deleted", remove("national"), []string{with("national", "[national]")}, history.NotTaken, 0, "The words it wanted deleted stand in square brackets since Rev.1."},
		{"put in brackets, then back", remove("national"), []string{with("national", "[national]"), base}, history.NotTaken, 0, "The words it wanted deleted were in square brackets in Rev.1; they stand without since Rev.2."},
		{"a paragraph inserted", paragraph(amendment.InsertParagraph, "p1", "Developing countries receive support for this."), []string{with("\n\n2.", "\n\n2. Developing countries receive support for this.\n\n3.")}, history.Whole, 1, "All of its words stand in paragraph 2 since Rev.1."},
		{"a paragraph inserted at another place", paragraph(amendment.InsertParagraph, "p1", "Developing countries receive support for this."), []string{base + "\n\n4. Developing countries receive support for this.\n"}, history.Elsewhere, 1, "Its words stand in paragraph 4 since Rev.1, not where it wanted them."},
		{"a paragraph deleted", paragraph(amendment.DeleteParagraph, "p2", ""), []string{one + "\n\n" + strings.Replace(three, "3.", "2.", 1)}, history.Whole, 1, "The words it wanted deleted are gone since Rev.1."},
		{"a paragraph not deleted", paragraph(amendment.DeleteParagraph, "p2", ""), []string{base}, history.NotTaken, 0, "The words it wanted deleted stand as they were."},
		{"a paragraph that is not there", paragraph(amendment.DeleteParagraph, "p9", ""), []string{base}, history.NotTaken, 0, "The paragraph it names is not in Rev.0."},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := history.Build("", series(append([]string{base}, c.later...)...), []amendment.Amendment{{ID: "a1", State: amendment.Open, Proposal: c.proposal}})
			f := h.Fates[0]
			if f.Outcome != c.outcome || f.Share != c.share || f.Says != c.says {
				t.Errorf("got %s %v %q,\nwant %s %v %q", f.Outcome, f.Share, f.Says, c.outcome, c.share, c.says)
			}
		})
	}
}

func TestFateAndDisposition(t *testing.T) {
	const shall, should = "1. States shall act together.\n", "1. States should act together.\n"
	p := amendment.Proposal{Operation: amendment.ReplaceWords, Words: "should", Anchor: amendment.Anchor{Revision: 1, Paragraph: "p1", Quote: "shall"}}
	for _, c := range []struct {
		name        string
		later       []string
		state       amendment.State
		disposition amendment.Disposition
		outcome     history.Outcome
		disagrees   bool
	}{
		{"taken", []string{should}, amendment.Disposed, amendment.Taken, history.Whole, false},
		{"taken, and dropped later", []string{should, shall}, amendment.Disposed, amendment.Taken, history.NotTaken, false},
		{"taken, but not there", []string{shall}, amendment.Disposed, amendment.Taken, history.NotTaken, true},
		{"in part, but whole", []string{should}, amendment.Disposed, amendment.TakenInPart, history.Whole, true},
		{"bracketed", []string{"1. States [shall][should] act together.\n"}, amendment.Disposed, amendment.Bracketed, history.Part, false},
		{"bracketed, but not there", []string{shall}, amendment.Disposed, amendment.Bracketed, history.NotTaken, true},
		{"not taken, but there", []string{should}, amendment.Disposed, amendment.NotTaken, history.Whole, true},
		{"not taken, nothing tabled since", nil, amendment.Disposed, amendment.NotTaken, history.Pending, false},
		{"withdrawn", []string{should}, amendment.Withdrawn, "", history.WithdrawnBy, false},
		{"open", []string{should}, amendment.Open, "", history.Whole, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			texts := series(append([]string{shall}, c.later...)...)
			f := history.Build("", texts, []amendment.Amendment{{State: c.state, Disposition: c.disposition, Proposal: p}}).Fates[0]
			if f.Outcome != c.outcome || f.Disagrees != c.disagrees {
				t.Errorf("%s, disagrees %v; want %s, %v: %s", f.Outcome, f.Disagrees, c.outcome, c.disagrees, f.Says)
			}
		})
	}
}

func TestParagraphAndConcordance(t *testing.T) {
	h := history.Build("", series("1. One two three four.\n\n2. Five six seven eight.\n\n", "1. New words stand here.\n\n2. One two three five.\n\n"), nil)
	got := h.Paragraph("p1")
	if len(got) != 2 || got[1].Cite != "2" || len(got[1].Redline) == 0 {
		t.Errorf("the life of p1: %+v", got)
	}
	want := []history.Row{
		{Old: []string{}, New: []string{"1"}, Kind: diff.Added, Words: "New words stand here."},
		{Old: []string{"1"}, New: []string{"2"}, Kind: diff.Changed, Words: "One two three five."},
		{Old: []string{"2"}, New: []string{}, Kind: diff.Removed, Words: "Five six seven eight."},
	}
	if d := cmp.Diff(want, history.Concordance(*h.Steps[1].Redline)); d != "" {
		t.Errorf("Concordance mismatch (-want +got):\n%s", d)
	}
}

func TestSameInputSameBytes(t *testing.T) {
	texts := series("1. One [a] two.\n\n", "1. One two.\n\n2. Three [b.\n\n", "1. Three b.\n\n2. One two.\n\n")
	first, _ := json.Marshal(history.Build("T", texts, nil))
	second, _ := json.Marshal(history.Build("T", texts, nil))
	if !reflect.DeepEqual(first, second) {
		t.Error("the same series gave another history")
	}
}
