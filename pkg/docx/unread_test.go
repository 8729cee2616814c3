package docx_test

import (
	"fmt"
	"strings"
	"testing"

	"adref/pkg/docx"
)

// linked is a document of the body with other parts, each with the type of its relation and the ID rN.
func linked(t testing.TB, body string, links ...[3]string) []byte {
	t.Helper()
	all := parts(t, pack(t, body, nil))
	rels := ""
	for i, l := range links {
		kind, name, data := l[0], l[1], l[2]
		if name == "" {
			rels += fmt.Sprintf(`<Relationship Id="r%d" Type="%s" Target="file:///other.docx" TargetMode="External"/>`, i, typeOf+kind)
			continue
		}
		rels += fmt.Sprintf(`<Relationship Id="r%d" Type="%s" Target="%s"/>`, i, typeOf+kind, name)
		all["word/"+name] = data
	}
	const at = "word/_rels/document.xml.rels"
	all[at] = strings.Replace(all[at], "</Relationships>", rels+"</Relationships>", 1)
	return zipped(t, all)
}

const drawingML = ` xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"`

// TestWordsThatAreNotRead: what a document shows and no paper has is counted and said.
func TestWordsThatAreNotRead(tt *testing.T) {
	inner := string(pack(tt, p(t("inside")), nil))
	for _, c := range []struct {
		name  string
		body  string
		links [][3]string
		want  int
		says  string
	}{
		{"nothing of the kind", p(t("x")), nil, 0, ""},
		{"a diagram", p(t("x")), [][3]string{{"diagramData", "d.xml", `<dataModel` + drawingML + `><a:t>shall</a:t><a:t> not</a:t></dataModel>`}}, 9, "SmartArt"},
		{"a diagram without words", p(t("x")), [][3]string{{"diagramData", "d.xml", `<dataModel/>`}}, 0, ""},
		{"a diagram that is broken", p(t("x")), [][3]string{{"diagramData", "d.xml", `<dataModel>`}}, 1, "SmartArt"},
		{"a chart", p(t("x")), [][3]string{{"chart", "c.xml", `<c:chart` + drawingML + `><c:tx><c:strRef><c:strCache><c:pt><c:v>States</c:v></c:pt></c:strCache></c:strRef></c:tx><c:val><c:v>12.5</c:v></c:val><a:t>Title</a:t></c:chart>`}}, 11, "a chart"},
		{"a Word document inside", `<w:altChunk r:id="r0"/>`, [][3]string{{"aFChunk", "a.docx", inner}}, 6, "of another format"},
		{"a web page inside", `<w:altChunk r:id="r0"/>`, [][3]string{{"aFChunk", "a.html", `<p class="x">a <b>b</b>cd</p>`}}, 4, "of another format"},
		{"an empty one", `<w:altChunk r:id="r0"/>`, [][3]string{{"aFChunk", "a.html", ``}}, 1, "of another format"},
		{"one that is not there", `<w:altChunk r:id="r7"/>`, nil, 1, "of another format"},
		{"a linked document", p(`<w:subDoc r:id="r0"/>`), [][3]string{{"subDocument", "", ""}}, 1, "only linked"},
		{"an embedded object", p(`<w:r><w:object/></w:r>`), [][3]string{{"oleObject", "o.bin", "\xd0\xcf"}}, 1, "embedded object"},
		{"words of a drawing", p(`<w:r><w:drawing><a:t xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">abc</a:t></w:drawing></w:r>`), nil, 3, "a drawing"},
		{"a list of a form", p(`<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:listEntry w:val="shall"/></w:ddList></w:ffData></w:fldChar></w:r>`), nil, 5, "a form"},
		{"the same part twice", p(t("x")), [][3]string{{"aFChunk", "a.txt", "abc"}, {"aFChunk", "a.txt", "abc"}}, 3, "of another format"},
	} {
		tt.Run(c.name, func(t *testing.T) {
			_, r := read(t, linked(t, c.body, c.links...))
			if r.Unread != c.want || r.Lost != 0 {
				t.Errorf("%d characters not read, want %d; %d lost", r.Unread, c.want, r.Lost)
			}
			said := len(r.Warnings) > 0 && strings.Contains(r.Warnings[0], fmt.Sprint(r.Unread, " characters or more")) && strings.Contains(r.Warnings[0], c.says)
			if said != (c.want > 0) {
				t.Errorf("the warnings are %q", r.Warnings)
			}
		})
	}
}

// TestSpaceAtTheEndsOfRuns: Word shows what xml:space says to keep, wherever it says so.
func TestSpaceAtTheEndsOfRuns(tt *testing.T) {
	for _, c := range []struct {
		body, want string
		left       int
	}{
		{`<w:p><w:r><w:t> a  b </w:t></w:r><w:r><w:t>c</w:t></w:r></w:p>`, "body: a  bc\n", 2},
		{`<w:p><w:r><w:t xml:space="preserve"> a </w:t></w:r><w:r><w:t xml:space="default">c </w:t></w:r></w:p>`, "body:  a c\n", 1},
		{`<w:p xml:space="preserve"><w:r><w:t>a </w:t></w:r><w:r xml:space="default"><w:t>b </w:t></w:r></w:p>`, "body: a b\n", 1},
		{`<w:p><w:del w:author="A"><w:r><w:delText>a </w:delText></w:r></w:del><w:r><w:t> </w:t></w:r></w:p>`, "body: {-A:a}\n", 2},
		{"<w:p><w:r><w:t>\n a\u00a0\n</w:t></w:r></w:p>", "body: a\u00a0\n", 3}, // that space is none to XML
	} {
		got, r := read(tt, pack(tt, c.body, nil))
		if show(got.Paragraphs) != c.want || r.Set != c.left || r.Lost != 0 {
			tt.Errorf("%s is %q, want %q; %d left out, want %d; %d lost", c.body, show(got.Paragraphs), c.want, r.Set, c.left, r.Lost)
		}
		if len(r.Warnings) != 1 || !strings.HasPrefix(r.Warnings[0], fmt.Sprint(c.left, " spaces")) {
			tt.Errorf("%s: the warnings are %q", c.body, r.Warnings)
		}
	}
}

// TestHeadersStandApart: what stands on every page is no text, and does not become text when the paper is written.
func TestHeadersStandApart(tt *testing.T) {
	got, r := read(tt, pack(tt, p(t("text")), map[string]string{"header": p(t("A/1")) + p("") + p(tracked("ins", "A", t("Rev.1"))), "footer": p(t("page ") + field("PAGE", t("3")))}))
	if show(got.Paragraphs) != "body: text\n" || show(got.Running) != "furniture: A/1\nfurniture: {+A:Rev.1}\nfurniture: page 3\n" || r.Lost != 0 || r.Furniture != len("A/1Rev.1page 3") {
		tt.Errorf("%s around it: %s %+v", show(got.Paragraphs), show(got.Running), r)
	}
	if len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0], "Rev.1") {
		tt.Errorf("the warnings are %q", r.Warnings)
	}
	again, _ := read(tt, write(tt, got, docx.Options{}))
	if show(again.Paragraphs) != "body: text\n" || again.Running != nil {
		tt.Errorf("written and read: %s %s", show(again.Paragraphs), show(again.Running))
	}
}

// TestFieldsToFillIn: tracked changes of content controls alone are changes of the look.
func TestFieldsToFillIn(tt *testing.T) {
	body := p(`<w:customXmlInsRangeStart w:id="1" w:author="A"/><w:sdt><w:sdtContent><w:customXmlInsRangeEnd w:id="1"/>` + t("words") +
		`<w:customXmlDelRangeStart w:id="2" w:author="B"/></w:sdtContent></w:sdt><w:customXmlDelRangeEnd w:id="2"/>`)
	got, r := read(tt, pack(tt, body, nil))
	if show(got.Paragraphs) != "body: words\n" || r.Formatting != 2 || len(r.Warnings) != 1 || r.Lost != 0 {
		tt.Errorf("%s %+v", show(got.Paragraphs), r)
	}
}
