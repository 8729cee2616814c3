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

// TestRealPackages reads every part of every real document, and holds the tree against that of encoding/xml.
func TestRealPackages(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(realtext.Dir(t, "docx"), "*.docx"))
	if len(files) < 100 {
		t.Fatalf("only %d documents", len(files))
	}
	compared, seen := 0, map[string]bool{}
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
			raw, err := p.Read(name)
			if err != nil {
				t.Fatal(err)
			}
			if seen[string(raw)] {
				continue
			}
			seen[string(raw)] = true
			n, err := ooxml.Parse(raw)
			if err != nil {
				t.Errorf("%s: %v", filepath.Base(file), err)
				continue
			}
			if want, ok := byStandardLibrary(string(raw)); ok && flat(show(n)) != flat(want) {
				t.Errorf("%s: %s is read otherwise by encoding/xml", filepath.Base(file), name)
			} else if ok {
				compared++
			}
		}
	}
	if compared < 500 {
		t.Errorf("only %d parts compared", compared)
	}
}

// flat leaves out line ends, which encoding/xml does not turn into spaces in attributes.
func flat(s string) string { return strings.NewReplacer(`\n`, " ", `\t`, " ").Replace(s) }
