package gateway

import (
	"slices"
	"strings"

	"adref/pkg/amendment"
	"adref/pkg/bracket"
	"adref/pkg/delegation"
	"adref/pkg/text"
)

// run is words of a block that look alike.
type run struct {
	Text  string
	Depth int    // how many brackets of the text it stands in, at most maxDepth
	Stray bool   // a bracket character without its partner
	Put   string // whose brackets these are, for a bracket character that a command put
}

// maxDepth is the depth up to which brackets look different.
const maxDepth = 4

// point is a place in the text where the look changes.
type point struct {
	at    int
	depth int    // change of the depth
	stray bool   // a bracket character without its partner stands here
	put   string // a bracket character of a command is shown here: "[" or "]"
	by    string // whose
}

// putBracket is a bracket of a command at its place in a text.
type putBracket struct {
	block int
	span  text.Span
	by    string // whose
}

// marked are the runs of every block. Brackets are spans of the whole text, so the depth is carried from block to block; a
// bracket that is never closed marks only itself.
func marked(t text.Document, put []putBracket, names delegation.Directory) [][]run {
	var all strings.Builder
	starts := make([]int, len(t.Blocks))
	for i, b := range t.Blocks {
		starts[i] = all.Len()
		all.WriteString(b.Text + "\n\n")
	}
	points := textPoints(bracket.Parse(all.String(), names))
	for _, k := range put {
		points = append(points,
			point{at: starts[k.block] + k.span.Start, put: "[", by: k.by},
			point{at: starts[k.block] + k.span.End, put: "]", by: k.by})
	}
	slices.SortStableFunc(points, func(a, b point) int { return a.at - b.at })
	runs := make([][]run, len(t.Blocks))
	depth := 0
	for i, b := range t.Blocks {
		runs[i], points, depth = cut(b.Text, starts[i], points, depth)
	}
	return runs
}

func textPoints(tree bracket.Tree) []point {
	var points []point
	for _, b := range tree.Brackets {
		points = append(points, point{at: b.Start, depth: 1}, point{at: b.End, depth: -1})
	}
	for _, s := range tree.Unbalanced {
		points = append(points, point{at: s.Offset, stray: true})
	}
	return points
}

// cut cuts the words of a block at the points in it; it gives back the points behind it and the depth at its end.
func cut(words string, start int, points []point, depth int) ([]run, []point, int) {
	var runs []run
	at := 0
	say := func(to int) {
		if to > at {
			runs = append(runs, run{Text: words[at:to], Depth: min(depth, maxDepth)})
			at = to
		}
	}
	for len(points) > 0 && points[0].at <= start+len(words) {
		p := points[0]
		if p.at == start+len(words) && p.depth == 0 && p.put != "]" {
			break
		}
		points = points[1:]
		say(p.at - start)
		depth += p.depth
		switch {
		case p.stray:
			runs = append(runs, run{Text: words[at : at+1], Depth: min(depth, maxDepth), Stray: true})
			at++
		case p.put != "":
			runs = append(runs, run{Text: p.put, Put: p.by})
		}
	}
	say(len(words))
	return runs, points, depth
}

// putIn are the brackets of commands in the text of a revision: those that were put on it, and, in the current text, those of
// earlier ones that nobody lifted and whose words still stand in that paragraph once.
func putIn(d documentState, t text.Document, ordinal int) []putBracket {
	var all []putBracket
	say := words{d}
	current := ordinal == len(d.Revisions) && d.Adopted == nil
	for _, k := range d.Brackets {
		here := k.Anchor.Revision == ordinal
		if !here && (!current || k.Lifted) || here && current && k.Lifted {
			continue
		}
		i := slices.IndexFunc(t.Blocks, func(b text.Block) bool { return b.ID == k.Anchor.Paragraph })
		if i < 0 {
			continue
		}
		at := text.Span{} // wherever the words stand now
		if here {
			at = k.Anchor.Span
		}
		if span, err := amendment.Locate(t.Blocks[i].Text, k.Anchor.Quote, at); err == nil {
			all = append(all, putBracket{block: i, span: span, by: say.who(k.Attribution)})
		}
	}
	return all
}
