package hypertext_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"adref/pkg/hypertext"
	"adref/pkg/paper"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var noon = time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)

func written(t interface{ Fatal(...any) }, p paper.Paper) string {
	var b bytes.Buffer
	if err := hypertext.Write(&b, p, hypertext.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func read(t interface{ Fatal(...any) }, s string) paper.Paper {
	p, err := hypertext.Read(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// pasted is what Word puts on the clipboard, shortened: a list, an insertion, a deletion, a comment's mark.
const pasted = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8><style>p.MsoNormal {margin:0}</style></head>
<body lang=EN-GB><!--StartFragment-->
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>3.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]><span lang=EN-GB>The Group
<del cite="mailto:Jane%20Doe" datetime="2026-03-09T12:00">decides</del><ins cite="mailto:Jane Doe" datetime="2026-03-09T12:00">agrees</ins> to meet&nbsp;in <b>Geneva</b>.</span></p>
<p class=MsoNormal>4 bis. It <i>thanks</i> the hosts.<o:p></o:p></p>
<table><tr><td><p>a</p></td><td>b</td></tr></table>
<script>alert(1)</script>
<!--EndFragment--></body></html>`

func TestPastedFromWord(t *testing.T) {
	p := read(t, pasted)
	var got []string
	for _, q := range p.Paragraphs {
		one := paper.Paper{Paragraphs: []paper.Paragraph{q}}
		got = append(got, fmt.Sprintf("%s|%s|%s|%s", q.Style, q.Label, one.Reject().Paragraphs[0].Text(), one.Accept().Paragraphs[0].Text()))
	}
	want := []string{
		"numbered|3.|The Group decides to meet\u00a0in Geneva.|The Group agrees to meet\u00a0in Geneva.",
		"numbered|4 bis.|It thanks the hosts.|It thanks the hosts.",
		"body||a|a", "body||b|b",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if c := p.Changes(); len(c) != 2 || c[1].By != "Jane Doe" || !c[1].At.Equal(noon) {
		t.Errorf("changes: %+v", c)
	}
	if c := p.Paragraphs[3].Cell; c == nil || c.Table != 1 || c.Row != 0 || c.Column != 1 {
		t.Errorf("cell: %+v", c)
	}
}

func generated() *rapid.Generator[paper.Paper] {
	change := rapid.SampledFrom([]*paper.Change{nil, nil, {By: "Norland", At: noon}, {By: "EU; G77 <and> \"China\""}, {By: "Kestria", Move: "move1"}})
	words := rapid.StringMatching(`[a-z<>&" é条  \n]{1,8}`)
	return rapid.Custom(func(t *rapid.T) paper.Paper {
		p := paper.Paper{Language: "en", Title: "T"}
		if rapid.Bool().Draw(t, "masthead") {
			p.Masthead = &paper.Masthead{Organization: "United Nations", Body: "A & B", Symbol: "A/AC.900/1", Lines: []string{"Distr.: General", "Original: <English>"}}
		}
		comments := 0
		for i := range rapid.IntRange(0, 5).Draw(t, "paragraphs") {
			q := paper.Paragraph{
				ID:       fmt.Sprintf("p%d", i),
				Style:    rapid.SampledFrom([]paper.Style{paper.Title, paper.Heading, paper.Body, paper.Numbered, paper.Preambular, paper.Quote, paper.Remark, paper.Furniture, paper.Subtitle}).Draw(t, "style"),
				Inserted: change.Draw(t, "end"),
			}
			switch q.Style {
			case paper.Heading:
				q.Level = rapid.IntRange(1, 5).Draw(t, "level")
			case paper.Numbered:
				q.Level, q.Label = rapid.IntRange(0, 3).Draw(t, "level"), "3 bis."
				q.Auto = rapid.Bool().Draw(t, "auto")
				if c := change.Draw(t, "renumbered"); c != nil && c.Move == "" {
					q.Was = &paper.Was{Label: rapid.SampledFrom([]string{"", "4."}).Draw(t, "was"), Change: *c}
				}
			case paper.Quote:
				q.Language = rapid.SampledFrom([]string{"", "ar", "fr"}).Draw(t, "language")
			}
			for range rapid.IntRange(1, 4).Draw(t, "spans") {
				s := paper.Span{
					Text: words.Draw(t, "words"), Inserted: change.Draw(t, "ins"), Deleted: change.Draw(t, "del"),
					Marks: paper.Marks(rapid.IntRange(0, 127).Draw(t, "marks")),
				}
				if rapid.IntRange(0, 5).Draw(t, "commented") == 0 {
					comments++
					s.Comments = []string{fmt.Sprintf("c%d", comments)}
					p.Comments = append(p.Comments, paper.Comment{ID: s.Comments[0], By: "Norland", At: noon, Paragraphs: []paper.Paragraph{{Style: paper.Body, Spans: []paper.Span{{Text: "Why <not>?"}}}}})
				}
				q.Spans = append(q.Spans, s)
			}
			p.Paragraphs = append(p.Paragraphs, q)
		}
		if rapid.Bool().Draw(t, "table") {
			for i := range 4 {
				p.Paragraphs = append(p.Paragraphs, paper.Paragraph{Style: paper.Body, Spans: []paper.Span{{Text: "cell"}}, Cell: &paper.Cell{
					Table: 1, Row: i / 2, Column: i % 2, Header: i < 2,
				}})
			}
		}
		return p
	})
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := generated().Draw(t, "paper")
		s := written(t, p)
		got := read(t, s)
		if diff := cmp.Diff(p.Normal(), got.Normal()); diff != "" {
			t.Fatalf("%s\n(-written +read):\n%s", s[strings.Index(s, "<main>"):], diff)
		}
		if again := written(t, got); again != s {
			t.Fatal("written again it is another page")
		}
	})
}

func TestHostile(t *testing.T) {
	for name, c := range map[string]struct {
		page string
		want error
	}{
		"deep":  {strings.Repeat("<div>", 10_000) + "x", hypertext.ErrTooDeep},
		"large": {strings.Repeat("x", hypertext.MaxBytes+1), hypertext.ErrTooLarge},
		"bytes": {"<p>\xff</p>", hypertext.ErrNotUTF8},
	} {
		if _, err := hypertext.Read(strings.NewReader(c.page)); !errors.Is(err, c.want) && (c.want != hypertext.ErrTooDeep || err == nil) {
			t.Errorf("%s: %v", name, err)
		}
	}
	p := paper.Paper{Masthead: &paper.Masthead{Symbol: `"; } </style><script>alert(1)</script>`}, Paragraphs: []paper.Paragraph{{
		ID: `"><script>`, Style: paper.Body, Spans: []paper.Span{{Text: "<script>", Link: "javascript:alert(1)"}}}}}
	if s := written(t, p); strings.Contains(s, "<script>") || strings.Contains(s, "javascript:") {
		t.Errorf("a script stands in\n%s", s)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"", pasted, "<p>a<ins>b</ins>", "<table><tr><td><table><tr><td>x", "<ol start=3><li>a<ul><li>b", "<span class=end><ins>", "<a class=comment href=#comment-c1>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := hypertext.Read(strings.NewReader(s))
		if err != nil {
			return
		}
		written(t, p)
		if p.Accept().Tracked() {
			t.Fatal("something is still tracked")
		}
	})
}
