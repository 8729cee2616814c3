package provenance

import (
	"fmt"
	"strings"

	"adref/pkg/text"
)

// Sheet is the origins of a text, to be shown to readers.
type Sheet struct {
	Title    string
	Language string   // BCP 47; "" is not known
	Names    []string // of the revisions, the first first
	Source   string   // of the one that is shown
	Origins  []Origin
}

// Share is how many words of a text entered in a revision.
type Share struct {
	Revision int    `json:"revision"` // ordinal
	Name     string `json:"name"`
	Words    int    `json:"words"`
	Restored int    `json:"restored,omitempty"` // of them, how many have been out since
}

// Shares are the words by the revision in which they entered, for every revision that has any.
func (s Sheet) Shares() []Share {
	all := make([]Share, len(s.Names))
	for _, o := range s.Origins {
		n := text.CountWords(s.Source[o.Start:o.End])
		all[o.Revision-1].Words += n
		if len(o.Absent) > 0 {
			all[o.Revision-1].Restored += n
		}
	}
	out := []Share{}
	for i, x := range all {
		if x.Words > 0 {
			x.Revision, x.Name = i+1, s.Names[i]
			out = append(out, x)
		}
	}
	return out
}

// run is words of a paragraph that share an origin.
type run struct {
	Text string
	// Note is where they come from, "" for words that stand since the first revision.
	Note     string
	Revision int
	Restored bool
}

// paragraphs are the runs of each paragraph, without the white space around it.
func (s Sheet) paragraphs() [][]run {
	var out [][]run
	at, next := 0, 0
	for _, p := range Passages(s.Source) {
		end := at + len(p.Raw)
		from, to := at+len(p.Raw)-len(strings.TrimSpace(p.Raw))-trailing(p.Raw), end-trailing(p.Raw)
		var runs []run
		for ; next < len(s.Origins) && s.Origins[next].Start < end; next++ {
			o := s.Origins[next]
			if words := s.Source[max(o.Start, from):max(min(o.End, to), max(o.Start, from))]; words != "" {
				runs = append(runs, run{words, s.note(o), o.Revision, len(o.Absent) > 0})
			}
			if o.End > end {
				break // goes on in the next paragraph
			}
		}
		if len(runs) > 0 {
			out = append(out, runs)
		}
		at = end
	}
	return out
}

func trailing(s string) int { return len(s) - len(strings.TrimRight(s, " \t\r\n\f\v")) }

// note says where words come from.
func (s Sheet) note(o Origin) string {
	if o.Revision == 1 && len(o.Absent) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(s.Names[o.Revision-1])
	for _, a := range o.Absent {
		fmt.Fprintf(&b, ", out in %s, back in %s", s.Names[a.Out-1], s.Names[a.Back-1])
	}
	return b.String()
}

// says is the sentence that explains the marks.
func (s Sheet) says() string {
	return fmt.Sprintf("Words without a mark stand since %s.", s.Names[0])
}

// percent of the words of the text.
func percent(n, all int) string {
	switch share := float64(n) * 100 / float64(max(all, 1)); {
	case share > 0 && share < 1:
		return "<1 %"
	default:
		return fmt.Sprintf("%.0f %%", share)
	}
}

func total(shares []Share) int {
	n := 0
	for _, x := range shares {
		n += x.Words
	}
	return n
}
