package history

import (
	"fmt"
	"strings"

	"adref/pkg/diff"
	"adref/pkg/text"
)

// Row is a paragraph in a concordance: how the old text cites it and how the new one does. Of one that was split, New has several;
// of a merged one, Old; of a new or a removed one, one of them is empty.
type Row struct {
	Old  []string  `json:"old"`
	New  []string  `json:"new"`
	Kind diff.Kind `json:"kind"`
	// Under is the heading that it stands under, a removed one in the old text.
	Under string `json:"under,omitempty"`
	Words string `json:"words"` // the first few
}

// Concordance is the table of old and new numbers that secretariats make by hand: every paragraph that has a number in one of the
// texts, in the order of the new one; those that are gone stand where they stood.
func Concordance(r diff.Redline) []Row {
	out := []Row{}
	for _, b := range r.Blocks {
		row := Row{Old: numbersOf(b.Old), New: numbersOf(b.New), Kind: b.Kind, Under: b.Under, Words: beginning(b)}
		if len(row.Old)+len(row.New) > 0 {
			out = append(out, row)
		}
	}
	return out
}

func numbersOf(places []diff.Place) []string {
	out := []string{}
	for _, p := range places {
		switch {
		case p.Cite != "":
			out = append(out, p.Cite)
		case p.Label != "":
			out = append(out, p.Label)
		}
	}
	return out
}

// opening is how many characters tell a paragraph.
const opening = 60

// beginning is the first words of a block, those of the new text where it stands there.
func beginning(b diff.Block) string {
	without, places := diff.Delete, b.New
	if len(places) == 0 {
		without, places = diff.Insert, b.Old
	}
	var s strings.Builder
	for _, op := range b.Ops {
		if op.Op != without && s.Len() < 16*opening {
			s.WriteString(op.Text)
		}
	}
	words := oneLine(s.String())
	words = strings.TrimLeft(strings.TrimPrefix(words, places[0].Label), ".): ")
	if r := []rune(words); len(r) > opening {
		words = string(r[:opening])
		if i := strings.LastIndexByte(words, ' '); i > len(words)/2 {
			words = words[:i]
		}
		words += " …"
	}
	return words
}

// Move is a paragraph that stands in another place.
type Move struct {
	Old        string  `json:"old"` // its numbers
	New        string  `json:"new"`
	Under      string  `json:"under,omitempty"` // the heading it stands under now
	Changed    bool    `json:"changed"`         // words inside it, too
	Confidence float64 `json:"confidence"`
	Reason     string  `json:"reason"`
	Words      string  `json:"words"` // the first few
}

// Moves are the paragraphs that stand in another place, in the order of the new text.
func Moves(r diff.Redline) []Move {
	out := []Move{}
	for _, b := range r.Blocks {
		if b.Kind == diff.Moved {
			out = append(out, Move{
				Old: strings.Join(numbersOf(b.Old), ", "), New: strings.Join(numbersOf(b.New), ", "), Under: b.Under,
				Changed: b.Confidence < 1, Confidence: b.Confidence, Reason: b.Reason, Words: beginning(b),
			})
		}
	}
	return out
}

// Stat is a redline in figures.
type Stat struct {
	Blocks map[diff.Kind]int `json:"blocks"` // by kind, those of which there are none left out
	// Words that stand in both texts, in the new one only, in the old one only. Those of a moved block stand in both.
	Kept     int `json:"kept"`
	Inserted int `json:"inserted"`
	Deleted  int `json:"deleted"`
}

// StatOf counts a redline.
func StatOf(r diff.Redline) Stat {
	s := Stat{Blocks: map[diff.Kind]int{}}
	for _, b := range r.Blocks {
		s.Blocks[b.Kind]++
		for _, op := range b.Ops {
			n := text.CountWords(op.Text)
			switch op.Op {
			case diff.Equal:
				s.Kept += n
			case diff.Insert:
				s.Inserted += n
			case diff.Delete:
				s.Deleted += n
			}
		}
	}
	return s
}

// Share is how much of both texts the words kept are, 0 to 1; 1 for two empty texts.
func (s Stat) Share() float64 {
	return part(2*s.Kept, 2*s.Kept+s.Inserted+s.Deleted)
}

// String is the figures in words.
func (s Stat) String() string {
	return fmt.Sprintf("%s words kept, %s inserted, %s deleted: %.0f per cent alike.", number(s.Kept), number(s.Inserted), number(s.Deleted), 100*s.Share())
}
