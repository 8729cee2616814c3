package docx_test

import (
	"testing"

	"adref/pkg/docx"
	"adref/pkg/ooxml/ooxmltest"
)

func TestValid(t *testing.T) {
	ooxmltest.Validator(t)
	for name, p := range corpus() {
		o := docx.Options{At: noon, Author: `The "Secretariat" & Co`, Record: true, Letter: true}
		for i := range docx.Entries(p) {
			o.Pages = append(o.Pages, i+1)
		}
		ooxmltest.Valid(t, name+".docx", write(t, p, docx.Options{}))
		ooxmltest.Valid(t, name+", with options.docx", write(t, p, o))
	}
}
