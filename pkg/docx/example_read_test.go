package docx_test

import (
	"bytes"
	"fmt"

	"adref/pkg/docx"
	"adref/pkg/paper"
)

func ExampleRead() {
	redline := paper.Paper{Paragraphs: []paper.Paragraph{{ID: "p2", Style: paper.Numbered, Label: "2.", Spans: []paper.Span{
		{Text: "States "}, {Text: "shall", Deleted: &paper.Change{By: "Norland"}}, {Text: "should", Inserted: &paper.Change{By: "Norland"}}, {Text: " refrain."},
	}}}}
	var file bytes.Buffer
	if err := docx.Write(&file, redline, docx.Options{}); err != nil {
		fmt.Println(err)
		return
	}
	p, report, err := docx.Read(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		fmt.Println(err)
		return
	}
	q := p.Paragraphs[0]
	fmt.Println(q.ID, q.Label, p.Authors())
	fmt.Println(p.Reject().Paragraphs[0].Text())
	fmt.Println(p.Accept().Paragraphs[0].Text())
	fmt.Println(report.Characters, "characters,", report.Lost, "lost")
	// Output:
	// p2 2. [Norland]
	// States shall refrain.
	// States should refrain.
	// 33 characters, 0 lost
}
