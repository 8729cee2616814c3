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
	s := history.NewSeries(`A "title" with "steps":[] and <!-- redline --> in it`)
	var pages history.Pages
	for i, r := range synthtest.Generate(synthtest.Config{Seed: 1, Revisions: 4, Paragraphs: 30}).Revisions {
		s.Append(history.Revision{Ordinal: i + 1, Name: fmt.Sprintf("Rev.%d", i), Document: r.Document})
		h := s.History(nil)
		want, err := json.Marshal(h)
		if err != nil {
			t.Fatal(err)
		}
		got, err := pages.JSON(h)
		if err != nil || !bytes.Equal(got.Whole(), want) || len(got.Steps) != i {
			t.Errorf("revision %d: the JSON differs: %v", i+1, err)
		}
		var frame history.History
		if err := json.Unmarshal(got.Frame, &frame); err != nil || frame.Title != h.Title || len(frame.Steps) != 1 {
			t.Errorf("revision %d: the frame is no history: %v", i+1, err)
		}
		var ownHTML, ownMarkdown bytes.Buffer
		html, errHTML := pages.HTML(h)
		markdown, errMarkdown := pages.Markdown(h)
		for _, err := range []error{h.HTML(&ownHTML), h.Markdown(&ownMarkdown), errHTML, errMarkdown} {
			if err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(html.Whole(), ownHTML.Bytes()) || !bytes.Equal(markdown.Whole(), ownMarkdown.Bytes()) {
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
				if _, err := p.JSON(h); err != nil {
					b.Fatal(err)
				}
				if _, err := p.HTML(h); err != nil {
					b.Fatal(err)
				}
				if _, err := p.Markdown(h); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
