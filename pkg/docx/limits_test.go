package docx_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"adref/pkg/docx"
	"adref/pkg/paper"
)

// TestRefused holds what a Word document cannot hold against the error that says so, and where.
func TestRefused(t *testing.T) {
	span := func(s paper.Span) paper.Paper {
		return paper.Paper{Paragraphs: []paper.Paragraph{text(paper.Body, "Before."), {ID: "p7", Style: paper.Body, Spans: []paper.Span{s}}}}
	}
	by := func(n int) *paper.Change { return &paper.Change{By: strings.Repeat("條", n)} }
	comment := func(c paper.Comment) paper.Paper { return paper.Paper{Comments: []paper.Comment{c}} }
	cells := func(columns ...int) paper.Paper {
		var p paper.Paper
		for _, c := range columns {
			p.Paragraphs = append(p.Paragraphs, paper.Paragraph{Style: paper.Body, Cell: &paper.Cell{Table: 1, Column: c}})
		}
		return p
	}
	note := paper.Note{ID: "f1", Paragraphs: []paper.Paragraph{text(paper.Body, "A note.")}}
	for _, c := range []struct {
		name  string
		p     paper.Paper
		kind  error
		where string
	}{
		{"a control character", span(paper.Span{Text: "a\x00b"}), docx.ErrCharacter, "paragraph 2 (p7)"},
		{"a form feed", span(paper.Span{Text: "a\fb"}), docx.ErrCharacter, "paragraph 2 (p7)"},
		{"an escape", span(paper.Span{Text: "\x1b"}), docx.ErrCharacter, "paragraph 2 (p7)"},
		{"no character", span(paper.Span{Text: "\uffff"}), docx.ErrCharacter, "paragraph 2 (p7)"},
		{"half a character", span(paper.Span{Text: "\xc3"}), docx.ErrCharacter, "paragraph 2 (p7)"},
		{"in an author", span(paper.Span{Text: "a", Inserted: &paper.Change{By: "\x01"}}), docx.ErrCharacter, "paragraph 2 (p7)"},
		{"in a label", paper.Paper{Paragraphs: []paper.Paragraph{{Style: paper.Numbered, Label: "\x02"}}}, docx.ErrCharacter, "paragraph 1"},
		{"in a counted label", paper.Paper{Paragraphs: []paper.Paragraph{{Style: paper.Numbered, Label: "\x02", Auto: true}}}, docx.ErrCharacter, "paragraph 1"},
		{"in an ID", paper.Paper{Paragraphs: []paper.Paragraph{{ID: "\x03", Style: paper.Body}}}, docx.ErrCharacter, "paragraph 1 (\x03)"},
		{"in a comment", comment(paper.Comment{ID: "0", Paragraphs: []paper.Paragraph{text(paper.Body, "\v")}}), docx.ErrCharacter, "comment 0, paragraph 1"},
		{"in a note", paper.Paper{Notes: []paper.Note{{ID: "f1", Paragraphs: []paper.Paragraph{text(paper.Body, "\v")}}}}, docx.ErrCharacter, "note f1, paragraph 1"},
		{"in the masthead", paper.Paper{Masthead: &paper.Masthead{Body: "\v"}}, docx.ErrCharacter, "masthead"},
		{"in the title", paper.Paper{Title: "\v"}, docx.ErrCharacter, "properties of the file"},
		{"an author of 255 characters", span(paper.Span{Text: "a", Inserted: by(docx.MaxAuthor)}), nil, ""},
		{"an author of 256", span(paper.Span{Text: "a", Inserted: by(docx.MaxAuthor + 1)}), docx.ErrLimit, "paragraph 2 (p7)"},
		{"an author of 128 that take two units", span(paper.Span{Text: "a", Deleted: &paper.Change{By: strings.Repeat("𝔘", 128)}}), docx.ErrLimit, "paragraph 2 (p7)"},
		{"a commentator of 256", comment(paper.Comment{ID: "0", By: by(256).By}), docx.ErrLimit, "comment 0"},
		{"initials of ten", comment(paper.Comment{ID: "0", Initials: "ABCDEFGHIJ"}), docx.ErrLimit, "comment 0"},
		{"an address of 2,084", span(paper.Span{Text: "a", Link: "https://example.org/" + strings.Repeat("a", docx.MaxLink-19)}), docx.ErrLimit, "paragraph 2 (p7)"},
		{"a move of 256", span(paper.Span{Text: "a", Inserted: &paper.Change{Move: strings.Repeat("m", docx.MaxMove+1)}}), docx.ErrLimit, "paragraph 2 (p7)"},
		{"a property of 256", paper.Paper{Origin: paper.Origin{Symbol: strings.Repeat("s", docx.MaxProperty+1)}}, docx.ErrLimit, ""},
		{"a heading of level ten", paper.Paper{Paragraphs: []paper.Paragraph{{Style: paper.Heading, Level: 10}}}, docx.ErrLimit, "paragraph 1"},
		{"a paragraph of level nine", paper.Paper{Paragraphs: []paper.Paragraph{{Style: paper.Numbered, Level: 9}}}, docx.ErrLimit, "paragraph 1"},
		{"64 columns", cells(docx.MaxColumns), docx.ErrLimit, "paragraph 1"},
		{"a cell twice", cells(0, 1, 0), docx.ErrPaper, "paragraph 3"},
		{"a cell without a place", cells(-1), docx.ErrPaper, "paragraph 1"},
		{"a comment that is not there", span(paper.Span{Text: "a", Comments: []string{"c"}}), docx.ErrPaper, "paragraph 2 (p7)"},
		{"two comments of one ID", paper.Paper{Comments: []paper.Comment{{ID: "0"}, {ID: "0"}}}, docx.ErrPaper, "comment 0"},
		{"an answer to none", comment(paper.Comment{ID: "0", Parent: "1"}), docx.ErrPaper, "comment 0"},
		{"an answer to itself", comment(paper.Comment{ID: "0", Parent: "0"}), docx.ErrPaper, "comment 0"},
		{"answers in a circle", paper.Paper{Comments: []paper.Comment{{ID: "0", Parent: "1"}, {ID: "1", Parent: "0"}}}, nil, ""},
		{"a document of 65 MiB", span(paper.Span{Text: strings.Repeat("a", 65<<20)}), docx.ErrLimit, ""},
		{"a note that is not there", span(paper.Span{Text: "1", Note: "f1"}), docx.ErrPaper, "paragraph 2 (p7)"},
		{"a note for two marks", paper.Paper{Notes: []paper.Note{note}, Paragraphs: []paper.Paragraph{{Style: paper.Body, Spans: []paper.Span{{Text: "1", Note: "f1"}, {Text: "1", Note: "f1"}}}}}, docx.ErrPaper, "paragraph 1"},
		{"a note without a mark", paper.Paper{Notes: []paper.Note{note}}, nil, ""},
		{"a comment in a comment", paper.Paper{Comments: []paper.Comment{{ID: "0", Paragraphs: []paper.Paragraph{{Style: paper.Body, Spans: []paper.Span{{Text: "a", Comments: []string{"0"}}}}}}}}, docx.ErrPaper, "comment 0, paragraph 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b bytes.Buffer
			err := docx.Write(&b, c.p, docx.Options{})
			if !errors.Is(err, c.kind) {
				t.Fatalf("%v, want %v", err, c.kind)
			}
			if c.kind == nil {
				return
			}
			e, ok := errors.AsType[*docx.Error](err)
			if !ok || c.where != "" && e.Where != c.where || b.Len() > 0 {
				t.Errorf("%d bytes written; %#v stands at %q, want %q", b.Len(), err, e.Where, c.where)
			}
		})
	}
}

func ExampleWrite() {
	p := paper.Paper{Language: "en", Paragraphs: []paper.Paragraph{{ID: "p1", Style: paper.Numbered, Label: "1.", Spans: []paper.Span{
		{Text: "States "}, {Text: "should", Deleted: &paper.Change{By: "Ruritania"}}, {Text: "shall", Inserted: &paper.Change{By: "Ruritania"}}, {Text: " refrain."},
	}}}}
	var b bytes.Buffer
	if err := docx.Write(&b, p, docx.Options{}); err != nil {
		fmt.Println(err)
	}
	back, _, err := docx.Read(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println(back.Authors(), back.Accept().Paragraphs[0].Text(), back.Reject().Paragraphs[0].Text())

	p.Paragraphs[0].Spans[0].Text = "States\f"
	fmt.Println(docx.Write(&b, p, docx.Options{}))
	// Output:
	// [Ruritania] States shall refrain. States should refrain.
	// paragraph 1 (p1): the character U+000C cannot stand in a Word document (byte 7 of "States\f")
}

func BenchmarkWrite(b *testing.B) {
	for _, n := range []int{10, 100, 1000} {
		p := big(n)
		b.Run(fmt.Sprint(n, " paragraphs"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var w bytes.Buffer
				if err := docx.Write(&w, p, docx.Options{}); err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(p.Characters()))
			}
		})
	}
}
