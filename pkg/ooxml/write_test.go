package ooxml_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"testing"

	"adref/pkg/ooxml"
)

func ExampleWrite() {
	parts := []ooxml.Part{
		{Name: "[Content_Types].xml", Data: []byte(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`)},
		{Name: "_rels/.rels", Data: []byte(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`)},
		{Name: "word/document.xml", Data: []byte(`<q:document xmlns:q="http://purl.oclc.org/ooxml/wordprocessingml/main"><q:body/></q:document>`)},
	}
	var file bytes.Buffer
	if err := ooxml.Write(&file, parts); err != nil {
		fmt.Println(err)
		return
	}
	p, err := ooxml.Open(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		fmt.Println(err)
		return
	}
	main, _ := p.Main()
	root, _ := p.Parse(main)
	fmt.Println(main, root.Name, root.First.Name)

	_, err = ooxml.Open(bytes.NewReader([]byte("%PDF-1.7")), 8)
	fmt.Println(err)
	// Output:
	// word/document.xml w:document w:body
	// this is a PDF file. Ask for the Word document that it was made from
}

func TestSamePartsSameBytes(t *testing.T) {
	parts := []ooxml.Part{{Name: "b.xml", Data: bytes.Repeat([]byte("words "), 10_000)}, {Name: "a.xml", Data: []byte("<a/>")}}
	var first, second bytes.Buffer
	if err := errors.Join(ooxml.Write(&first, parts), ooxml.Write(&second, parts)); err != nil {
		t.Fatal(err)
	}
	if sha256.Sum256(first.Bytes()) != sha256.Sum256(second.Bytes()) {
		t.Error("two writings differ")
	}
	for _, bad := range [][]ooxml.Part{{{Name: "a"}, {Name: "a"}}, {{Name: "/a"}}, {{Name: ""}}} {
		if err := ooxml.Write(&first, bad); !errors.Is(err, ooxml.ErrForbidden) {
			t.Errorf("%v: %v", bad, err)
		}
	}
}

func TestRelations(t *testing.T) {
	const w = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	links := `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="1" Type="` + w + `styles" Target="styles.xml"/><Relationship Id="2" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/styles" Target="../other/styles.xml"/>` +
		`<Relationship Id="3" Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended" Target="/word/c.xml"/><Relationship Id="4" Type="` + w + `hyperlink" Target="https://a.org/../b" TargetMode="External"/>` +
		`<Relationship Id="5" Type="` + w + `image" Target="../../../x"/></Relationships>`
	p, err := open(zipOf(t, "[Content_Types].xml", contentTypes, "word/_rels/document.xml.rels", links, "Word/Document.xml", "<a/>"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := p.Relations("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	want := []ooxml.Relation{
		{ID: "1", Type: "styles", Target: "word/styles.xml"}, {ID: "2", Type: "styles", Target: "other/styles.xml"}, {ID: "3", Type: "commentsExtended", Target: "word/c.xml"},
		{ID: "4", Type: "hyperlink", Target: "https://a.org/../b", External: true}, {ID: "5", Type: "image", Target: "x"},
	}
	for i := range want {
		if i >= len(got) || got[i] != want[i] {
			t.Errorf("got %+v, want %+v", got, want)
			break
		}
	}
	if !p.Has("word/document.XML") || p.Type("word/document.xml") != "application/xml" {
		t.Error("case counts in names")
	}
	_, err = p.Read("word/nothing.xml")
	check(t, err, ooxml.ErrMissing, "word/nothing.xml")
	_, err = p.Main()
	check(t, err, ooxml.ErrMissing, "main part")
}
