package printing

import (
	"slices"
	"strconv"

	"adref/pkg/paper"
)

// margin holds the comments of a paper that is being made, and counts its moves.
type margin struct {
	comments []paper.Comment
	reasons  []Hand // those whose rationale is among the comments
	moves    int
}

// reason is the comment that gives the rationale of a hand, as the list of its ID; nil where there is none, or where it stands at
// an earlier change of that hand already.
func (m *margin) reason(h Hand) []string {
	if h.At = h.At.UTC(); h.Why == "" || slices.Contains(m.reasons, h) {
		return nil
	}
	m.reasons = append(m.reasons, h)
	return []string{m.comment(h, h.Why)}
}

// comment adds a comment and returns its ID.
func (m *margin) comment(h Hand, words string) string {
	id := "c" + strconv.Itoa(len(m.comments)+1)
	m.comments = append(m.comments, paper.Comment{
		ID: id, By: h.By, At: h.At.UTC(),
		Paragraphs: []paper.Paragraph{{Style: paper.Body, Spans: []paper.Span{{Text: words}}}},
	})
	return id
}

// move is the name of a new move.
func (m *margin) move() string {
	m.moves++
	return "move" + strconv.Itoa(m.moves)
}
