package docx

import (
	"bytes"
	_ "embed"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"adref/pkg/ooxml"
)

// The look of a document of the United Nations, where no template gives another.
var (
	//go:embed parts/styles.xml
	partStyles string
	//go:embed parts/settings.xml
	partSettings string
	//go:embed parts/fontTable.xml
	partFonts string
)

// writeLook makes the parts that say how the document looks and what Word counts in it.
func (d *writer) writeLook() {
	kinds, nums := d.lists.definitions(d.template == nil)
	if d.template != nil {
		d.templateLook(kinds, nums)
		return
	}
	if kinds != "" {
		d.add("word/numbering.xml", "numbering", []byte(xmlHeader+"<w:numbering"+declarations+">"+kinds+nums+"</w:numbering>"))
	}
	language := ""
	if d.p.Language != "" {
		d.at("paper")
		language = d.language(d.p.Language)
	}
	d.add("word/styles.xml", "styles", []byte(strings.Replace(partStyles, `<w:lang w:val="und"/>`, language, 1)))
	d.add("word/settings.xml", "settings", []byte(d.builtInSettings()))
	d.add("word/fontTable.xml", "fontTable", []byte(partFonts))
}

func (d *writer) builtInSettings() string {
	settings := partSettings
	if !d.o.Record {
		settings = strings.Replace(settings, "<w:trackRevisions/>", "", 1)
	}
	if len(d.p.Notes) == 0 {
		settings = cutBetween(settings, "<w:footnotePr>", "</w:endnotePr>")
	}
	return settings
}

func cutBetween(s, from, to string) string {
	i, j := strings.Index(s, from), strings.Index(s, to)
	if i < 0 || j < i {
		return s
	}
	return s[:i] + s[j+len(to):]
}

// writeProperties makes the properties of the file. There is no date where the options give none.
func (d *writer) writeProperties() {
	d.at("properties of the file")
	x := xmlHeader + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`
	for _, e := range []struct{ tag, text string }{{"dc:title", d.p.Title}, {"dc:creator", d.o.Author}, {"cp:lastModifiedBy", d.o.Author}, {"dc:language", d.p.Language}} {
		if e.text != "" {
			x += "<" + e.tag + ">" + d.escaped(e.text) + "</" + e.tag + ">"
		}
	}
	if !d.o.At.IsZero() {
		at := d.o.At.UTC().Format(time.RFC3339)[:19] + "Z"
		x += `<dcterms:created xsi:type="dcterms:W3CDTF">` + at + `</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">` + at + `</dcterms:modified>`
	}
	d.parts = append(d.parts,
		part{"docProps/core.xml", typePackage + "core-properties+xml", []byte(x + "</cp:coreProperties>")},
		part{"docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml",
			[]byte(xmlHeader + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>adref</Application></Properties>`)})
	if custom := d.customProperties(); custom != "" {
		d.parts = append(d.parts, part{"docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml",
			[]byte(xmlHeader + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" ` +
				`xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">` + custom + "</Properties>")})
	}
}

// customProperties say what the document was made from.
func (d *writer) customProperties() string {
	x, id := "", 1
	add := func(name, kind, value string) {
		d.limit(value, MaxProperty, "the property "+name)
		id++ // 0 and 1 are reserved
		x += `<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="` + strconv.Itoa(id) + `" name="` + name + `"><vt:` + kind + ">" + d.escaped(value) + "</vt:" + kind + "></property>"
	}
	o := d.p.Origin
	for _, p := range []struct{ name, value string }{{propertyProcess, o.Process}, {propertyDocument, o.Document}, {propertySymbol, o.Symbol}, {propertyDigest, o.Digest}} {
		if p.value != "" {
			add(p.name, "lpwstr", p.value)
		}
	}
	if o.Revision != 0 {
		if o.Revision < -1<<31 || o.Revision >= 1<<31 {
			d.fail(ErrLimit, "the revision %d is too large", o.Revision)
		}
		add(propertyRevision, "i4", strconv.Itoa(o.Revision))
	}
	for i, id := range d.long {
		add(longProperty(i+1), "lpwstr", id)
	}
	return x
}

// pack writes the package.
func (d *writer) pack(w io.Writer) error {
	var rels bytes.Buffer
	relations := d.relations
	if d.template != nil {
		relations = slices.Concat(relations, d.template.relations)
	}
	for _, r := range relations {
		rels.WriteString(`<Relationship Id="` + r.id + `" Type="` + r.kind + `" Target="` + escaper.Replace(r.target) + `"/>`)
	}
	d.parts = append(d.parts, part{"word/document.xml", typeW + "document.main+xml", d.main.b.Bytes()})
	d.addLinks("word/document.xml", d.main, rels.String())
	for _, p := range d.parts {
		if len(p.data) > maxDocument {
			d.at("")
			d.fail(ErrLimit, "%s would have %d MiB, and readers take %d", p.name, len(p.data)>>20, maxDocument>>20)
		}
	}
	if d.err != nil {
		return d.err
	}
	parts := d.parts
	if d.template != nil {
		parts = append(parts, d.template.parts...)
	}
	slices.SortStableFunc(parts, func(a, b part) int { return strings.Compare(a.name, b.name) })
	out := []ooxml.Part{{Name: "[Content_Types].xml", Data: contentTypes(parts)}, {Name: "_rels/.rels", Data: rootRelations(parts)}}
	for _, p := range parts {
		out = append(out, ooxml.Part{Name: p.name, Data: p.data})
	}
	return ooxml.Write(w, out)
}

func contentTypes(parts []part) []byte {
	var b bytes.Buffer
	b.WriteString(xmlHeader + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`)
	for _, p := range parts {
		if p.kind != "" {
			b.WriteString(`<Override PartName="/` + escaper.Replace(p.name) + `" ContentType="` + escaper.Replace(p.kind) + `"/>`)
		}
	}
	b.WriteString("</Types>")
	return b.Bytes()
}

func rootRelations(parts []part) []byte {
	x := relationsHeader + `<Relationship Id="rId1" Type="` + namespaceR + `/officeDocument" Target="word/document.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
		`<Relationship Id="rId3" Type="` + namespaceR + `/extended-properties" Target="docProps/app.xml"/>`
	if slices.ContainsFunc(parts, func(p part) bool { return p.name == "docProps/custom.xml" }) {
		x += `<Relationship Id="rId4" Type="` + namespaceR + `/custom-properties" Target="docProps/custom.xml"/>`
	}
	return []byte(x + "</Relationships>")
}
