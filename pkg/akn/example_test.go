package akn_test

import (
	"bytes"
	"fmt"

	"adref/pkg/akn"
	"adref/pkg/paper"
)

func Example() {
	var b bytes.Buffer
	_ = akn.Write(&b, paper.Paper{Language: "fr", Paragraphs: []paper.Paragraph{
		{ID: "p7", Style: paper.Numbered, Label: "1.", Spans: []paper.Span{{Text: "Les États agissent."}}},
	}}, akn.Options{})
	p, _ := akn.Read(&b)
	fmt.Println(p.Language, p.Paragraphs[0].ID, p.Paragraphs[0].Label, p.Paragraphs[0].Text())
	// Output: fr p7 1. Les États agissent.
}
