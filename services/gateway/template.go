package gateway

import (
	"context"
	"fmt"
	"io"
	"os"

	"adref/pkg/convert"
	"adref/pkg/paper"
)

// ownTemplate reads the template of Word documents, nil where none is named, and makes a document with it: what is wrong with it is
// said when the gateway starts and not to whoever asks for the first document.
func ownTemplate(ctx context.Context, name string) ([]byte, error) {
	if name == "" {
		return nil, nil
	}
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("the template of Word documents: %w", err)
	}
	try := paper.Paper{Language: "en", Paragraphs: []paper.Paragraph{{Style: paper.Body, Spans: []paper.Span{{Text: "Words"}}}}}
	if err := convert.Write(ctx, io.Discard, "try.docx", try, convert.Options{Template: b}); err != nil {
		return nil, fmt.Errorf("the template of Word documents, %s: %w", name, err)
	}
	return b, nil
}
