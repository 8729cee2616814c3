package docx_test

import (
	"path/filepath"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/paper"
	"adref/pkg/realtext"
)

// TestLibreOfficePrintsTheSameLabels compares the labels that Word counts in every real document, in both views.
func TestLibreOfficePrintsTheSameLabels(t *testing.T) {
	if testing.Short() {
		t.Skip("a minute of LibreOffice")
	}
	dir := realtext.Dir(t, "docx")
	o := openOffice(t)
	labels := 0
	for name, data := range realFiles(t) {
		p, r := read(t, data)
		before := p
		before.Paragraphs = append([]paper.Paragraph(nil), p.Paragraphs...)
		for i := range before.Paragraphs {
			before.Paragraphs[i].Label = r.Before[i]
		}
		for what, view := range map[string]paper.Paper{"accept": p.Accept(), "reject": before.Reject()} {
			var ours, theirs []string
			for _, q := range view.Paragraphs {
				if q.Auto && numeric(q.Label) {
					ours = append(ours, q.Label)
				}
			}
			if len(ours) < 3 {
				continue // most of the time goes into opening the document
			}
			for _, q := range o.do(what, filepath.Join(dir, name+".docx")).Paragraphs {
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
