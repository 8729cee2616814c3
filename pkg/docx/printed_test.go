package docx_test

import (
	"maps"
	"path/filepath"
	"slices"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/paper"
	"adref/pkg/realtext"
)

// TestLibreOfficePrintsTheSameLabels compares the labels that Word counts in real documents, in both views: in every fifth view that
// has some, or with -all in every one.
func TestLibreOfficePrintsTheSameLabels(t *testing.T) {
	t.Parallel()
	dir := realtext.Dir(t, "docx")
	o := openOffice(t)
	labels, documents := 0, 0
	files := realFiles(t)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		data := files[name]
		p, r := read(t, data)
		before := p
		before.Paragraphs = append([]paper.Paragraph(nil), p.Paragraphs...)
		for i := range before.Paragraphs {
			before.Paragraphs[i].Label = r.Before[i]
		}
		for _, v := range []struct {
			what string
			paper.Paper
		}{{"accept", p.Accept()}, {"reject", before.Reject()}} {
			what, view := v.what, v.Paper
			var ours, theirs []string
			for _, q := range view.Paragraphs {
				if q.Auto && numeric(q.Label) {
					ours = append(ours, q.Label)
				}
			}
			if len(ours) < 3 {
				continue // most of the time goes into opening the document
			}
			if documents++; documents%5 != 1 && !*all {
				continue
			}
			for _, q := range o.do(t, what, filepath.Join(dir, name+".docx")).Paragraphs {
				if numeric(q.Label) {
					theirs = append(theirs, q.Label)
				}
			}
			labels += len(ours)
			if d := cmp.Diff(theirs, ours); d != "" {
				t.Errorf("%s, %s (-LibreOffice +ours):\n%s", name, what, d)
			}
		}
	}
	t.Logf("%d labels", labels)
}

// numeric says whether a label is one that is counted.
func numeric(label string) bool {
	for _, r := range label {
		if unicode.IsLetter(r) && r != 'o' || unicode.IsDigit(r) {
			return true
		}
	}
	return false
}
