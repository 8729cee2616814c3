// Package papertest makes papers for the tests of those who read and write them.
package papertest

import (
	"fmt"
	"time"

	"adref/pkg/paper"

	"pgregory.net/rapid"
)

var noon = time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)

// Paper generates papers of what every format that keeps tracked changes holds: styles, labels, identities, changes with author and
// time, comments, a table, a masthead. Each has English as its language and a title.
func Paper() *rapid.Generator[paper.Paper] {
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
