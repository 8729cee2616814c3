package tracked_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"adref/pkg/amendment"
	"adref/pkg/diff"
	"adref/pkg/markup"
	"adref/pkg/paper"
	"adref/pkg/printing"
	"adref/pkg/text"
	"adref/pkg/tracked"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

const draft = `1. States should refrain from any activity that harms others.

2. The Group invites all States to report every year. It thanks those who did.

3. The Group decides to meet in Geneva.

4. The secretariat prepares the meeting.
`

func base(t testing.TB) text.Document {
	t.Helper()
	d, err := markup.Parse([]byte(draft), markup.Plain)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	return diff.Identify(text.Document{}, d, func() string { n++; return fmt.Sprintf("p%d", n) })
}

var noon = time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)

func of(by string) *paper.Change { return &paper.Change{By: by, At: noon} }

func plain(s string) paper.Span       { return paper.Span{Text: s} }
func ins(by, s string) paper.Span     { return paper.Span{Text: s, Inserted: of(by)} }
func del(by, s string) paper.Span     { return paper.Span{Text: s, Deleted: of(by)} }
func delIn(a, b, s string) paper.Span { return paper.Span{Text: s, Inserted: of(a), Deleted: of(b)} }

// edited is the draft with some of its paragraphs given otherwise.
func edited(t testing.TB, instead map[string][]paper.Paragraph) paper.Paper {
	p := printing.Clean(base(t), printing.Source{})
	var out []paper.Paragraph
	for _, q := range p.Paragraphs {
		if with, ok := instead[q.ID]; ok && q.ID != "" {
			out = append(out, with...)
			continue
		}
		out = append(out, q)
	}
	p.Paragraphs = out
	return p
}

// told are the amendments of a reading, a line each.
func told(r tracked.Reading) string {
	var b strings.Builder
	for i, f := range r.Found {
		p := f.Proposal
		fmt.Fprintf(&b, "%d %s: %s %s", i, f.Author, p.Operation, p.Anchor.Paragraph)
		for _, part := range []struct{ name, value string }{
			{"at", p.Anchor.Quote}, {"words", p.Words}, {"to", p.To}, {"with", strings.Join(p.With, " ")}, {"why", p.Rationale}, {"doubt", f.Doubt},
		} {
			if part.value != "" {
				fmt.Fprintf(&b, " %s=%q", part.name, part.value)
			}
		}
		if f.Of >= 0 {
			fmt.Fprintf(&b, " of %d", f.Of)
		}
		b.WriteString("\n")
	}
	for _, p := range r.Untracked {
		fmt.Fprintf(&b, "untracked: %s %s %q %q\n", p.Operation, p.Anchor.Paragraph, p.Anchor.Quote, p.Words)
	}
	for _, m := range r.Remarks {
		fmt.Fprintf(&b, "remark by %s on %s %q: %s\n", m.By, m.Paragraph, m.Quote, m.Text)
	}
	for _, f := range r.Formatting {
		fmt.Fprintf(&b, "formatting of %s\n", f)
	}
	return b.String()
}

const second = "The Group invites all States to report every year. It thanks those who did."

func TestCases(t *testing.T) {
	for _, c := range []struct {
		name    string
		instead map[string][]paper.Paragraph
		want    string
	}{
		{"nothing", nil, ""},
		{"words", map[string][]paper.Paragraph{"p3": {{ID: "p3", Style: paper.Numbered, Label: "3.", Spans: []paper.Span{
			plain("The Group decides to meet in "), del("A", "Geneva"), ins("A", "New York"), plain(".")}}}},
			`0 A: replace-words p3 at="Geneva" words="New York"` + "\n"},
		{"two authors in one paragraph", map[string][]paper.Paragraph{"p3": {{ID: "p3", Spans: []paper.Span{
			plain("The Group "), del("B", "decides"), ins("B", "agrees"), plain(" to meet in "), del("A", "Geneva"), ins("A", "New York"), plain(".")}}}},
			`0 B: replace-words p3 at="decides" words="agrees"` + "\n" + `1 A: replace-words p3 at="Geneva" words="New York"` + "\n"},
		{"a paragraph deleted", map[string][]paper.Paragraph{"p3": {{ID: "p3", Deleted: of("A"), Spans: []paper.Span{del("A", "The Group decides to meet in Geneva.")}}}},
			"0 A: delete-paragraph p3\n"},
		{"deleted from the end of the one before", map[string][]paper.Paragraph{
			"p2": {{ID: "p2", Deleted: of("A"), Spans: []paper.Span{plain(second)}}},
			"p3": {{ID: "p3", Spans: []paper.Span{del("A", "The Group decides to meet in Geneva.")}}}},
			"0 A: delete-paragraph p3\n"},
		{"a paragraph before, its end first", map[string][]paper.Paragraph{"p3": {
			{Inserted: of("A"), Spans: []paper.Span{ins("A", "New.")}}, {ID: "p3", Spans: []paper.Span{plain("The Group decides to meet in Geneva.")}}}},
			`0 A: insert-paragraph p2 words="New."` + "\n"},
		{"a paragraph after, typed behind the end", map[string][]paper.Paragraph{"p3": {
			{ID: "p3", Inserted: of("A"), Spans: []paper.Span{plain("The Group decides to meet in Geneva.")}}, {Spans: []paper.Span{ins("A", "New.")}}}},
			`0 A: insert-paragraph p3 words="New."` + "\n"},
		{"two authors put paragraphs in one place", map[string][]paper.Paragraph{"p3": {
			{Inserted: of("A"), Spans: []paper.Span{ins("A", "One.")}}, {Inserted: of("B"), Spans: []paper.Span{ins("B", "Two.")}},
			{ID: "p3", Deleted: of("C"), Spans: []paper.Span{del("C", "The Group decides to meet in Geneva.")}}}},
			`0 A: insert-paragraph p2 words="One."` + "\n" + `1 B: insert-paragraph p2 words="Two."` + "\n" + "2 C: delete-paragraph p3\n"},
		{"a split", map[string][]paper.Paragraph{"p2": {
			{ID: "p2", Inserted: of("A"), Spans: []paper.Span{plain("The Group invites all States to report every year."), del("A", " ")}},
			{Spans: []paper.Span{plain("It thanks those who did.")}}}},
			`0 A: split-paragraph p2 at="year."` + "\n"},
		{"a split with other words", map[string][]paper.Paragraph{"p2": {
			{ID: "p2", Inserted: of("A"), Spans: []paper.Span{plain("The Group invites all States to report every year."), del("A", " ")}},
			{Spans: []paper.Span{del("A", "It"), ins("A", "The Group"), plain(" thanks those who did.")}}}},
			`0 A: split-paragraph p2 at="year."` + "\n" + `1 A: replace-words p2 at="It" words="The Group"` + "\n"},
		{"a merger", map[string][]paper.Paragraph{
			"p3": {{ID: "p3", Deleted: of("A"), Spans: []paper.Span{plain("The Group decides to meet in Geneva.")}}},
			"p4": {{ID: "p4", Spans: []paper.Span{ins("A", " "), plain("The secretariat prepares the meeting.")}}}},
			`0 A: merge-paragraphs p3 with="p4"` + "\n"},
		{"a move", map[string][]paper.Paragraph{
			"p1": {{ID: "p1", Style: paper.Numbered, Spans: []paper.Span{plain("States should refrain from any activity that harms others.")}},
				{Inserted: &paper.Change{By: "A", Move: "m"}, Spans: []paper.Span{{Text: "The secretariat prepares the meeting.", Inserted: &paper.Change{By: "A", Move: "m"}}}}},
			"p4": {{ID: "p4", Deleted: &paper.Change{By: "A", Move: "m"}, Spans: []paper.Span{{Text: "The secretariat prepares the meeting.", Deleted: &paper.Change{By: "A", Move: "m"}}}}}},
			`0 A: move-paragraph p4 to="p1"` + "\n"},
		{"an insertion amended by deleting in it", map[string][]paper.Paragraph{"p3": {{ID: "p3", Spans: []paper.Span{
			plain("The Group decides to meet in Geneva"), ins("A", ", subject to "), delIn("A", "B", "all "), ins("A", "available funds"), plain(".")}}}},
			`0 A: insert-words p3 at="Geneva" words=", subject to all available funds"` + "\n" + `1 B: delete-words p3 at="all" of 0` + "\n"},
		{"an insertion amended by inserting in it", map[string][]paper.Paragraph{"p3": {
			{Inserted: of("A"), Spans: []paper.Span{ins("A", "Funds are "), ins("B", "urgently "), ins("A", "needed.")}},
			{ID: "p3", Spans: []paper.Span{plain("The Group decides to meet in Geneva.")}}}},
			`0 A: insert-paragraph p2 words="Funds are needed."` + "\n" + `1 B: insert-words p2 at="are" words="urgently" of 0` + "\n"},
		{"edited without tracking, and tracked elsewhere in it", map[string][]paper.Paragraph{"p3": {{ID: "p3", Spans: []paper.Span{
			plain("The Group agrees to meet in "), del("A", "Geneva"), ins("A", "New York"), plain(".")}}}},
			`0 A: replace-words p3 at="Geneva" words="New York"` + "\n" + `untracked: replace-words p3 "decides" "agrees"` + "\n"},
		{"other quotation marks and spaces are no difference", map[string][]paper.Paragraph{"p3": {{ID: "p3", Spans: []paper.Span{
			plain("The\u00a0Group decides to meet in "), del("A", "Geneva"), ins("A", "New York"), plain(".")}}}},
			`0 A: replace-words p3 at="Geneva" words="New York"` + "\n"},
		{"only the look", map[string][]paper.Paragraph{"p3": {{ID: "p3", Spans: []paper.Span{
			{Text: "The Group decides to meet in Geneva.", Marks: paper.Bold, Formatted: of("A")}}}}},
			"formatting of 3\n"},
		{"labels among the words", map[string][]paper.Paragraph{"p3": {
			{Inserted: of("B"), Spans: []paper.Span{ins("B", "2 bis. It also thanks the "), ins("A", "kind "), ins("B", "hosts.")}},
			{Spans: []paper.Span{plain("3. The Group decides to meet in "), del("A", "Geneva"), ins("A", "New York"), plain(".")}}}},
			`0 B: insert-paragraph p2 words="It also thanks the hosts."` + "\n" + `1 A: replace-words p3 at="Geneva" words="New York"` + "\n" +
				`2 A: insert-words p2 at="the" words="kind" of 0` + "\n"},
		{"no anchors", map[string][]paper.Paragraph{"p3": {{Spans: []paper.Span{
			plain("The Group decides to meet in "), del("A", "Geneva"), ins("A", "New York"), plain(".")}}}},
			`0 A: replace-words p3 at="Geneva" words="New York"` + "\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := edited(t, c.instead)
			for how, p := range map[string]paper.Paper{"paper": p, "Word": throughWord(t, p)} {
				if got := told(tracked.Read(p, base(t))); got != c.want {
					t.Errorf("%s: got\n%swant\n%s", how, got, c.want)
				}
			}
		})
	}
}

func TestComments(t *testing.T) {
	p := edited(t, map[string][]paper.Paragraph{"p3": {{ID: "p3", Spans: []paper.Span{
		plain("The Group decides to meet in "), {Text: "Geneva", Deleted: of("A"), Comments: []string{"1", "2"}}, ins("A", "New York"), plain(".")}}}})
	comment := func(id, by, s string) paper.Comment {
		return paper.Comment{ID: id, By: by, Paragraphs: []paper.Paragraph{{Spans: []paper.Span{plain(s)}}}}
	}
	p.Comments = []paper.Comment{comment("1", "A", "It is nearer."), comment("2", "B", "We like Geneva."), comment("3", "C", "Nowhere.")}
	want := `0 A: replace-words p3 at="Geneva" words="New York" why="It is nearer."
remark by B on p3 "Geneva": We like Geneva.
remark by C on  "": Nowhere.
`
	if got := told(tracked.Read(p, base(t))); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// TestOurOwnRedline holds the round trip: what printing.Proposals tracks is read back with its author, its time and its reason.
func TestOurOwnRedline(t *testing.T) {
	d := base(t)
	operations := []amendment.Operation{
		amendment.ReplaceWords, amendment.InsertWords, amendment.DeleteWords, amendment.InsertParagraph,
		amendment.DeleteParagraph, amendment.MoveParagraph, amendment.SplitParagraph,
	}
	rapid.Check(t, func(t *rapid.T) {
		var ps []printing.Proposal
		for i, b := range d.Blocks {
			if rapid.IntRange(0, 2).Draw(t, "untouched") == 0 {
				continue
			}
			p := printing.Proposal{ID: fmt.Sprintf("a%d", i), Hand: printing.Hand{
				By: rapid.SampledFrom([]string{"Norland", "Sylvania", "EU; Norway"}).Draw(t, "by"), At: noon.Add(time.Duration(i) * time.Hour),
				Why: rapid.SampledFrom([]string{"", fmt.Sprintf("Reason %d.", i)}).Draw(t, "why"),
			}}
			p.Operation = rapid.SampledFrom(operations).Draw(t, "operation")
			p.Anchor.Paragraph = b.ID
			words := strings.Fields(b.Text)
			k := rapid.IntRange(0, len(words)-2).Draw(t, "word")
			switch p.Operation {
			case amendment.ReplaceWords, amendment.InsertWords, amendment.DeleteWords, amendment.SplitParagraph:
				p.Anchor.Quote = strings.Join(words[k:k+rapid.IntRange(1, min(3, len(words)-k)).Draw(t, "words")], " ")
			case amendment.MoveParagraph:
				p.To = rapid.SampledFrom([]string{"", "p1", "p2"}).Draw(t, "to")
				if i < 2 {
					continue
				}
			}
			if p.Operation == amendment.ReplaceWords || p.Operation == amendment.InsertWords || p.Operation == amendment.InsertParagraph {
				p.Words = rapid.SampledFrom([]string{"entirely other words", "nothing like it"}).Draw(t, "wanted")
			}
			q, err := amendment.Resolve(p.Proposal, b.Text)
			if err != nil {
				continue
			}
			p.Proposal = q
			ps = append(ps, p)
		}
		r := tracked.Read(printing.Proposals(d, printing.Source{}, ps), d)
		if len(r.Found) != len(ps) || len(r.Untracked) != 0 || len(r.Remarks) != 0 {
			t.Fatalf("%d proposals, read back:\n%s", len(ps), told(r))
		}
		for _, p := range ps {
			if !heard(d, r, p) {
				t.Fatalf("%s %s %s %q %q of %s is not in\n%s", p.ID, p.Operation, p.Anchor.Paragraph, p.Anchor.Quote, p.Words, p.Hand.By, told(r))
			}
		}
	})
}

// heard says whether a proposal was read back: with the same effect, from the same author, of the same time, for the same reason.
func heard(d text.Document, r tracked.Reading, p printing.Proposal) bool {
	for _, f := range r.Found {
		if f.Author != p.Hand.By || !f.At.Equal(p.Hand.At) || f.Proposal.Rationale != p.Hand.Why || f.Doubt != "" || f.Of >= 0 {
			continue
		}
		if cmp.Equal(effect(d, f.Proposal), effect(d, p.Proposal)) {
			return true
		}
	}
	return false
}

func effect(d text.Document, p amendment.Proposal) string {
	a, err := amendment.Amend(d, []amendment.Proposal{p}, func() string { return "new" })
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	for _, x := range a.Blocks {
		b.WriteString(x.ID + "|" + x.Text + "\n")
	}
	return b.String()
}

func TestFindBase(t *testing.T) {
	first, second := base(t), base(t)
	second.Blocks[2].Text = "The Group decides to meet in Nairobi."
	candidates := []tracked.Candidate{
		{Revision: 1, Name: "draft", Symbol: "A/AC.900/2026/CRP.1", Digest: "aa", Text: first},
		{Revision: 2, Name: "Rev.1", Symbol: "A/AC.900/2026/CRP.1/Rev.1", Digest: "bb", Text: second},
	}
	made := func(o paper.Origin, m *paper.Masthead) paper.Paper {
		return printing.Clean(first, printing.Source{Origin: o, Masthead: m})
	}
	headed := made(paper.Origin{}, nil)
	headed.Paragraphs = append([]paper.Paragraph{{Style: paper.Body, Spans: []paper.Span{plain("A/AC.900/2026/CRP.1/Rev.1")}}}, headed.Paragraphs...)
	for _, c := range []struct {
		name    string
		p       paper.Paper
		index   int
		certain bool
	}{
		{"digest", made(paper.Origin{Digest: "bb", Revision: 1}, nil), 1, true},
		{"revision", made(paper.Origin{Revision: 2}, nil), 1, true},
		{"symbol of the masthead", made(paper.Origin{}, &paper.Masthead{Symbol: "A/AC.900/2026/CRP.1"}), 0, true},
		{"symbol in the first lines, of which another is the beginning", headed, 1, true},
		{"words", made(paper.Origin{}, nil), 0, false},
		{"nothing", paper.Paper{Paragraphs: []paper.Paragraph{{Spans: []paper.Span{plain("Something else.")}}}}, -1, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := tracked.FindBase(c.p, candidates); got.Index != c.index || got.Certain != c.certain {
				t.Errorf("%+v, want index %d, certain %v", got, c.index, c.certain)
			}
		})
	}
}

// TestParagraphsOfNothingButALabel holds that "Option I:" is a paragraph like others.
func TestParagraphsOfNothingButALabel(t *testing.T) {
	d, err := markup.Parse([]byte("1. States act.\n\nOption I:\n\n2. They meet.\n\nOption II:\n\n3. They rest.\n"), markup.Plain)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	d = diff.Identify(text.Document{}, d, func() string { n++; return fmt.Sprintf("p%d", n) })
	p := printing.Clean(d, printing.Source{})
	if got := told(tracked.Read(throughWord(t, p), d)); got != "" {
		t.Errorf("nothing was changed, read:\n%s", got)
	}
	k := slices.IndexFunc(p.Paragraphs, func(q paper.Paragraph) bool { return q.Label == "Option I:" })
	if k < 0 {
		t.Fatalf("%+v", p.Paragraphs)
	}
	above := p
	above.Paragraphs = slices.Insert(slices.Clone(p.Paragraphs), k, paper.Paragraph{Style: paper.Body, Inserted: of("A"), Spans: []paper.Span{ins("A", "New.")}})
	if got, want := told(tracked.Read(throughWord(t, above), d)), `0 A: insert-paragraph `+p.Paragraphs[k-1].ID+` words="New."`+"\n"; got != want {
		t.Errorf("above: got\n%swant\n%s", got, want)
	}
	p.Paragraphs = slices.Insert(p.Paragraphs, k+1, paper.Paragraph{Style: paper.Body, Inserted: of("A"), Spans: []paper.Span{ins("A", "New.")}})
	if got, want := told(tracked.Read(throughWord(t, p), d)), `0 A: insert-paragraph `+p.Paragraphs[k].ID+` words="New."`+"\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
