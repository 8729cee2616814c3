package ooxml_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"adref/pkg/ooxml"
	"adref/pkg/realtext"
)

func TestRealPackages(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(realtext.Dir(t, "docx"), "*.docx"))
	if len(files) < 100 {
		t.Fatalf("only %d documents", len(files))
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		p, err := ooxml.Open(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(file), err)
			continue
		}
		for _, name := range p.Names() {
			if !strings.HasSuffix(name, ".xml") && !strings.HasSuffix(name, ".rels") {
				continue
			}
			if _, err := p.Parse(name); err != nil {
				t.Errorf("%s: %v", filepath.Base(file), err)
			}
		}
	}
}
