package printing_test

import (
	"fmt"

	"adref/pkg/amendment"
	"adref/pkg/printing"
	"adref/pkg/text"
)

func ExampleProposals() {
	d := text.Document{Blocks: []text.Block{{ID: "p1", Kind: text.Paragraph, Text: "States should act."}}}
	p, _ := amendment.Resolve(amendment.Proposal{
		Operation: amendment.ReplaceWords, Anchor: amendment.Anchor{Paragraph: "p1", Quote: "should"}, Words: "shall",
	}, d.Blocks[0].Text)
	made := printing.Proposals(d, printing.Source{}, []printing.Proposal{{ID: "a1", Proposal: p, Hand: printing.Hand{By: "Norland"}}})
	fmt.Println(made.Authors())
	fmt.Println(made.Reject().Paragraphs[0].Text())
	fmt.Println(made.Accept().Paragraphs[0].Text())
	// Output:
	// [Norland]
	// States should act.
	// States shall act.
}
