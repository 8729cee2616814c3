package docx_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// containers and leaves are elements of documents, without regard to which may stand in which.
var (
	containers = strings.Fields(`w:p w:p w:r w:r w:ins w:del w:moveFrom w:moveTo w:tbl w:tr w:tc w:sdt w:sdtContent w:hyperlink w:fldSimple w:smartTag w:customXml
		w:pict v:textbox w:txbxContent w:drawing w:object m:oMath m:oMathPara m:r m:f m:num w:ruby w:rt w:rubyBase w:bdo w:unknown`)
	leaves = []string{
		`<w:t>words &amp; 条约</w:t>`, `<w:delText>gone</w:delText>`, `<m:t>x</m:t>`, `<w:tab/>`, `<w:br/>`, `<w:br w:type="page"/>`, `<w:cr/>`, `<w:sym w:font="Symbol" w:char="F061"/>`,
		`<w:noBreakHyphen/>`, `<w:softHyphen/>`, `<w:ptab/>`, `<w:fldChar w:fldCharType="begin"/>`, `<w:fldChar w:fldCharType="separate"/>`, `<w:fldChar w:fldCharType="end"/>`,
		`<w:instrText>HYPERLINK "x"</w:instrText>`, `<w:footnoteReference w:id="1"/>`, `<w:footnoteReference w:id="2" w:customMarkFollows="1"/>`, `<w:commentReference w:id="0"/>`,
		`<w:commentRangeStart w:id="0"/>`, `<w:commentRangeEnd w:id="0"/>`, `<w:moveFromRangeStart w:id="5" w:name="m"/>`, `<w:footnoteRef/>`, `<w:bookmarkStart w:name="p_p1"/>`,
		`<w:pPr><w:tabs><w:tab w:val="left"/></w:tabs><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>`, `<w:pPr><w:pStyle w:val="AdrefMastheadSymbol"/></w:pPr>`,
		`<w:pPr><w:pStyle w:val="AdrefGenerated"/></w:pPr>`, `<w:pPr><w:pStyle w:val="AdrefSeparator"/></w:pPr>`, `<w:rPr><w:rStyle w:val="AdrefLabel"/></w:rPr>`, `<w:rPr><w:b/></w:rPr>`,
		`<w:pPr><w:rPr><w:ins w:id="1" w:author="A"/></w:rPr></w:pPr>`, `<w:pPr><w:rPr><w:del w:id="1" w:author="B"/></w:rPr></w:pPr>`, `<w:pPr><w:sectPr/></w:pPr>`,
	}
)

// nested is XML of these elements, a few deep.
func nested(t *rapid.T, depth int) string {
	var b strings.Builder
	for range rapid.IntRange(0, 4).Draw(t, "children") {
		switch kind := rapid.IntRange(0, 9).Draw(t, "kind"); {
		case kind < 4 || depth == 0:
			b.WriteString(rapid.SampledFrom(leaves).Draw(t, "leaf"))
		case kind == 4:
			b.WriteString(`<mc:AlternateContent><mc:Choice Requires="wps">` + nested(t, depth-1) + `</mc:Choice><mc:Fallback>` + nested(t, depth-1) + `</mc:Fallback></mc:AlternateContent>`)
		default:
			name := rapid.SampledFrom(containers).Draw(t, "container")
			b.WriteString("<" + name + ">" + nested(t, depth-1) + "</" + name + ">")
		}
	}
	return b.String()
}

// TestNothingIsLostInAnyNesting is the law of reading on documents that no program writes.
func TestNothingIsLostInAnyNesting(tt *testing.T) {
	parts := lists(level0("decimal", "%1."))
	parts["footnotes"] = `<w:footnote w:id="1">` + p(`<w:r><w:footnoteRef/></w:r>`+t(" note")) + `</w:footnote>`
	parts["comments"] = `<w:comment w:id="0" w:author="A">` + p(t("why")) + `</w:comment>`
	rapid.Check(tt, func(t *rapid.T) {
		body := nested(t, 6)
		_, r := read(tt, pack(tt, body, parts))
		if r.Lost != 0 {
			t.Fatalf("%d of %d characters lost in %s", r.Lost, r.Characters, body)
		}
		if sum := r.Text + r.Notes + r.Comments + r.Furniture + r.Set; sum != r.Accounted {
			t.Fatalf("the places hold %d characters, the parts %d, in %s", sum, r.Accounted, body)
		}
	})
}
