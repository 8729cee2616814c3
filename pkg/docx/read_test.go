package docx_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"adref/pkg/docx"
	"adref/pkg/paper"
	"adref/pkg/realtext"
)

// realFiles are the real documents, by name.
func realFiles(t testing.TB) map[string][]byte {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(realtext.Dir(t, "docx"), "*.docx"))
	if err != nil || len(files) < 100 {
		t.Fatalf("%d real documents: %v", len(files), err)
	}
	out := map[string][]byte{}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		out[strings.TrimSuffix(filepath.Base(f), ".docx")] = data
	}
	return out
}

func read(t testing.TB, data []byte) (paper.Paper, docx.Report) {
	t.Helper()
	p, r, err := docx.Read(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return p, r
}

// TestNothingIsLost is the law of reading on real documents.
func TestNothingIsLost(t *testing.T) {
	for name, data := range realFiles(t) {
		t.Run(name, func(t *testing.T) {
			_, r := read(t, data)
			if r.Lost != 0 || r.Characters != r.Accounted {
				t.Errorf("%d characters in the file, %d in the paper, %d lost: %+v", r.Characters, r.Accounted, r.Lost, r.Parts)
			}
			if sum := r.Text + r.Notes + r.Comments + r.Furniture + r.Set; sum != r.Accounted {
				t.Errorf("the places hold %d characters, the parts %d", sum, r.Accounted)
			}
		})
	}
}
