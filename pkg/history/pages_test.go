package history_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"adref/pkg/diff/synthtest"
	"adref/pkg/history"
)

func TestPagesAreWhatTheHistoryWrites(t *testing.T) {
	s := history.NewSeries(`A "title" with "steps":[] in it`)
	var pages history.Pages
	for i, r := range synthtest.Generate(synthtest.Config{Seed: 1, Revisions: 4, Paragraphs: 30}).Revisions {
		s.Append(history.Revision{Ordinal: i + 1, Name: fmt.Sprintf("Rev.%d", i), Document: r.Document})
		h := s.History(nil)
		want, err := json.Marshal(h)
		if err != nil {
			t.Fatal(err)
		}
		got, err := pages.JSON(h)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("revision %d: the JSON differs: %v", i+1, err)
		}
		var ownHTML, ownMarkdown, html, markdown bytes.Buffer
		for _, err := range []error{h.HTML(&ownHTML), h.Markdown(&ownMarkdown), pages.HTML(&html, h), pages.Markdown(&markdown, h)} {
			if err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(html.Bytes(), ownHTML.Bytes()) || !bytes.Equal(markdown.Bytes(), ownMarkdown.Bytes()) {
			t.Errorf("revision %d: the pages differ", i+1)
		}
	}
}

func BenchmarkPages(b *testing.B) {
	s := history.NewSeries("Text")
	for i, r := range synthtest.Generate(synthtest.Config{Seed: 1}).Revisions {
		s.Append(history.Revision{Ordinal: i + 1, Name: fmt.Sprintf("Rev.%d", i), Document: r.Document})
	}
	h := s.History(nil)
	for _, c := range []struct {
		name string
		page func() *history.Pages
	}{
		{"anew", func() *history.Pages { return &history.Pages{} }},
		{"again", func() func() *history.Pages { var p history.Pages; return func() *history.Pages { return &p } }()},
	} {
		b.Run("pages="+c.name, func(b *testing.B) {
			for b.Loop() {
				p := c.page()
				var html, markdown bytes.Buffer
				if _, err := p.JSON(h); err != nil {
					b.Fatal(err)
				}
				if err := p.HTML(&html, h); err != nil {
					b.Fatal(err)
				}
				if err := p.Markdown(&markdown, h); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
