package docx

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"

	"adref/pkg/ooxml"
)

// template is what is taken of the chair's own document: its look and its furniture, and nothing of its text.
type template struct {
	pkg       *ooxml.Package
	main      string
	section   string            // the properties of its last section
	width     int               // of its text, in twentieths of a point
	styles    map[string]string // ID of a style of ours to its own
	relations []relation        // of the document to parts that are taken
	parts     []part
	taken     map[string]bool   // names of parts, in lower case
	kinds     map[string]string // names of the parts that are spliced, by their kind
	ready     string            // the styles with ours
}

// openTemplate reads what is needed of the template. It may be a document or a .dotx; macros are left where they are.
func (d *writer) openTemplate(data []byte) *template {
	d.at("template")
	t := &template{taken: map[string]bool{}, kinds: map[string]string{}, styles: map[string]string{}, width: textWidth}
	if err := t.open(data); err != nil {
		d.fail(ErrTemplate, "%v", err)
		return nil
	}
	language := ""
	if d.p.Language != "" {
		language = d.language(d.p.Language)
	}
	var err error
	if t.ready, err = t.prepareStyles(language); err != nil {
		d.fail(ErrTemplate, "%v", err)
	}
	if d.lists.firstKind, d.lists.firstNum, err = t.numbers(); err != nil {
		d.fail(ErrTemplate, "%v", err)
	}
	return t
}

func (t *template) open(data []byte) error {
	var err error
	if t.pkg, err = ooxml.Open(bytes.NewReader(data), int64(len(data))); err != nil {
		return err
	}
	if t.main, err = t.pkg.Main(); err != nil {
		return err
	}
	root, err := t.pkg.Parse(t.main)
	if err != nil {
		return err
	}
	raw, err := t.pkg.Read(t.main)
	if err != nil {
		return err
	}
	switch {
	case root.Name != "w:document":
		return errors.New("it is an Office file, but no Word document")
	case !bytes.Contains(raw, []byte(namespaceW)):
		return errors.New("it is saved as Strict Open XML. Save it in Word as an ordinary Word document or template")
	}
	links, err := t.pkg.Relations(t.main)
	if err != nil {
		return err
	}
	return t.take(root.Child("w:body"), links)
}

// take takes the section with its headers and footers, and the parts that say how things look.
func (t *template) take(body *ooxml.Node, links []ooxml.Relation) error {
	named := map[string]string{}
	for _, l := range links {
		if l.External || !t.pkg.Has(l.Target) {
			continue
		}
		switch l.Type {
		case "header", "footer":
			named[l.ID] = l.Target
		case "theme":
			t.relate("theme", l.Target)
			if err := t.copyPart(l.Target); err != nil {
				return err
			}
		case "fontTable":
			t.relate("fontTable", l.Target)
			if err := t.copyPart(l.Target); err != nil {
				return err
			}
		case "styles", "settings":
			t.kinds[l.Type] = l.Target
		case "numbering":
			t.kinds[l.Type] = l.Target
			if err := t.copyLinks(l.Target); err != nil { // pictures for bullets
				return err
			}
		}
	}
	if t.kinds["styles"] == "" {
		return errors.New("it has no styles")
	}
	section := body.Child("w:sectPr")
	if section == nil {
		section = &ooxml.Node{Name: "w:sectPr"}
	}
	t.measure(section)
	return t.takeSection(section, named)
}

// relate makes the document refer to a part of the template and gives the relationship.
func (t *template) relate(kind, target string) string {
	id := "template" + strconv.Itoa(len(t.relations)+1)
	t.relations = append(t.relations, relation{id, namespaceR + "/" + kind, "/" + target})
	return id
}

// copyPart takes a part as it is, with the parts that it refers to: pictures of a header, fonts.
func (t *template) copyPart(name string) error {
	if key := strings.ToLower(name); t.taken[key] {
		return nil
	} else {
		t.taken[key] = true
	}
	data, err := t.pkg.Read(name)
	if err != nil {
		return err
	}
	t.parts = append(t.parts, part{name, t.pkg.Type(name), data})
	return t.copyLinks(name)
}

// copyLinks takes what a part refers to.
func (t *template) copyLinks(name string) error {
	dir, base := path.Split(name)
	links := dir + "_rels/" + base + ".rels"
	if !t.pkg.Has(links) {
		return nil
	}
	data, err := t.pkg.Read(links)
	if err != nil {
		return err
	}
	t.parts = append(t.parts, part{links, "", data})
	relations, err := t.pkg.Relations(name)
	if err != nil {
		return err
	}
	for _, r := range relations {
		if !r.External && t.pkg.Has(r.Target) {
			if err := t.copyPart(r.Target); err != nil {
				return err
			}
		}
	}
	return nil
}

// measure finds how wide the text is.
func (t *template) measure(section *ooxml.Node) {
	number := func(child, attr string) int {
		n, _ := strconv.Atoi(section.Child(child).Attr(attr))
		return n
	}
	if w := number("w:pgSz", "w:w") - number("w:pgMar", "w:left") - number("w:pgMar", "w:right") - number("w:pgMar", "w:gutter"); w > 1000 && w < 30000 {
		t.width = w
	}
}

// takeSection writes the properties of the section anew, with the headers and footers under their new relationships.
func (t *template) takeSection(section *ooxml.Node, named map[string]string) error {
	var b strings.Builder
	b.WriteString("<w:sectPr>")
	for c := section.First; c != nil; c = c.Next {
		switch c.Name {
		case "w:headerReference", "w:footerReference":
			target := named[c.Attr("r:id")]
			if target == "" {
				continue
			}
			if err := t.copyPart(target); err != nil {
				return err
			}
			kind := strings.TrimSuffix(strings.TrimPrefix(c.Name, "w:"), "Reference")
			fmt.Fprintf(&b, `<%s w:type="%s" r:id="%s"/>`, c.Name, escaper.Replace(c.Attr("w:type")), t.relate(kind, target))
		case "w:sectPrChange", "w:printerSettings": // a change of the template's own, and a part for a printer that is not ours
		default:
			element(&b, c)
		}
	}
	b.WriteString("</w:sectPr>")
	t.section = b.String()
	return nil
}

// element writes an element of WordprocessingML anew; what other programs have added to it is left out.
func element(b *strings.Builder, n *ooxml.Node) {
	if !strings.HasPrefix(n.Name, "w:") {
		return
	}
	b.WriteString("<" + n.Name)
	for _, a := range n.Attrs {
		if strings.HasPrefix(a.Name, "w:") && !strings.HasPrefix(a.Name, "w:rsid") {
			b.WriteString(" " + a.Name + `="` + escaper.Replace(a.Value) + `"`)
		}
	}
	b.WriteString(">")
	for c := n.First; c != nil; c = c.Next {
		element(b, c)
	}
	b.WriteString("</" + n.Name + ">")
}

// style is the ID of a style in the document.
func (d *writer) style(id string) string {
	if d.template != nil {
		if own := d.template.styles[id]; own != "" {
			return own
		}
	}
	return id
}

// textWidth is how wide the text of the document is.
func (d *writer) textWidth() int {
	if d.template != nil {
		return d.template.width
	}
	return textWidth
}
