package history

import (
	"slices"
	"time"

	"adref/pkg/bracket"
	"adref/pkg/text"
)

// Convergence is how far agreement is, in figures of the newest text. It counts what stands in the text; it knows nobody's mind.
type Convergence struct {
	// Text is the whole text; Paragraphs are those in which a bracket stands or which were reopened, in the order of the text.
	Text       Progress   `json:"text"`
	Paragraphs []Progress `json:"paragraphs"`
	Clean      int        `json:"clean"` // numbered and preambular paragraphs in which no bracket stands
	Rules      []Rule     `json:"rules"`
}

// Progress is the figures of a paragraph or of the text.
type Progress struct {
	Paragraph    string `json:"paragraph,omitempty"` // block ID
	Cite         string `json:"cite,omitempty"`
	Brackets     int    `json:"brackets"`
	Words        int    `json:"words"`
	Alternatives int    `json:"alternatives"`
	// Since is the ordinal of the revision in which its words changed last, Days how many days lie between that one and the newest,
	// -1 where a date is not known.
	Since    int `json:"since"`
	Days     int `json:"days"`
	Reopened int `json:"reopened"`
}

// Rule says in words how a figure is counted.
type Rule struct {
	Figure string `json:"figure"`
	Says   string `json:"says"`
}

// Rules are how the figures of convergence are counted.
var Rules = []Rule{
	{"brackets", "Square brackets that open or, without a partner, close in the paragraph. Citations and footnote marks are none."},
	{"words", "Words between a bracket and its partner, each counted once, names that say who wants them included."},
	{"alternatives", "Brackets that stand right beside another one, as in [shall][should]."},
	{"since", "The text in which the words of the paragraph changed last; a new number is no change."},
	{"days", "Days from that text to the newest one."},
	{"reopened", "How often brackets came into the paragraph again after a text in which it had none."},
}

// pace follows the figures of every paragraph from text to text.
type pace struct {
	byID map[string]*track
	last []string // IDs of the newest text, in order
	at   map[int]time.Time
}

type track struct {
	Progress
	words   string // as they stood last
	counted bool   // a numbered or preambular paragraph
	cleaned bool   // it had brackets, and then none
}

func (p *pace) append(r Revision, tree bracket.Tree) {
	if p.byID == nil {
		p.byID, p.at = map[string]*track{}, map[int]time.Time{}
	}
	p.at[r.Ordinal] = r.At
	p.last = p.last[:0]
	now := inBlocks(r.Document, tree)
	for i, b := range r.Document.Blocks {
		t, ok := p.byID[b.ID]
		if !ok {
			t = &track{}
			p.byID[b.ID] = t
		}
		had := t.Brackets
		if !ok || t.words != b.Text {
			t.Since, t.words = r.Ordinal, b.Text
		}
		t.Paragraph, t.Cite, t.counted = b.ID, called(b), b.Kind == text.Paragraph || b.Kind == text.Preambular
		t.Brackets, t.Words, t.Alternatives = now[i].Brackets, now[i].Words, now[i].Alternatives
		switch {
		case had > 0 && t.Brackets == 0:
			t.cleaned = true
		case t.cleaned && t.Brackets > 0:
			t.Reopened, t.cleaned = t.Reopened+1, false
		}
		p.last = append(p.last, b.ID)
	}
}

// inBlocks are the brackets of a text, by block.
func inBlocks(d text.Document, tree bracket.Tree) []Progress {
	at, out := offsets(d), make([]Progress, len(d.Blocks))
	if len(out) == 0 {
		return out
	}
	for _, b := range tree.Brackets {
		k := blockAt(at, b.Start)
		out[k].Brackets++
		if b.Group > 0 {
			out[k].Alternatives++
		}
	}
	for _, s := range tree.Unbalanced {
		out[blockAt(at, s.Offset)].Brackets++
	}
	for _, s := range tree.Outermost() {
		for k := blockAt(at, s.Start); k < len(out) && at[k] < s.End; k++ {
			out[k].Words += text.CountWords(tree.String()[max(s.Start, at[k]):min(s.End, at[k+1])])
		}
	}
	return out
}

// blockAt is the block that holds the byte at an offset.
func blockAt(at []int, offset int) int {
	k, found := slices.BinarySearch(at, offset)
	if !found {
		k--
	}
	return min(k, len(at)-2)
}

// convergence is where the text stands now.
func (p *pace) convergence() Convergence {
	c := Convergence{Paragraphs: []Progress{}, Rules: Rules, Text: Progress{Days: -1}}
	newest := 0
	for o := range p.at {
		newest = max(newest, o)
	}
	for _, id := range p.last {
		t := p.byID[id]
		c.Text.Brackets, c.Text.Words, c.Text.Alternatives = c.Text.Brackets+t.Brackets, c.Text.Words+t.Words, c.Text.Alternatives+t.Alternatives
		c.Text.Reopened += t.Reopened
		c.Text.Since = max(c.Text.Since, t.Since)
		t.Days = days(p.at[t.Since], p.at[newest])
		if t.Brackets > 0 || t.Words > 0 || t.Reopened > 0 {
			c.Paragraphs = append(c.Paragraphs, t.Progress)
		}
		if t.counted && t.Brackets == 0 && t.Words == 0 {
			c.Clean++
		}
	}
	if c.Text.Since > 0 {
		c.Text.Days = days(p.at[c.Text.Since], p.at[newest])
	}
	return c
}

func days(from, to time.Time) int {
	if from.IsZero() || to.IsZero() {
		return -1
	}
	return int(to.Sub(from).Hours() / 24)
}
