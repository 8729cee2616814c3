package convert_test

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"adref/pkg/convert"
	"adref/pkg/engine"
	"adref/pkg/ooxml"
	"adref/pkg/paper"
)

// TestHostile reads what was made to harm, in every format. Each ends in an error that names the file and says what is wrong, or in a
// paper, and takes no more memory than its size allows.
func TestHostile(t *testing.T) {
	nested := func(open, close string) string {
		return strings.Repeat(open, 10_000) + "x" + strings.Repeat(close, 10_000)
	}
	word := string(write(t, "a.docx", draft()))
	akn := string(write(t, "a.akn", draft()))
	body, tail, _ := strings.Cut(akn, "</p>")
	const laughs = `<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>`
	old := make([]byte, 1024+128)
	copy(old, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	for _, c := range []struct {
		what, name, file string
		says             string // "" where it is read
	}{
		{"a Word document that is cut off", "a.docx", word[:len(word)/2], "cut off"},
		{"a Word document that is cut off at its end", "a.docx", word[:len(word)-10], "cut off"},
		{"a document type", "a.docx", withText(t, word, laughs+`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>`), "document type"},
		{"a part that is a bomb", "a.docx", withText(t, word, strings.Repeat("a", 200<<20)), "word/document.xml"},
		{"10,000 nested elements", "a.docx", withText(t, word, nested(`<w:sdt xmlns:w="w">`, "</w:sdt>")), "256"},
		{"an old file", "a.docx", string(old), "OLE"},
		{"a spreadsheet", "a.docx", string(write(t, "a.xlsx", draft().Accept())), "spreadsheet"},
		{"nothing", "a.docx", "", "a.docx"},

		{"10,000 nested elements", "a.html", nested("<div>", "</div>"), "nested deeper"},
		{"10,000 nested insertions", "a.html", "<p>" + nested("<ins>", "</ins>"), "nest"},
		{"a page that is cut off", "a.html", string(write(t, "a.html", draft()))[:2000], ""},
		{"a document type", "a.html", laughs + "<p>&d;", ""},
		{"a page that is too large", "a.html", strings.Repeat("<p>x", 5<<20), "larger than"},
		{"no UTF-8", "a.html", "<p>\xff", "UTF-8"},

		{"10,000 nested marks", "a.md", nested("{++", "++}"), ""},
		{"10,000 nested quotes", "a.md", nested(">", ""), ""},
		{"marks that are not closed", "a.md", strings.Repeat("{~~a~>b {--c ", 10_000), ""},
		{"a text that is too large", "a.md", strings.Repeat("x", 5<<20), "larger than"},
		{"no UTF-8", "a.md", "\xff", "UTF-8"},

		{"a document type", "a.akn", laughs + "<akomaNtoso>&d;</akomaNtoso>", "document type"},
		{"a document that is cut off", "a.akn", akn[:len(akn)/2], "line "},
		{"10,000 nested elements", "a.akn", body + nested("<b>", "</b>") + "</p>" + tail, "nest"},
		{"a document that is too large", "a.akn", akn + strings.Repeat(" ", 64<<20), "larger than"},
		{"another vocabulary", "a.akn", "<html/>", "Akoma Ntoso"},

		{"10,000 nested lists", "a.json", nested("[", "]"), "a.json"},
		{"a paper that is cut off", "a.json", string(write(t, "a.json", draft()))[:100], "unexpected"},
		{"a field that no paper has", "a.json", `{"paragraphs": [], "script": "x"}`, "script"},
		{"a paper that is too large", "a.json", `"` + strings.Repeat("x", 65<<20), "larger than"},

		{"no UTF-8", "a.txt", "\xff", "UTF-8"},
		{"10,000 nested brackets", "a.txt", nested("[", "]"), ""},
		{"a text that is too large", "a.txt", strings.Repeat("x", 65<<20), "larger than"},

		{"no PDF", "a.pdf", "%PDF-1.4 and no more", "a.pdf"},
		{"an old file that is cut off", "a.doc", string(old), "a.doc"},
		{"10,000 nested groups", "a.rtf", `{\rtf1` + nested("{", "}"), "?"},
		{"a package that is cut off", "a.odt", "PK\x03\x04mimetype", "a.odt"},
	} {
		t.Run(c.name+" "+c.what, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			r, err := convert.Parse(t.Context(), c.name, []byte(c.file))
			runtime.ReadMemStats(&after)
			if errors.Is(err, engine.ErrMissing) {
				t.Skip(err)
			}
			switch {
			case c.says == "?": // as the program pleases
			case c.says == "" && err != nil:
				t.Error(err)
			case c.says != "" && (err == nil || !strings.HasPrefix(err.Error(), c.name+": ") || !strings.Contains(err.Error(), c.says)):
				t.Errorf("%v, want an error that says %q", err, c.says)
			}
			const base, each = 192 << 20, 600 // bytes; a part of a package may have 64 MiB
			if taken := after.TotalAlloc - before.TotalAlloc; taken > base+each*uint64(len(c.file)) {
				t.Errorf("%d MiB were taken for %d KiB", taken>>20, len(c.file)>>10)
			}
			if err == nil {
				for _, name := range []string{"out.docx", "out.html", "out.md", "out.akn", "out.json"} {
					if err := convert.Write(t.Context(), &bytes.Buffer{}, name, r.Paper, convert.Options{}); err != nil {
						t.Errorf("%s: %v", name, err)
					}
				}
			}
		})
	}
}

// withText is a Word document with another text.
func withText(t *testing.T, word, text string) string {
	t.Helper()
	p, err := ooxml.Open(strings.NewReader(word), int64(len(word)))
	if err != nil {
		t.Fatal(err)
	}
	var files []ooxml.Part
	for _, name := range p.Names() {
		data, err := p.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		if name == "word/document.xml" {
			data = []byte(text)
		}
		files = append(files, ooxml.Part{Name: name, Data: data})
	}
	var b strings.Builder
	if err := ooxml.Write(&b, files); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestHostilePaper writes papers that no format can hold: an error, or the characters that it can hold.
func TestHostilePaper(t *testing.T) {
	for i, words := range []string{"\x00\x01", "\ufffe", strings.Repeat("<", 1<<16), "]]>&{++--}", "\u202e\u2066"} {
		p := paper.Paper{Paragraphs: []paper.Paragraph{{ID: fmt.Sprint(words, i), Style: paper.Body, Label: words, Spans: []paper.Span{{Text: words, Link: words}}}}}
		for _, name := range []string{"out.docx", "out.html", "out.md", "out.akn", "out.json", "out.txt", "out.csv", "out.xlsx"} {
			var b bytes.Buffer
			if err := convert.Write(t.Context(), &b, name, p, convert.Options{}); err != nil {
				continue
			}
			if f, _ := convert.Of(name); f.Reads {
				if _, err := convert.Parse(t.Context(), name, b.Bytes()); err != nil {
					t.Errorf("%s of %.20q was written and is not read: %v", name, words, err)
				}
			}
		}
	}
}
