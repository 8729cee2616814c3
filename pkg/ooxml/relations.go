package ooxml

import (
	"path"
	"strings"
)

const typesPart = "[Content_Types].xml"

// Relation is a link from the package, or from one of its parts, to a part or to something outside.
type Relation struct {
	ID string
	// Type is what the target is, the same in both forms of ECMA-376: "officeDocument", "styles", "commentsExtended".
	Type     string
	Target   string // the name of a part; or an address where External
	External bool
}

// readTypes reads the content types. It is the first thing that tells a package from another zip file.
func (p *Package) readTypes() error {
	if !p.Has(typesPart) {
		return &Error{Kind: ErrOtherFormat, What: "this is a zip file, but no Office document: it has no " + typesPart, Advice: adviceSave}
	}
	root, err := p.Parse(typesPart)
	if err != nil {
		return err
	}
	for n := root.First; n != nil; n = n.Next {
		switch n.Name {
		case "ct:Default":
			p.defaults[strings.ToLower(n.Attr("Extension"))] = n.Attr("ContentType")
		case "ct:Override":
			p.types[strings.ToLower(strings.TrimPrefix(n.Attr("PartName"), "/"))] = n.Attr("ContentType")
		}
	}
	return nil
}

// Relations are the links from a part, or from the package for "". A part without links has none; that is no error.
func (p *Package) Relations(name string) ([]Relation, error) {
	dir, base := path.Split(name)
	links := dir + "_rels/" + base + ".rels"
	if !p.Has(links) {
		return nil, nil
	}
	root, err := p.Parse(links)
	if err != nil {
		return nil, err
	}
	var out []Relation
	for n := root.First; n != nil; n = n.Next {
		if n.Name != "rel:Relationship" {
			continue
		}
		r := Relation{ID: n.Attr("Id"), Type: shortType(n.Attr("Type")), Target: n.Attr("Target"), External: strings.EqualFold(n.Attr("TargetMode"), "External")}
		if !r.External {
			r.Target = resolve(dir, r.Target)
		}
		out = append(out, r)
	}
	return out, nil
}

// resolve is the name of the part that a target means, seen from a folder.
func resolve(dir, target string) string {
	if strings.HasPrefix(target, "/") {
		return strings.TrimPrefix(path.Clean(target), "/")
	}
	return strings.TrimPrefix(path.Clean("/"+dir+target), "/")
}

// Main is the name of the part that the package is about: the text of a document, the workbook of a spreadsheet.
func (p *Package) Main() (string, error) {
	links, err := p.Relations("")
	if err != nil {
		return "", err
	}
	for _, l := range links {
		if l.Type == "officeDocument" && !l.External && p.Has(l.Target) {
			return l.Target, nil
		}
	}
	return "", &Error{Kind: ErrMissing, What: "the package has no main part", Advice: adviceAgain}
}
