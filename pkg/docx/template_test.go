package docx_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/docx"
	"adref/pkg/ooxml/ooxmltest"
	"adref/pkg/realtext"
)

// parts are the parts of a package as text.
func parts(t testing.TB, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(b)
	}
	return out
}

// zipped is a package of these parts.
func zipped(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for n := range parts {
			if !yield(n) {
				return
			}
		}
	}) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, parts[name])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// chairs is a template as an office could have it: German Word, its own header with a picture, its own numbering and settings.
func chairs(t testing.TB, change func(map[string]string)) []byte {
	t.Helper()
	p := parts(t, write(t, automatic(), docx.Options{}))
	r := strings.NewReplacer(`w:styleId="Heading1"`, `w:styleId="berschrift1"`, `w:styleId="Normal"`, `w:styleId="Standard"`, `w:val="Normal"/>`, `w:val="Standard"/>`,
		`<w:name w:val="Standard"/>`, `<w:name w:val="Normal"/>`, `Times New Roman`, `Garamond`)
	p["word/styles.xml"] = r.Replace(p["word/styles.xml"])
	i, j := strings.Index(p["word/styles.xml"], `<w:style w:type="paragraph" w:customStyle="1" w:styleId="AdrefNumbered"`), strings.Index(p["word/styles.xml"], `<w:style w:type="paragraph" w:styleId="TOC1"`)
	p["word/styles.xml"] = p["word/styles.xml"][:i] + p["word/styles.xml"][j:]
	const w = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	p["word/headerOffice.xml"] = `<w:hdr` + w + `><w:p><w:r><w:t>The office of the chair</w:t></w:r></w:p></w:hdr>`
	p["word/_rels/headerOffice.xml.rels"] = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/arms.png"/></Relationships>`
	p["word/media/arms.png"] = "\x89PNG\r\n\x1a\n not quite"
	p["[Content_Types].xml"] = strings.Replace(strings.Replace(p["[Content_Types].xml"], "document.main", "template.main", 1), "</Types>",
		`<Default Extension="png" ContentType="image/png"/><Override PartName="/word/headerOffice.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/></Types>`, 1)
	p["word/_rels/document.xml.rels"] = strings.Replace(p["word/_rels/document.xml.rels"], "</Relationships>",
		`<Relationship Id="rIdHead" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="headerOffice.xml"/></Relationships>`, 1)
	doc := p["word/document.xml"]
	p["word/document.xml"] = doc[:strings.Index(doc, "<w:sectPr>")] + `<w:sectPr w:rsidR="00AA00AA"><w:headerReference w:type="default" r:id="rIdHead"/><w:pgSz w:w="8391" w:h="11906"/>` +
		`<w:pgMar w:top="1000" w:right="1000" w:bottom="1000" w:left="1000" w:header="500" w:footer="500" w:gutter="0"/><w:lnNumType w:countBy="5"/></w:sectPr></w:body></w:document>`
	p["word/settings.xml"] = strings.Replace(p["word/settings.xml"], `<w:defaultTabStop`, `<w:attachedTemplate r:id="rId9" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/><w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:defaultTabStop`, 1)
	if change != nil {
		change(p)
	}
	return zipped(t, p)
}

func TestTemplateGivesTheLook(t *testing.T) {
	template := chairs(t, nil)
	for _, name := range []string{"clean", "automatic", "notes", "redline", "arabic", "empty"} {
		p := corpus()[name]
		data := write(t, p, docx.Options{Template: template, Record: true})
		got, report, err := docx.Read(bytes.NewReader(data), int64(len(data)))
		if err != nil || report.Lost != 0 {
			t.Fatal(name, err, report.Lost)
		}
		if len(got.Running) != 1 || got.Running[0].Text() != "The office of the chair" {
			t.Errorf("%s: around the text stands %+v", name, got.Running)
		}
		got.Running = nil
		want := counted(p)
		if want.Language == "" {
			want.Language = got.Language // that of the template
		}
		if d := cmp.Diff(want, got.Normal()); d != "" {
			t.Errorf("%s (-written +read):\n%s", name, d)
		}
		all := parts(t, data)
		if all["word/headerOffice.xml"] == "" || all["word/media/arms.png"] == "" || !strings.Contains(all["word/styles.xml"], "Garamond") {
			t.Errorf("%s: the header, its picture or the font of the template is gone", name)
		}
		if strings.Contains(all["word/settings.xml"], "documentProtection") || strings.Contains(all["word/settings.xml"], "attachedTemplate") || !strings.Contains(all["word/settings.xml"], "trackRevisions") {
			t.Errorf("%s: the settings are %s", name, all["word/settings.xml"])
		}
		if !strings.Contains(all["word/document.xml"], `<w:pgSz w:w="8391" w:h="11906"></w:pgSz>`) {
			t.Errorf("%s: the page is not that of the template", name)
		}
		if strings.Count(all["word/styles.xml"], `w:val="heading 1"`) != 1 {
			t.Errorf("%s: there are two styles of one name", name)
		}
		if !bytes.Equal(data, write(t, p, docx.Options{Template: template, Record: true})) {
			t.Errorf("%s: the bytes of two runs differ", name)
		}
	}
}

func TestTemplateIsValid(t *testing.T) {
	ooxmltest.Validator(t)
	template := chairs(t, nil)
	for name, p := range corpus() {
		if name == "big" {
			continue
		}
		data := write(t, p, docx.Options{Template: template, Record: name == "redline"})
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ooxmltest.Valid(t, "in the template.docx", data)
		})
	}
}

func TestBadTemplate(t *testing.T) {
	for _, c := range []struct {
		name     string
		template []byte
	}{
		{"nothing", []byte{}},
		{"no zip file", []byte("Dear colleague,")},
		{"an old document", append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 600)...)},
		{"cut off", chairs(t, nil)[:2000]},
		{"no styles", chairs(t, func(p map[string]string) { delete(p, "word/styles.xml") })},
		{"broken styles", chairs(t, func(p map[string]string) { p["word/styles.xml"] = "<w:styles>" })},
		{"Strict", chairs(t, func(p map[string]string) {
			p["word/document.xml"] = strings.ReplaceAll(p["word/document.xml"], "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
		})},
		{"a spreadsheet", chairs(t, func(p map[string]string) {
			p["word/document.xml"] = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>`
		})},
		{"a document type", chairs(t, func(p map[string]string) { p["word/styles.xml"] = "<!DOCTYPE a>" + p["word/styles.xml"] })},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b bytes.Buffer
			err := docx.Write(&b, clean(), docx.Options{Template: c.template})
			if !errors.Is(err, docx.ErrTemplate) || b.Len() > 0 || !strings.HasPrefix(err.Error(), "template: ") {
				t.Errorf("%d bytes written, %v", b.Len(), err)
			}
		})
	}
}

// TestRealDocumentsAsTemplates takes every real document for a template: what is written is read back in its look.
func TestRealDocumentsAsTemplates(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(realtext.Dir(t, "docx"), "*.docx"))
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	p, taken := notes(), 0
	p.Paragraphs = append(p.Paragraphs, automatic().Paragraphs...)
	for _, file := range files {
		template, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := docx.Write(&b, p, docx.Options{Template: template}); err != nil {
			if !errors.Is(err, docx.ErrTemplate) {
				t.Errorf("%s: %v", file, err)
			}
			continue
		}
		taken++
		got, report, err := docx.Read(bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil || report.Lost != 0 {
			t.Errorf("%s: %v, %d characters lost", file, err, report.Lost)
			continue
		}
		got.Running = nil // the headers of the template
		for i := range got.Paragraphs {
			got.Paragraphs[i].NewPage = false // a heading of the template may begin a page
		}
		if d := cmp.Diff(p.Normal(), got.Normal()); d != "" {
			t.Errorf("%s (-written +read):\n%s", file, d)
		}
	}
	t.Logf("%d of %d documents taken for templates", taken, len(files))
	if taken < len(files)*9/10 {
		t.Errorf("only %d of %d documents can be templates", taken, len(files))
	}
}
