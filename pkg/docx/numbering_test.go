package docx_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// item is a paragraph in a list.
func item(list, level string) string {
	return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + list + `"/></w:numPr></w:pPr>` + t("x") + `</w:p>`
}

// items are paragraphs in lists: "1:0 1:1" are two of the first list.
func items(places string) string {
	var b strings.Builder
	for place := range strings.FieldsSeq(places) {
		list, level, _ := strings.Cut(place, ":")
		b.WriteString(item(list, level))
	}
	return b.String()
}

func lvl(level, format, text, more string) string {
	return `<w:lvl w:ilvl="` + level + `"><w:start w:val="1"/><w:numFmt w:val="` + format + `"/><w:lvlText w:val="` + text + `"/>` + more + `</w:lvl>`
}

// legal is the outline of a treaty: 1., 1.1, (a).
var legal = lvl("0", "upperRoman", "%1.", "") + lvl("1", "decimal", "%1.%2", "<w:isLgl/>") + lvl("2", "lowerLetter", "(%3)", "")

func definition(id, levels string) string {
	return `<w:abstractNum w:abstractNumId="` + id + `">` + levels + `</w:abstractNum>`
}

func num(id, definition, overrides string) string {
	return `<w:num w:numId="` + id + `"><w:abstractNumId w:val="` + definition + `"/>` + overrides + `</w:num>`
}

func TestLabelsAreThoseThatArePrinted(tt *testing.T) {
	restart := func(level, start string) string {
		return `<w:lvlOverride w:ilvl="` + level + `"><w:startOverride w:val="` + start + `"/></w:lvlOverride>`
	}
	for _, c := range []struct {
		name, numbering, body, styles, want string
	}{
		{"levels, and numbers of outer levels as decimals", definition("0", legal) + num("1", "0", ""), items("1:0 1:1 1:2 1:2 1:1 1:0 1:1 1:2"), "",
			"I.|1.1|(a)|(b)|1.2|II.|2.1|(a)"},
		{"an inner level before any outer one", definition("0", legal) + num("1", "0", ""), items("1:1 1:1 1:0 1:1"), "", "1.1|1.2|I.|1.1"},
		{"a level that never restarts", definition("0", lvl("0", "decimal", "%1.", "")+lvl("1", "lowerLetter", "(%2)", `<w:lvlRestart w:val="0"/>`)) + num("1", "0", ""), items("1:0 1:1 1:0 1:1"), "", "1.|(a)|2.|(b)"},
		{"a level that restarts after the outermost only", definition("0", legal+`<w:lvl w:ilvl="3"><w:start w:val="1"/><w:lvlRestart w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%4)"/></w:lvl>`) + num("1", "0", ""), items("1:0 1:3 1:1 1:3 1:0 1:3"), "", "I.|1)|1.1|2)|II.|1)"},
		{"two lists of one definition count on, one that starts anew does not", definition("0", legal) + num("1", "0", "") + num("2", "0", "") + num("3", "0", restart("0", "7")), items("1:0 2:0 3:0 3:0 1:0"), "", "I.|II.|VII.|VIII.|IX."},
		{"a list with a level of its own", definition("0", legal) + num("1", "0", "") + num("2", "0", `<w:lvlOverride w:ilvl="0">`+lvl("0", "lowerLetter", "%1)", "")+`</w:lvlOverride>`), items("1:0 2:0"), "", "I.|b)"},
		{"a list without numbers, and none", definition("0", lvl("0", "none", "", "")+lvl("1", "bullet", "\uf0b7", "")) + num("1", "0", ""), items("1:0 1:1 0:0 9:0"), "", "|•||"},
		{"a bullet and per cent", definition("0", lvl("0", "decimal", "%1 % of %9", "")) + num("1", "0", ""), items("1:0"), "", "1 % of"},
		{"style and list linked by the level", definition("0", lvl("0", "decimal", "%1.", `<w:pStyle w:val="A"/>`)+lvl("1", "lowerLetter", "(%2)", `<w:pStyle w:val="B"/>`)) + num("1", "0", ""),
			style("A", t("x")) + style("B", t("x")) + style("C", t("x")) + `<w:p><w:pPr><w:pStyle w:val="A"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:p>`,
			`<w:style w:type="paragraph" w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="C"><w:basedOn w:val="B"/></w:style>`,
			"1.|(a)|(b)|"},
		{"a list that is defined by a list style", definition("0", `<w:numStyleLink w:val="L"/>`) + definition("1", `<w:styleLink w:val="L"/>`+lvl("0", "decimal", "%1)", "")) + num("1", "0", "") + num("2", "1", ""), items("1:0 2:0"),
			`<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>`, "1)|2)"},
		{"zeros as Word has them since 2010", definition("0", `<w:lvl w:ilvl="0"><w:start w:val="9"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>`) + num("1", "0", ""), items("1:0 1:0"), "", "009|010"},
	} {
		tt.Run(c.name, func(t *testing.T) {
			got, _ := read(t, pack(t, c.body, map[string]string{"numbering": c.numbering, "styles": c.styles}))
			var labels []string
			for _, p := range got.Paragraphs {
				labels = append(labels, p.Label)
			}
			if s := strings.Join(labels, "|"); s != c.want {
				t.Errorf("%s, want %s", s, c.want)
			}
		})
	}
}

// TestLabelsBeforeTheChanges: a paragraph that is inserted counts in one view, one that is deleted in the other.
func TestLabelsBeforeTheChanges(tt *testing.T) {
	end := func(change, words string) string {
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr>` + change + `</w:rPr></w:pPr>` + words + `</w:p>`
	}
	del := func(s string) string { return tracked("del", "B", "<w:r><w:delText>"+s+"</w:delText></w:r>") }
	body := item("1", "0") + end(tracked("ins", "A", ""), tracked("ins", "A", t("new"))) + item("1", "0") + end(tracked("del", "B", ""), del("old")) +
		end(tracked("del", "B", ""), t("joined ")) + end("", t("to this")) + `<w:tbl><w:tr><w:trPr>` + tracked("ins", "A", "") + `</w:trPr><w:tc>` + item("1", "0") + `</w:tc></w:tr></w:tbl>` + item("1", "0")
	got, r := read(tt, pack(tt, body, lists(level0("decimal", "%1."))))
	var now []string
	for _, p := range got.Paragraphs {
		now = append(now, p.Label)
	}
	if d := cmp.Diff([]string{"1.", "2.", "3.", "3.", "4.", "5.", "5.", "6."}, now); d != "" {
		tt.Error("accepted:", d)
	}
	if d := cmp.Diff([]string{"1.", "", "2.", "3.", "4.", "5.", "", "6."}, r.Before); d != "" {
		tt.Error("refused:", d)
	}
}
