package paper_test

import (
	"fmt"

	"adref/pkg/paper"
)

func Example() {
	norland := &paper.Change{By: "Norland"}
	p := paper.Paper{Paragraphs: []paper.Paragraph{{Style: paper.Numbered, Label: "3.", Spans: []paper.Span{
		{Text: "States "}, {Text: "should", Deleted: norland}, {Text: "shall", Inserted: norland}, {Text: " act."},
	}}}}
	fmt.Println(p.Authors())
	fmt.Println(p.Reject().Paragraphs[0].Text())
	fmt.Println(p.Accept().Paragraphs[0].Text())
	// Output:
	// [Norland]
	// States should act.
	// States shall act.
}
