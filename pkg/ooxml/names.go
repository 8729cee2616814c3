package ooxml

import "strings"

// prefixes are the names under which this package speaks of namespaces, whatever prefix a document gives them. Those of the Strict
// form of ECMA-376 have the name of their Transitional counterpart.
var prefixes = map[string]string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main":              "w",
	"http://purl.oclc.org/ooxml/wordprocessingml/main":                          "w",
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships":       "r",
	"http://purl.oclc.org/ooxml/officeDocument/relationships":                   "r",
	"http://schemas.openxmlformats.org/officeDocument/2006/math":                "m",
	"http://purl.oclc.org/ooxml/officeDocument/math":                            "m",
	"http://schemas.openxmlformats.org/drawingml/2006/main":                     "a",
	"http://purl.oclc.org/ooxml/drawingml/main":                                 "a",
	"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing":    "wp",
	"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing":                "wp",
	"http://schemas.openxmlformats.org/drawingml/2006/picture":                  "pic",
	"http://purl.oclc.org/ooxml/drawingml/picture":                              "pic",
	"http://schemas.openxmlformats.org/drawingml/2006/chart":                    "c",
	"http://purl.oclc.org/ooxml/drawingml/chart":                                "c",
	"http://schemas.openxmlformats.org/drawingml/2006/diagram":                  "dgm",
	"http://purl.oclc.org/ooxml/drawingml/diagram":                              "dgm",
	"http://schemas.openxmlformats.org/spreadsheetml/2006/main":                 "x",
	"http://purl.oclc.org/ooxml/spreadsheetml/main":                             "x",
	"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties":   "op",
	"http://purl.oclc.org/ooxml/officeDocument/customProperties":                "op",
	"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes":      "vt",
	"http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes":                  "vt",
	"http://schemas.openxmlformats.org/package/2006/metadata/core-properties":   "cp",
	"http://schemas.openxmlformats.org/package/2006/relationships":              "rel",
	"http://schemas.openxmlformats.org/package/2006/content-types":              "ct",
	"http://schemas.openxmlformats.org/markup-compatibility/2006":               "mc",
	"http://schemas.microsoft.com/office/word/2010/wordml":                      "w14",
	"http://schemas.microsoft.com/office/word/2012/wordml":                      "w15",
	"http://schemas.microsoft.com/office/word/2016/wordml/cid":                  "w16cid",
	"http://schemas.microsoft.com/office/word/2023/wordml/word16du":             "w16du",
	"http://schemas.microsoft.com/office/word/2010/wordprocessingShape":         "wps",
	"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup":         "wpg",
	"http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas":        "wpc",
	"http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing":       "wp14",
	"http://purl.org/dc/elements/1.1/":                                          "dc",
	"http://purl.org/dc/terms/":                                                 "dcterms",
	"http://www.w3.org/2001/XMLSchema-instance":                                 "xsi",
	"http://www.w3.org/XML/1998/namespace":                                      "xml",
	"urn:schemas-microsoft-com:vml":                                             "v",
	"urn:schemas-microsoft-com:office:office":                                   "o",
	"urn:schemas-microsoft-com:office:word":                                     "w10",
	"http://schemas.openxmlformats.org/schemaLibrary/2006/main":                 "sl",
	"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": "ep",
	"http://purl.oclc.org/ooxml/officeDocument/extendedProperties":              "ep",
}

// Prefix is the name of a namespace in Node.Name: "w" for that of WordprocessingML in either form. It is "" where this package
// has none, and then names are written "{namespace}local".
func Prefix(namespace string) string { return prefixes[namespace] }

const (
	relationsTransitional = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	relationsStrict       = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
	relationsPackage      = "http://schemas.openxmlformats.org/package/2006/relationships/"
	relationsMicrosoft    = "http://schemas.microsoft.com/office/"
)

// shortType is the type of a relationship without what differs between the forms: "styles", "officeDocument", "commentsExtended".
func shortType(t string) string {
	for _, p := range []string{relationsTransitional, relationsStrict, relationsPackage} {
		if short, ok := strings.CutPrefix(t, p); ok {
			return short
		}
	}
	if strings.HasPrefix(t, relationsMicrosoft) {
		return t[strings.LastIndexByte(t, '/')+1:]
	}
	return t
}
