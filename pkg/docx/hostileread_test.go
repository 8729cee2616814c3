package docx_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"adref/pkg/docx"
	"adref/pkg/ooxml"
)

// refused reads a file and demands an error that says something.
func refused(t *testing.T, data []byte, kind error, says string) {
	t.Helper()
	_, _, err := docx.Read(bytes.NewReader(data), int64(len(data)))
	if !errors.Is(err, kind) || !strings.Contains(err.Error(), says) {
		t.Errorf("%v, want one that is %v and says %q", err, kind, says)
	}
}

func TestReadRefuses(tt *testing.T) {
	sheet := strings.Replace(types, "wordprocessingml.document.main", "spreadsheetml.sheet.main", 1)
	replaced := func(name, content string) []byte {
		var files []ooxml.Part
		good := pack(tt, p(t("x")), nil)
		pkg, err := ooxml.Open(bytes.NewReader(good), int64(len(good)))
		if err != nil {
			tt.Fatal(err)
		}
		for _, n := range pkg.Names() {
			data, err := pkg.Read(n)
			if err != nil {
				tt.Fatal(err)
			}
			if n == name {
				data = []byte(content)
			}
			if n != name || content != "" {
				files = append(files, ooxml.Part{Name: n, Data: data})
			}
		}
		var b bytes.Buffer
		if err := ooxml.Write(&b, files); err != nil {
			tt.Fatal(err)
		}
		return b.Bytes()
	}
	for _, c := range []struct {
		name string
		data []byte
		kind error
		says string
	}{
		{"a spreadsheet", replaced("[Content_Types].xml", sheet), ooxml.ErrOtherFormat, "spreadsheet"},
		{"no relations", replaced("_rels/.rels", ""), ooxml.ErrMissing, "main part"},
		{"no text", replaced("word/document.xml", ""), ooxml.ErrMissing, "main part"},
		{"broken relations", replaced("word/_rels/document.xml.rels", "<a>"), ooxml.ErrBroken, "word/_rels/document.xml.rels, line 1"},
		{"broken text", replaced("word/document.xml", "<w:document "+transitional+">\n<w:body>\n<w:p></w:body>"), ooxml.ErrBroken, "word/document.xml, line 3"},
		{"something else in place of the text", replaced("word/document.xml", "<html/>"), ooxml.ErrBroken, "outermost element is html"},
		{"a document type", replaced("word/document.xml", `<!DOCTYPE x [<!ENTITY a "&a;&a;">]><w:document `+transitional+`/>`), ooxml.ErrForbidden, "document type"},
		{"10,000 nested elements", pack(tt, strings.Repeat("<w:sdt><w:sdtContent>", 5000)+strings.Repeat("</w:sdtContent></w:sdt>", 5000), nil), ooxml.ErrLimit, "256"},
	} {
		tt.Run(c.name, func(t *testing.T) { refused(t, c.data, c.kind, c.says) })
	}
}

// TestCircles: styles and lists that refer to each other in a circle, or to nothing, end.
func TestCircles(tt *testing.T) {
	parts := map[string]string{
		"styles": `<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>` +
			`<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`,
		"numbering":        `<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="77"/></w:num>`,
		"comments":         `<w:comment w:id="0"><w:p w14:paraId="A"/></w:comment><w:comment w:id="0"><w:p w14:paraId="B">` + t("twice") + `</w:p></w:comment>`,
		"commentsExtended": `<w15:commentEx w15:paraId="A" w15:paraIdParent="B"/>`,
		"footnotes":        `<w:footnote w:id="1">` + p(`<w:r><w:footnoteReference w:id="1"/></w:r>`+t("in itself")) + `</w:footnote>`,
	}
	got, r := read(tt, pack(tt, style("A", t("x"))+item("2", "8")+p(`<w:r><w:footnoteReference w:id="1"/><w:footnoteReference w:id="9"/></w:r>`), parts))
	if r.Lost != 0 || len(got.Comments) != 1 || len(got.Notes) != 1 {
		tt.Errorf("%+v %+v", r, got)
	}
}

// TestManyOfAKind: lists of many small things take time in proportion to their number.
func TestManyOfAKind(tt *testing.T) {
	const n = 20_000
	var body, comments strings.Builder
	for i := range n {
		fmt.Fprintf(&body, `<w:commentRangeStart w:id="%d"/>`, i%200)
	}
	for i := range 200 {
		fmt.Fprintf(&comments, `<w:comment w:id="%d"/>`, i)
	}
	for range n {
		body.WriteString(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:moveFromRangeStart w:id="1" w:name="m"/><w:r><w:t>x</w:t></w:r>`)
	}
	_, r := read(tt, pack(tt, p(body.String()), map[string]string{"comments": comments.String()}))
	if r.Lost != 0 || r.Characters != n {
		tt.Errorf("%+v", r)
	}
}

// seeds are documents that have much in them.
func seeds(f *testing.F) [][]byte {
	f.Helper()
	out := [][]byte{
		pack(f, p(t("a")+tracked("ins", "A", t("b"))+tracked("del", "B", "<w:r><w:delText>c</w:delText></w:r>"))+item("1", "0"), lists(level0("lowerRoman", "(%1)"))),
		pack(f, `<w:tbl><w:tr><w:trPr>`+tracked("ins", "A", "")+`</w:trPr><w:tc>`+p(field(" HYPERLINK x ", t("y")))+`</w:tc></w:tr></w:tbl>`, nil),
		pack(f, p(label("1.")+`<w:r><w:footnoteReference w:id="1"/><w:commentReference w:id="0"/></w:r>`), map[string]string{"footnotes": `<w:footnote w:id="1">` + p(t("n")) + `</w:footnote>`, "comments": `<w:comment w:id="0">` + p(t("c")) + `</w:comment>`}),
	}
	for _, q := range corpus() {
		var b bytes.Buffer
		if err := docx.Write(&b, q, docx.Options{}); err == nil {
			out = append(out, b.Bytes())
		}
	}
	return out
}

// FuzzRead reads whatever comes: an error of package ooxml, or nothing lost.
func FuzzRead(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, data []byte) { readAnything(t, data) })
}

// FuzzDocument reads whatever XML as the text of a document that has lists, notes and comments.
func FuzzDocument(f *testing.F) {
	for _, s := range seeds(f) {
		pkg, err := ooxml.Open(bytes.NewReader(s), int64(len(s)))
		if err != nil {
			f.Fatal(err)
		}
		text, err := pkg.Read("word/document.xml")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Fuzz(func(tt *testing.T, text string) {
		parts := lists(level0("chineseCounting", "%1、"))
		parts["comments"] = `<w:comment w:id="0" w:author="A">` + p(t("why")) + `</w:comment>`
		parts["footnotes"] = `<w:footnote w:id="1">` + p(t("note")) + `</w:footnote>`
		readAnything(tt, pack(tt, "<?xml version=\"1.0\"?>"+text, parts))
	})
}

func readAnything(t *testing.T, data []byte) {
	t.Helper()
	got, r, err := docx.Read(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		if _, ok := errors.AsType[*ooxml.Error](err); !ok {
			t.Fatalf("an error of another type: %v", err)
		}
		return
	}
	if r.Lost != 0 {
		t.Fatalf("%d characters lost: %+v", r.Lost, r.Parts)
	}
	if len(r.Before) != len(got.Paragraphs) {
		t.Fatalf("%d labels of before for %d paragraphs", len(r.Before), len(got.Paragraphs))
	}
	for _, view := range []int{got.Accept().Characters(), got.Reject().Characters()} {
		if view > got.Characters() {
			t.Fatal("a view has more than the paper")
		}
	}
}
