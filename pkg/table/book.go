package table

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"adref/pkg/ooxml"
)

// writeBook writes the package around the sheets.
func writeBook(w io.Writer, tables []Table) error {
	names := SheetNames(tables...)
	var types, sheets, fixed, rels bytes.Buffer
	files := []ooxml.Part{}
	for i, t := range tables {
		fmt.Fprintf(&types, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sworksheet+xml"/>`, i+1, sheetType)
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, attribute(names[i]), i+1, i+1)
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, relation, i+1)
		files = append(files, ooxml.Part{Name: fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), Data: t.sheet(i == 0)})
	}
	for i, t := range tables {
		if len(t.Columns) > 0 {
			fmt.Fprintf(&fixed, `<definedName name="_xlnm._FilterDatabase" localSheetId="%d" hidden="1">%s!%s</definedName>`, i, quoted(names[i]), t.area(true))
		}
	}
	for i := range tables {
		fmt.Fprintf(&fixed, `<definedName name="_xlnm.Print_Titles" localSheetId="%d">%s!$1:$1</definedName>`, i, quoted(names[i]))
	}
	fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/>`, len(tables)+1, relation)
	book := header + `<workbook xmlns="` + main + `" xmlns:r="` + relation + `"><sheets>` + sheets.String() + `</sheets><definedNames>` +
		fixed.String() + `</definedNames></workbook>`
	return ooxml.Write(w, append([]ooxml.Part{
		{Name: "[Content_Types].xml", Data: []byte(strings.Replace(contentTypes, "SHEETS", types.String(), 1))},
		{Name: "_rels/.rels", Data: []byte(rootRels)},
		{Name: "xl/workbook.xml", Data: []byte(book)},
		{Name: "xl/_rels/workbook.xml.rels", Data: []byte(relsOpen + rels.String() + `</Relationships>`)},
		{Name: "xl/styles.xml", Data: []byte(styles)},
	}, files...))
}

// quoted is the name of a sheet as a reference has it.
func quoted(name string) string { return "'" + attribute(strings.ReplaceAll(name, "'", "''")) + "'" }

func attribute(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(s)
}

const (
	sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	relsOpen  = header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	rootRels  = relsOpen + `<Relationship Id="rId1" Type="` + relation + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`

	contentTypes = header + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/xl/workbook.xml" ContentType="` + sheetType + `sheet.main+xml"/>` +
		`<Override PartName="/xl/styles.xml" ContentType="` + sheetType + `styles+xml"/>SHEETS</Types>`

	// Cell formats: 0 is Excel's own, 1 is a cell, 2 one of the header. Number format 49 is text.
	styles = header + `<styleSheet xmlns="` + main + `">` +
		`<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>` +
		`<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>` +
		`<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>` +
		`<fill><patternFill patternType="solid"><fgColor rgb="FFE7E6E6"/><bgColor indexed="64"/></patternFill></fill></fills>` +
		`<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>` +
		`<border><left/><right/><top/><bottom style="thin"><color rgb="FF7F7F7F"/></bottom><diagonal/></border></borders>` +
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
		`<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>` +
		`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
		`<xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">` +
		`<alignment vertical="center" wrapText="1"/></xf></cellXfs>` +
		`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
)
