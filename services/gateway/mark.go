package gateway

import (
	"slices"
	"strings"

	"adref/pkg/bracket"
	"adref/pkg/delegation"
	"adref/pkg/negotiation"
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

// marked are the runs of every block. Brackets are spans of the whole text, so the depth is carried from block to block; a
// bracket that is never closed marks only itself.
func marked(t text.Document, put []negotiation.Bracket, names delegation.Directory, by func(delegation.Attribution) string) [][]run {
	var all strings.Builder
	starts := make([]int, len(t.Blocks))
	for i, b := range t.Blocks {
		starts[i] = all.Len()
		all.WriteString(b.Text + "\n\n")
	}
	points := textPoints(bracket.Parse(all.String(), names))
	for _, k := range put {
		i := slices.IndexFunc(t.Blocks, func(b text.Block) bool { return b.ID == k.Anchor.Paragraph })
		if i < 0 || k.Lifted || k.Anchor.Span.End > len(t.Blocks[i].Text) {
			continue
		}
		whose := by(k.Attribution)
		points = append(points,
			point{at: starts[i] + k.Anchor.Span.Start, put: "[", by: whose},
			point{at: starts[i] + k.Anchor.Span.End, put: "]", by: whose})
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
