package docx_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/docx"
	"adref/pkg/ooxml"
	"adref/pkg/paper"
)

const (
	transitional = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:w16du="http://schemas.microsoft.com/office/word/2023/wordml/word16du"`
	strict       = `xmlns:q="http://purl.oclc.org/ooxml/wordprocessingml/main"`
	types        = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	relations    = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	typeOf       = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

// pack makes a document of the body and of other parts by the kind of their relation: "numbering", "footnotes"; "properties" are
// the elements of the custom ones. An address is that of an external link with the ID "rLink".
func pack(t testing.TB, body string, parts map[string]string) []byte {
	t.Helper()
	links, outer := relations, relations+`<Relationship Id="r1" Type="`+typeOf+`officeDocument" Target="word/document.xml"/>`
	files := []ooxml.Part{{Name: "[Content_Types].xml", Data: []byte(types)}}
	for _, kind := range []string{"styles", "numbering", "settings", "footnotes", "endnotes", "comments", "commentsExtended", "header", "footer"} {
		if inner, ok := parts[kind]; ok {
			root := map[string]string{"header": "w:hdr", "footer": "w:ftr", "commentsExtended": "w15:commentsEx"}[kind]
			if root == "" {
				root = "w:" + kind
			}
			files = append(files, ooxml.Part{Name: "word/" + kind + ".xml", Data: fmt.Appendf(nil, "<%s %s>%s</%s>", root, transitional, inner, root)})
			links += fmt.Sprintf(`<Relationship Id="%s" Type="%s" Target="%s.xml"/>`, kind, typeOf+kind, kind)
		}
	}
	if address, ok := parts["address"]; ok {
		links += `<Relationship Id="rLink" Type="` + typeOf + `hyperlink" Target="` + address + `" TargetMode="External"/>`
	}
	if custom, ok := parts["properties"]; ok {
		outer += `<Relationship Id="r2" Type="` + typeOf + `custom-properties" Target="docProps/custom.xml"/>`
		files = append(files, ooxml.Part{Name: "docProps/custom.xml", Data: []byte(`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">` + custom + `</Properties>`)})
	}
	if !strings.HasPrefix(body, "<?xml") {
		body = "<w:document " + transitional + "><w:body>" + body + "</w:body></w:document>"
	}
	files = append(files, ooxml.Part{Name: "word/document.xml", Data: []byte(body)},
		ooxml.Part{Name: "_rels/.rels", Data: []byte(outer + "</Relationships>")},
		ooxml.Part{Name: "word/_rels/document.xml.rels", Data: []byte(links + "</Relationships>")})
	var b bytes.Buffer
	if err := ooxml.Write(&b, files); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// show prints paragraphs, one a line: style and level, label, words. "{+A:…}" is inserted by A, "{-A:…}" deleted, "¶" with the
// like tracked at the end.
func show(ps []paper.Paragraph) string {
	var b strings.Builder
	for _, p := range ps {
		if p.ID != "" {
			fmt.Fprintf(&b, "%s=", p.ID)
		}
		if c := p.Cell; c != nil {
			fmt.Fprintf(&b, "%d(%d,%d)%s%s ", c.Table, c.Row, c.Column, strings.Repeat("_", c.Span), by("+", c.Inserted)+by("-", c.Deleted))
		}
		b.WriteString(string(p.Style))
		if p.Level > 0 {
			fmt.Fprint(&b, p.Level)
		}
		if p.Label != "" {
			fmt.Fprintf(&b, " %q", p.Label)
		}
		if p.Was != nil {
			fmt.Fprintf(&b, " was %q%s", p.Was.Label, by("", &p.Was.Change))
		}
		if p.NewPage {
			b.WriteString(" page")
		}
		if p.RightToLeft {
			b.WriteString(" rtl")
		}
		if p.Language != "" {
			b.WriteString(" " + p.Language)
		}
		b.WriteString(": ")
		for _, s := range p.Spans {
			b.WriteString(showSpan(s))
		}
		if end := by("+", p.Inserted) + by("-", p.Deleted) + by("~", p.Formatted); end != "" {
			b.WriteString("¶" + end)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func showSpan(s paper.Span) string {
	out := strings.NewReplacer("\t", "⇥", "\n", "↵").Replace(s.Text)
	for i, name := range []string{"b", "i", "u", "s", "sup", "sub", "hi", "sc", "hid"} {
		if s.Marks&(1<<i) != 0 {
			out = "<" + name + ">" + out
		}
	}
	if s.Link != "" {
		out = "[" + s.Link + "|" + out + "]"
	}
	if s.Note != "" {
		out = "^" + s.Note + "(" + out + ")"
	}
	if s.Language != "" {
		out = s.Language + "«" + out + "»"
	}
	if len(s.Comments) > 0 {
		out = "#" + strings.Join(s.Comments, ",") + "«" + out + "»"
	}
	if change := by("+", s.Inserted) + by("-", s.Deleted) + by("~", s.Formatted); change != "" {
		return "{" + change + ":" + out + "}"
	}
	return out
}

func by(sign string, c *paper.Change) string {
	if c == nil {
		return ""
	}
	if c.Move != "" {
		return sign + c.By + "/" + c.Move
	}
	return sign + c.By
}

// p is a paragraph of runs, r a run, t words in a run.
func p(inner string) string { return "<w:p>" + inner + "</w:p>" }
func t(words string) string { return `<w:r><w:t xml:space="preserve">` + words + "</w:t></w:r>" }

func style(id string, inner string) string {
	return `<w:p><w:pPr><w:pStyle w:val="` + id + `"/></w:pPr>` + inner + `</w:p>`
}

// tracked is an element with an author around something.
func tracked(tag, author, inner string) string {
	return `<w:` + tag + ` w:id="1" w:author="` + author + `" w:date="2026-07-21T12:00:00Z">` + inner + `</w:` + tag + `>`
}

func TestFeatures(tt *testing.T) {
	for _, c := range []struct {
		name  string
		body  string
		parts map[string]string
		want  string
	}{
		{"insertion and deletion", p(t("We ") + tracked("ins", "A", t("should ")) + tracked("del", "B", "<w:r><w:delText xml:space=\"preserve\">shall </w:delText></w:r>") + t("act")), nil,
			"body: We {+A:should }{-B:shall }act"},
		{"a deletion in an insertion", p(tracked("ins", "A", t("new ")+tracked("del", "B", "<w:r><w:delText>words</w:delText></w:r>"))), nil,
			"body: {+A:new }{+A-B:words}"},
		{"ends of paragraphs", `<w:p><w:pPr><w:rPr>` + tracked("ins", "A", "") + tracked("del", "B", "") + `</w:rPr></w:pPr>` + t("x") + `</w:p>`, nil, "body: x¶+A-B"},
		{"a move with its name", `<w:p><w:pPr><w:rPr>` + tracked("moveFrom", "A", "") + `</w:rPr></w:pPr><w:moveFromRangeStart w:id="7" w:name="move1" w:author="A"/>` +
			tracked("moveFrom", "A", t("moved")) + `</w:p><w:moveFromRangeEnd w:id="7"/>` + p(t("stays")) + `<w:moveToRangeStart w:id="8" w:name="move1" w:author="A"/><w:p><w:pPr><w:rPr>` + tracked("moveTo", "A", "") +
			`</w:rPr></w:pPr>` + tracked("moveTo", "A", t("moved")) + `<w:moveToRangeEnd w:id="8"/></w:p>`, nil,
			"body: {-A/move1:moved}¶-A/move1\nbody: stays\nbody: {+A/move1:moved}¶+A/move1"},
		{"changes of the look", `<w:p><w:pPr>` + tracked("pPrChange", "A", "<w:pPr/>") + `</w:pPr><w:r><w:rPr><w:b/>` + tracked("rPrChange", "B", "<w:rPr/>") + `</w:rPr><w:t>x</w:t></w:r></w:p>`, nil,
			"body: {~B:<b>x}¶~A"},
		{"an inserted numbering is a change of the look", `<w:p><w:pPr><w:numPr><w:numId w:val="1"/>` + tracked("ins", "A", "") + `</w:numPr></w:pPr>` + t("x") + `</w:p>`, lists(level0("decimal", "%1.")), "numbered \"1.\": x¶~A"},
		{"a deleted row and an inserted cell", `<w:tbl><w:tr><w:trPr>` + tracked("del", "A", "") + `</w:trPr><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>` + p(t("a")) + `</w:tc><w:tc><w:tcPr>` +
			tracked("cellIns", "B", "") + `</w:tcPr>` + p(t("b")) + `</w:tc></w:tr></w:tbl>` + p(t("after")), nil,
			"1(0,0)-A body: \n1(1,0)__ body: a\n1(1,2)+B body: b\nbody: after"},
		{"a table in a cell is flattened", `<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>` + p(t("in")) + `</w:tc></w:tr></w:tbl>` + p(t("out")) + `</w:tc></w:tr></w:tbl><w:tbl><w:tr><w:tc>` + p(t("next")) + `</w:tc></w:tr></w:tbl>`, nil,
			"1(0,0) body: in\n1(0,0) body: out\n2(0,0) body: next"},
		{"marks", p(`<w:r><w:rPr><w:b/><w:i w:val="0"/><w:u w:val="single"/><w:strike/><w:highlight w:val="yellow"/></w:rPr><w:t>x</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/><w:smallCaps/><w:vanish/></w:rPr><w:t>y</w:t></w:r>`), nil,
			"body: <hi><s><u><b>x<hid><sc><sup>y"},
		{"the look of a character style, and what is taken off again", p(`<w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t>x</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Strong"/><w:b w:val="false"/></w:rPr><w:t>y</w:t></w:r>`),
			map[string]string{"styles": `<w:style w:type="character" w:styleId="Base"><w:rPr><w:b/></w:rPr></w:style><w:style w:type="character" w:styleId="Strong"><w:basedOn w:val="Base"/><w:rPr><w:i/></w:rPr></w:style>`},
			"body: <i><b>x<i>y"},
		{"styles by name, by base and by outline", style("a", t("1")) + style("b", t("2")) + style("c", t("3")) + style("d", t("4")) + style("e", t("5")), map[string]string{"styles": `
			<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 2"/></w:style><w:style w:type="paragraph" w:styleId="b"><w:name w:val="Own"/><w:basedOn w:val="a"/></w:style>
			<w:style w:type="paragraph" w:styleId="c"><w:name w:val="Outlined"/><w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="d"><w:name w:val="toc 1"/></w:style>
			<w:style w:type="paragraph" w:styleId="e"><w:name w:val="Round"/><w:basedOn w:val="f"/></w:style><w:style w:type="paragraph" w:styleId="f"><w:basedOn w:val="e"/></w:style>`},
			"heading2: 1\nheading2: 2\nheading4: 3\ncontents1: 4\nbody: 5"},
		{"characters that are elements", p(`<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:noBreakHyphen/><w:softHyphen/><w:cr/><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0FC"/><w:ptab w:alignment="right"/></w:r>`), nil,
			"body: a⇥b↵\u2011\u00ad↵α✓⇥"},
		{"a page break", p(`<w:r><w:br w:type="page"/></w:r>`+t("first")) + p(t("a")+`<w:r><w:br w:type="page"/></w:r>`+t("b")) + p(t("c")+`<w:r><w:br w:type="page"/></w:r>`) + p(t("last")), nil,
			"body page: first\nbody: a↵b\nbody: c\nbody page: last"},
		{"fields", p(t("see ") + field(" PAGEREF x \\h ", t("12")) + t(" and ") + field(` HYPERLINK "http://a.org/?q=1" \o "tip" `, t("there")) + `<w:fldSimple w:instr=" HYPERLINK \l p_p7 ">` + t("para") + `</w:fldSimple>`), nil,
			"body: see 12 and [http://a.org/?q=1|there][#p7|para]"},
		{"a field whose result was never ended", p(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r>`+tracked("del", "A", `<w:r><w:delInstrText>REF b</w:delInstrText></w:r>`)+t("kept")) + p(t("also")), nil,
			"body: kept\nbody: also"},
		{"links", p(`<w:hyperlink r:id="rLink" w:anchor="top">` + t("x") + `</w:hyperlink><w:hyperlink w:anchor="p_p_2d1">` + tracked("ins", "A", t("y")) + `</w:hyperlink>`), map[string]string{"address": "https://x.org/?a=1&amp;b=2"},
			"body: [https://x.org/?a=1&b=2#top|x]{+A:[#p-1|y]}"},
		{"content controls and smart tags", `<w:sdt><w:sdtPr><w:alias w:val="no"/></w:sdtPr><w:sdtContent>` + p(`<w:sdt><w:sdtContent>`+t("a")+`</w:sdtContent></w:sdt><w:smartTag>`+t("b")+`</w:smartTag><w:customXml><w:bdo w:val="rtl">`+t("c")+`</w:bdo></w:customXml>`) + `</w:sdtContent></w:sdt>`, nil,
			"body: abc"},
		{"one branch of two", p(`<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:t>new</w:t></mc:Choice><mc:Fallback><w:t>old</w:t></mc:Fallback></mc:AlternateContent></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing/></mc:Choice><mc:Fallback><w:t>!</w:t></mc:Fallback></mc:AlternateContent></w:r>`), nil,
			"body: new!"},
		{"a text box comes after its paragraph, and after what continues that", `<w:p><w:pPr><w:rPr>` + tracked("del", "A", "") + `</w:rPr></w:pPr>` + t("one ") + `<w:r><w:pict><v:textbox><w:txbxContent>` + p(tracked("ins", "B", t("box"))) + `</w:txbxContent></v:textbox></w:pict></w:r></w:p>` + p(t("two")), nil,
			"body: one ¶-A\nbody: two\nbody: {+B:box}"},
		{"an equation keeps its characters", p(`<m:oMathPara><m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den>` + `<m:r>` + tracked("ins", "A", "<m:t>b</m:t>") + `</m:r></m:den></m:f></m:oMath></m:oMathPara>`), nil,
			"body: a{+A:b}"},
		{"right to left", `<w:p><w:pPr><w:bidi/><w:rPr><w:lang w:bidi="ar-SA"/></w:rPr></w:pPr><w:r><w:rPr><w:b/><w:bCs w:val="0"/><w:rtl/><w:lang w:bidi="ar-SA" w:val="en-GB"/></w:rPr><w:t>الدول</w:t></w:r><w:r><w:rPr><w:lang w:val="fr"/></w:rPr><w:t>État</w:t></w:r></w:p>`, nil,
			"body rtl ar-SA: الدولfr«État»"},
		{"Chinese has a language of its own", `<w:p><w:pPr/><w:r><w:rPr><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr><w:t>“条约”</w:t></w:r></w:p>`, nil, "body: zh-CN«“条约”»"},
		{"identity", `<w:bookmarkStart w:id="1" w:name="p_p4"/>` + p(t("a")) + p(`<w:bookmarkStart w:id="2" w:name="p__1"/>`+t("b")) + p(`<w:bookmarkStart w:id="3" w:name="p_p9_Copy_1"/>`+t("c")) + p(`<w:bookmarkStart w:id="4" w:name="_Toc12"/>`+t("d")),
			map[string]string{"properties": `<property name="adrefID1"><vt:lpwstr>A long one</vt:lpwstr></property>`},
			"p4=body: a\nA long one=body: b\np9=body: c\nbody: d"},
		{"a typed label in our style", p(label("3 bis.") + t("words")), nil, "body \"3 bis.\": words"},
		{"a typed label that was replaced", p(tracked("del", "A", label("4.")) + tracked("ins", "A", label("3 bis.")) + t("words")), nil, "body \"3 bis.\" was \"4.\"A: words"},
		{"a section that starts a page, and one that does not", `<w:p><w:pPr><w:sectPr/></w:pPr>` + t("a") + `</w:p><w:p><w:pPr><w:sectPr><w:type w:val="continuous"/></w:sectPr></w:pPr>` + t("b") + `</w:p>` + p(t("c")), nil, "body: a\nbody page: b\nbody: c"},
	} {
		tt.Run(c.name, func(t *testing.T) {
			got, r := read(t, pack(t, c.body, c.parts))
			if d := cmp.Diff(strings.TrimSpace(c.want), strings.TrimSpace(show(got.Paragraphs))); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
			if r.Lost != 0 || len(r.Before) != len(got.Paragraphs) {
				t.Errorf("report: %+v", r)
			}
		})
	}
}

func field(instruction, result string) string {
	return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>` + instruction + `</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` + result + `<w:r><w:fldChar w:fldCharType="end"/></w:r>`
}

func label(s string) string {
	return `<w:r><w:rPr><w:rStyle w:val="AdrefLabel"/></w:rPr><w:t>` + s + `</w:t><w:tab/></w:r>`
}

func level0(format, text string) string {
	return fmt.Sprintf(`<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/></w:lvl></w:abstractNum>`, format, text)
}

// lists are the numbering part with a list of each definition, numbered from 1.
func lists(definitions string) map[string]string {
	nums := ""
	for i := range strings.Count(definitions, "<w:abstractNum ") {
		nums += fmt.Sprintf(`<w:num w:numId="%d"><w:abstractNumId w:val="%d"/></w:num>`, i+1, i)
	}
	return map[string]string{"numbering": definitions + nums, "styles": `<w:style w:type="character" w:styleId="AdrefLabel"/>`}
}

func TestStrictFormReadsLikeTheOther(t *testing.T) {
	data := pack(t, `<?xml version="1.0"?><q:document `+strict+`><q:body><q:p><q:ins q:author="A" q:id="1"><q:r><q:t>x</q:t></q:r></q:ins></q:p></q:body></q:document>`, nil)
	got, r := read(t, data)
	if s := show(got.Paragraphs); s != "body: {+A:x}\n" || r.Characters != 1 || r.Lost != 0 {
		t.Errorf("%q %+v", s, r)
	}
}

func TestNotes(tt *testing.T) {
	body := p(t("a") + `<w:r><w:footnoteReference w:id="2"/></w:r>` + t("b") + `<w:r><w:endnoteReference w:id="1"/></w:r><w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/><w:t>*</w:t></w:r>` + tracked("ins", "A", `<w:r><w:footnoteReference w:id="4"/></w:r>`))
	note := func(id, ref, words string) string {
		return `<w:footnote w:id="` + id + `">` + p(ref+words) + `</w:footnote>`
	}
	ref := `<w:r><w:footnoteRef/></w:r>`
	got, r := read(tt, pack(tt, body, map[string]string{
		"styles":    `<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>`,
		"footnotes": `<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>` + note("2", ref, t(" See ")+tracked("del", "B", "<w:r><w:delText>x</w:delText></w:r>")) + note("3", `<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:t>*</w:t></w:r>`, t(" Own.")) + note("4", ref, t(" New.")),
		"endnotes":  `<w:endnote w:id="1">` + p(`<w:r><w:endnoteRef/></w:r>`+t(" End.")) + `</w:endnote>`,
	}))
	if want := "body: a^f2(1)b^e1(i)^f3(*){+A:^f4(2)}\n"; show(got.Paragraphs) != want {
		tt.Errorf("%s, want %s", show(got.Paragraphs), want)
	}
	var notes []string
	for _, n := range got.Notes {
		notes = append(notes, fmt.Sprint(n.ID, n.End, " ", show(n.Paragraphs)))
	}
	want := []string{"f2false body: See {-B:x}\n", "f3false body: Own.\n", "f4false body: New.\n", "e1true body: End.\n"}
	if d := cmp.Diff(want, notes); d != "" {
		tt.Error(d)
	}
	if r.Lost != 0 || r.Set != 5 {
		tt.Errorf("%+v", r)
	}
}

func TestComments(tt *testing.T) {
	comment := func(id, para, words string) string {
		return `<w:comment w:id="` + id + `" w:author="A` + id + `" w:initials="X" w:date="2026-07-21T12:00:00Z" w16du:dateUtc="2026-07-21T10:00:00Z"><w:p w14:paraId="` + para + `"><w:r><w:annotationRef/></w:r>` + t(words) + `</w:p></w:comment>`
	}
	start, end, mark := `<w:commentRangeStart w:id="%s"/>`, `<w:commentRangeEnd w:id="%s"/>`, `<w:r><w:commentReference w:id="%s"/></w:r>`
	of := func(tag, id string) string { return fmt.Sprintf(tag, id) }
	body := p(t("title")) +
		p(of(start, "0")+t("a")+of(start, "1")+t("b")) + p(t("c")+of(end, "0")+of(mark, "0")+t("d")+of(end, "1")+of(mark, "1")+t("e")) + p(t("point")+of(mark, "2")+t("after"))
	got, r := read(tt, pack(tt, body, map[string]string{
		"comments":         comment("0", "0A", "why") + comment("1", "0B", "because") + comment("2", "0C", "here"),
		"commentsExtended": `<w15:commentEx w15:paraId="0A" w15:done="1"/><w15:commentEx w15:paraId="0B" w15:paraIdParent="0A" w15:done="0"/>`,
	}))
	want := "body: title\nbody: #0«a»#0,1«b»\nbody: #0,1«c»#1«d»e\nbody: #2«point»after\n"
	if d := cmp.Diff(want, show(got.Paragraphs)); d != "" {
		tt.Error(d)
	}
	if len(got.Comments) != 3 {
		tt.Fatalf("%+v", got.Comments)
	}
	first, second := got.Comments[0], got.Comments[1]
	if !first.Resolved || first.By != "A0" || first.Initials != "X" || first.At.Hour() != 10 || show(first.Paragraphs) != "body: why\n" || second.Parent != "0" || second.Resolved {
		tt.Errorf("%+v", got.Comments)
	}
	if r.Lost != 0 || r.Comments != len("whybecausehere") {
		tt.Errorf("%+v", r)
	}
}

func TestOrigin(tt *testing.T) {
	got, _ := read(tt, pack(tt, p(t("x")), map[string]string{"properties": `<property name="adrefProcess"><vt:lpwstr>OEWG</vt:lpwstr></property><property name="adrefDocument"><vt:lpwstr>report</vt:lpwstr></property>` +
		`<property name="adrefRevision"><vt:i4>3</vt:i4></property><property name="adrefSymbol"><vt:lpwstr>A/1</vt:lpwstr></property><property name="adrefDigest"><vt:lpwstr>0f</vt:lpwstr></property><property name="other"><vt:lpwstr>no</vt:lpwstr></property>`}))
	if want := (paper.Origin{Process: "OEWG", Document: "report", Revision: 3, Symbol: "A/1", Digest: "0f"}); got.Origin != want {
		tt.Errorf("%+v", got.Origin)
	}
}

func TestReportSaysWhatIsNoText(tt *testing.T) {
	body := p(`<w:r><w:object/></w:r>`) + p(`<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>`) + `<w:altChunk r:id="r9"/><w:p><w:pPr>` + tracked("pPrChange", "A", "<w:pPr/>") + `</w:pPr></w:p>`
	_, r := read(tt, pack(tt, body, nil))
	want := []docx.Item{{What: "document of another format inside this one (not read)", Count: 1}, {What: "embedded object", Count: 1}, {What: "equation (its characters are kept, its layout is not)", Count: 1}}
	if d := cmp.Diff(want, r.NotText); d != "" || r.Formatting != 1 || len(r.Warnings) != 2 || r.Unread != 1 {
		tt.Errorf("%s %+v", d, r)
	}
}
