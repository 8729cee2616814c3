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
	"adref/pkg/paper/papertest"

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

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := papertest.Paper().Draw(t, "paper")
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
		if _, err := hypertext.Read(strings.NewReader(c.page)); !errors.Is(err, c.want) {
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
