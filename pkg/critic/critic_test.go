package critic_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"adref/pkg/critic"
	"adref/pkg/paper"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var noon = time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)

func written(t interface{ Fatal(...any) }, p paper.Paper) string {
	var b bytes.Buffer
	if err := critic.Write(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func read(t interface{ Fatal(...any) }, s string) paper.Paper {
	p, err := critic.Read(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestWrite(t *testing.T) {
	norland, sylvania := &paper.Change{By: "Norland", At: noon}, &paper.Change{By: "Sylvania"}
	p := paper.Paper{
		Paragraphs: []paper.Paragraph{
			{Style: paper.Title, Spans: []paper.Span{{Text: "Draft report"}}},
			{Style: paper.Heading, Level: 1, Label: "A.", Spans: []paper.Span{{Text: "Overview"}}},
			{Style: paper.Numbered, Label: "3.", Spans: []paper.Span{
				{Text: "States "}, {Text: "should", Deleted: norland}, {Text: "shall", Inserted: norland, Comments: []string{"c1"}}, {Text: " act [at once]."},
			}},
			{Style: paper.Body, Inserted: sylvania, Spans: []paper.Span{{Text: "Funds are needed.", Inserted: sylvania}}},
			{Style: paper.Numbered, Label: "5.", Was: &paper.Was{Label: "4.", Change: *sylvania}, Spans: []paper.Span{{Text: "It ends in 2 * 3 days."}}},
		},
		Comments: []paper.Comment{{ID: "c1", By: "Norland", At: noon, Paragraphs: []paper.Paragraph{{Style: paper.Body, Spans: []paper.Span{{Text: "It is clearer."}}}}}},
	}
	want := `# Draft report

## A. Overview

3. States {--should--}{>>Norland · 2026-03-09T12:00:00Z<<}{++shall++}{>>Norland · 2026-03-09T12:00:00Z · It is clearer.<<} act [at once].

{++Funds are needed.¶++}{>>Sylvania · –<<}

{~~4.~>5.~~}{>>Sylvania · –<<} It ends in 2 \* 3 days.

`
	got := written(t, p)
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	p.Title = "Draft report"
	if diff := cmp.Diff(p.Normal(), read(t, got).Normal()); diff != "" {
		t.Errorf("read back (-written +read):\n%s", diff)
	}
}

func TestRead(t *testing.T) {
	p := read(t, "Dear all,\n\n12 bis. States {~~should~>shall~~} act\nand {++[++}report{++]++}. We like {==this==}{>>really<<} \\{++literally++}.\n\n{++12 ter. New.++}\n")
	var got []string
	for _, q := range p.Paragraphs {
		got = append(got, fmt.Sprintf("%s|%s|%s|%s", q.Style, q.Label, paper.Paper{Paragraphs: []paper.Paragraph{q}}.Reject().Paragraphs[0].Text(), paper.Paper{Paragraphs: []paper.Paragraph{q}}.Accept().Paragraphs[0].Text()))
	}
	want := []string{
		"body||Dear all,|Dear all,",
		"numbered|12 bis.|States should act and report. We like this {++literally++}.|States shall act and [report]. We like this {++literally++}.",
		"body|||12 ter. New.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(p.Comments) != 1 || p.Comments[0].Paragraphs[0].Text() != "really" {
		t.Errorf("comments: %+v", p.Comments)
	}
}

// TestAnnotations holds that an author, a time and a reason are told apart whatever they are called.
func TestAnnotations(t *testing.T) {
	comment := func(id, by, words string) paper.Comment {
		return paper.Comment{ID: id, By: by, Paragraphs: []paper.Paragraph{{Style: paper.Body, Spans: []paper.Span{{Text: words}}}}}
	}
	p := paper.Paper{
		Paragraphs: []paper.Paragraph{{Style: paper.Body, Spans: []paper.Span{
			{Text: "shall", Inserted: &paper.Change{By: "a · 2026-01-01T00:00:00Z"}, Comments: []string{"c1"}},
			{Text: " act "},
			{Text: "now", Deleted: &paper.Change{By: "b <<} {>>c · –"}, Comments: []string{"c2", "c3"}},
		}}},
		Comments: []paper.Comment{
			comment("c1", "a · 2026-01-01T00:00:00Z", "yes / no · –"), comment("c2", "", "2026-01-01T00:00:00Z · <<} {>>really<<}"), comment("c3", "x", "/ or / or /"),
		},
	}
	if diff := cmp.Diff(p.Normal(), read(t, written(t, p)).Normal()); diff != "" {
		t.Errorf("%s\n(-written +read):\n%s", written(t, p), diff)
	}
}

func TestHostile(t *testing.T) {
	for _, s := range []string{strings.Repeat("{++", 200_000), strings.Repeat("{++*{--", 50_000), strings.Repeat("**a", 100_000), strings.Repeat("<u>", 100_000), strings.Repeat("\\", 99_999)} {
		p := read(t, s)
		if p.Characters() == 0 {
			t.Errorf("%.10q…: nothing is left", s)
		}
	}
	if _, err := critic.Read(strings.NewReader(strings.Repeat("x", critic.MaxBytes+1))); err != critic.ErrTooLarge {
		t.Errorf("too large: %v", err)
	}
	if _, err := critic.Read(strings.NewReader("\xff")); err != critic.ErrNotUTF8 {
		t.Errorf("not UTF-8: %v", err)
	}
}

// TestRoundTrip holds that what is written is read back.
func TestRoundTrip(t *testing.T) {
	change := rapid.SampledFrom([]*paper.Change{nil, nil, nil, {By: "Norland", At: noon}, {By: "EU; G77 and China"}, {}})
	words := rapid.StringMatching(`[a-z\*_<>#|{}\[\]+~¶/é条\\.-]{1,6}( [a-z\*_{}+-]{1,4})?`)
	rapid.Check(t, func(t *rapid.T) {
		var p paper.Paper
		for i := range rapid.IntRange(0, 4).Draw(t, "paragraphs") {
			q := paper.Paragraph{Style: rapid.SampledFrom([]paper.Style{paper.Body, paper.Body, paper.Heading}).Draw(t, "style")}
			switch {
			case q.Style == paper.Heading:
				q.Level = rapid.IntRange(1, 4).Draw(t, "level")
			case rapid.Bool().Draw(t, "numbered"):
				q.Style, q.Label = paper.Numbered, fmt.Sprintf("%d.", i+1)
				if rapid.Bool().Draw(t, "renumbered") {
					q.Was = &paper.Was{Label: fmt.Sprintf("%d bis.", i), Change: paper.Change{By: "Norland", At: noon}}
				}
			default:
				if q.Inserted = change.Draw(t, "end"); q.Inserted == nil {
					q.Deleted = change.Draw(t, "end gone")
				}
			}
			for range rapid.IntRange(1, 4).Draw(t, "spans") {
				q.Spans = append(q.Spans, paper.Span{
					Text: words.Draw(t, "words") + rapid.SampledFrom([]string{"", " "}).Draw(t, "space"), Inserted: change.Draw(t, "ins"), Deleted: change.Draw(t, "del"),
				})
			}
			q.Spans[0].Text = "Words " + q.Spans[0].Text
			q.Spans[len(q.Spans)-1].Text += "end"
			p.Paragraphs = append(p.Paragraphs, q)
		}
		s := written(t, p)
		got := read(t, s)
		got.Title = ""
		if diff := cmp.Diff(p.Normal(), got.Normal()); diff != "" {
			t.Fatalf("%s\n(-written +read):\n%s", s, diff)
		}
		if again := written(t, got); again != s {
			t.Fatalf("written again:\n%s\nfirst:\n%s", again, s)
		}
	})
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"", "# T\n\n1. a {++b++}{>>N · –<<} c\n", "| a | b |\n| --- | --- |\n| {--c--} | d<br>e |\n", "> x\\\n> y\n\n[^f1]: note\n", "{--{++x++}--}", "**a {++b** c++}", "\\"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := critic.Read(strings.NewReader(s))
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := critic.Write(&b, p); err != nil {
			t.Fatal(err)
		}
		if p.Accept().Tracked() || p.Reject().Tracked() {
			t.Fatal("something is still tracked")
		}
	})
}
