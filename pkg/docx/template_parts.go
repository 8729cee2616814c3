package docx

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"adref/pkg/ooxml"
)

// spliced is a part of a template, as it is written and as a tree.
type spliced struct {
	raw  string
	root *ooxml.Node
}

// read reads a part for splicing.
func (t *template) read(name string) (spliced, error) {
	data, err := t.pkg.Read(name)
	if err != nil {
		return spliced{}, err
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(data, 0) >= 0 {
		return spliced{}, fmt.Errorf("%s is not in UTF-8. Open it in Word and save it again", name)
	}
	root, err := ooxml.Parse(data)
	if err != nil {
		return spliced{}, fmt.Errorf("%s: %w", name, err)
	}
	s := spliced{string(data), root}
	if i := s.closing(); i >= 0 {
		return s, nil
	}
	return s, fmt.Errorf("%s has nothing in it", name)
}

// closing is where the end tag of the outermost element begins, -1 where it has none.
func (s spliced) closing() int { return strings.LastIndex(s.raw, "</") }

// end is where an element of the outermost one ends.
func (s spliced) end(n *ooxml.Node) int {
	if n.Next != nil {
		return n.Next.Offset
	}
	return s.closing()
}

// before is where the first child is whose name is one of these, else the end of the outermost element.
func (s spliced) before(names ...string) int {
	for c := s.root.First; c != nil; c = c.Next {
		if slices.Contains(names, c.Name) {
			return c.Offset
		}
	}
	return s.closing()
}

// declared is elements of ours as they can stand anywhere in another's part.
func declared(elements, name string) string {
	return strings.ReplaceAll(elements, "<"+name+" ", "<"+name+` xmlns:w="`+namespaceW+`" `)
}

// prepareStyles finds which styles of the template are ours: those with our ID, those with the name that Word gives to its own in
// every language, and its default for Normal. Ours that it does not have are added.
// language, where it is not "", becomes that of the template.
func (t *template) prepareStyles(language string) (string, error) {
	own, err := t.read(t.kinds["styles"])
	if err != nil {
		return "", err
	}
	if own.root.First == nil {
		return "", errors.New("it has no styles")
	}
	byID, byName := map[string]bool{}, map[string]string{}
	for n := own.root.First; n != nil; n = n.Next {
		if n.Name != "w:style" {
			continue
		}
		kind, id, name := n.Attr("w:type"), n.Attr("w:styleId"), strings.ToLower(n.Child("w:name").Attr("w:val"))
		byID[kind+" "+id], byID[id] = true, true
		byName[kind+" "+name] = id
		if d := n.Attr("w:default"); d == "1" || d == "true" || d == "on" {
			byName[kind+" default"] = id
		}
	}
	ours, err := ooxml.Parse([]byte(partStyles))
	if err != nil {
		return "", err
	}
	built := spliced{partStyles, ours}
	missing := ""
	for n := ours.First; n != nil; n = n.Next {
		if n.Name != "w:style" {
			continue
		}
		kind, id, name := n.Attr("w:type"), n.Attr("w:styleId"), strings.ToLower(n.Child("w:name").Attr("w:val"))
		switch {
		case n.Attr("w:default") == "1" && byName[kind+" default"] != "":
			t.styles[id] = byName[kind+" default"]
		case byID[kind+" "+id]:
		case byName[kind+" "+name] != "":
			t.styles[id] = byName[kind+" "+name]
		case byID[id]: // of a style of another kind; no two have one ID
			t.styles[id] = id + "Adref"
			missing += strings.Replace(strings.TrimSpace(built.raw[n.Offset:built.end(n)]), `w:styleId="`+id+`"`, `w:styleId="`+t.styles[id]+`"`, 1)
		default:
			missing += strings.TrimSpace(built.raw[n.Offset:built.end(n)])
		}
	}
	for id, other := range t.styles {
		for _, tag := range []string{"basedOn", "next", "link"} {
			missing = strings.ReplaceAll(missing, `<w:`+tag+` w:val="`+id+`"/>`, `<w:`+tag+` w:val="`+escaper.Replace(other)+`"/>`)
		}
	}
	from, to := own.root.First.Offset, own.root.First.Offset // of the defaults, which come first
	defaults := own.root.Child("w:docDefaults")
	if defaults != nil {
		from, to = defaults.Offset, own.end(defaults)
	}
	at, middle := own.closing(), own.raw[from:to]
	if language != "" {
		middle = inLanguage(defaults, language)
	}
	return own.raw[:from] + middle + own.raw[to:at] + declared(missing, "w:style") + own.raw[at:], nil
}

// inLanguage is the defaults with another language.
func inLanguage(defaults *ooxml.Node, language string) string {
	var b strings.Builder
	b.WriteString(`<w:docDefaults xmlns:w="` + namespaceW + `"><w:rPrDefault><w:rPr>`)
	if properties := defaults.Child("w:rPrDefault").Child("w:rPr"); properties != nil {
		for n := properties.First; n != nil; n = n.Next {
			if n.Name != "w:lang" {
				element(&b, n)
			}
		}
	}
	b.WriteString(language + "</w:rPr></w:rPrDefault>")
	if paragraphs := defaults.Child("w:pPrDefault"); paragraphs != nil {
		element(&b, paragraphs)
	}
	return b.String() + "</w:docDefaults>"
}

// numbers are how many numberings and lists the template has: one more than the largest number of each.
func (t *template) numbers() (kind, num int, err error) {
	kind, num = 0, 1
	if t.kinds["numbering"] == "" {
		return kind, num, nil
	}
	own, err := t.read(t.kinds["numbering"])
	if err != nil {
		return 0, 0, err
	}
	for n := own.root.First; n != nil; n = n.Next {
		var id int
		switch n.Name {
		case "w:abstractNum":
			fmt.Sscan(n.Attr("w:abstractNumId"), &id)
			kind = max(kind, id+1)
		case "w:num":
			fmt.Sscan(n.Attr("w:numId"), &id)
			num = max(num, id+1)
		}
	}
	return kind, num, nil
}

// addNumbering is the numberings of the template with ours: first all definitions, then all lists.
func (t *template) addNumbering(kinds, nums string) (string, error) {
	own, err := t.read(t.kinds["numbering"])
	if err != nil {
		return "", err
	}
	i, j := own.before("w:num", "w:numIdMacAtCleanup"), own.before("w:numIdMacAtCleanup")
	return own.raw[:i] + declared(kinds, "w:abstractNum") + own.raw[i:j] + declared(nums, "w:num") + own.raw[j:], nil
}

// Elements of the settings (CT_Settings). Those that are dropped bind the template to a server, a merge, a password or the text
// that it had; those behind are where ours are put before.
var (
	dropped = []string{
		"w:trackRevisions", // it is put in again
		"w:attachedTemplate", "w:linkStyles", "w:mailMerge", "w:documentProtection", "w:writeProtection", "w:updateFields", "w:rsids", "w:docVars",
		"w:footnotePr", "w:endnotePr", "w:saveThroughXslt", "w:revisionView", "w:attachedSchema", "sl:schemaLibrary", "w:removePersonalInformation",
		"w:removeDateAndTime", "w:captions", "w:hdrShapeDefaults", "w:shapeDefaults",
	}
	behindRecording = []string{
		"w:doNotTrackMoves", "w:doNotTrackFormatting", "w:autoFormatOverride", "w:styleLockTheme", "w:styleLockQFSet", "w:defaultTabStop", "w:autoHyphenation",
		"w:consecutiveHyphenLimit", "w:hyphenationZone", "w:doNotHyphenateCaps", "w:showEnvelope", "w:summaryLength", "w:clickAndTypeStyle",
		"w:defaultTableStyle", "w:evenAndOddHeaders", "w:bookFoldRevPrinting", "w:bookFoldPrinting", "w:bookFoldPrintingSheets",
		"w:drawingGridHorizontalSpacing", "w:drawingGridVerticalSpacing", "w:displayHorizontalDrawingGridEvery", "w:displayVerticalDrawingGridEvery",
		"w:doNotUseMarginsForDrawingGridOrigin", "w:drawingGridHorizontalOrigin", "w:drawingGridVerticalOrigin", "w:doNotShadeFormData",
		"w:noPunctuationKerning", "w:characterSpacingControl", "w:printTwoOnOne", "w:strictFirstAndLastChars", "w:noLineBreaksAfter",
		"w:noLineBreaksBefore", "w:savePreviewPicture", "w:doNotValidateAgainstSchema", "w:saveInvalidXml", "w:ignoreMixedContent",
		"w:alwaysShowPlaceholderText", "w:doNotDemarcateInvalidXml", "w:saveXmlDataOnly", "w:useXSLTWhenSaving", "w:showXMLTags",
		"w:alwaysMergeEmptyNamespace",
	}
	behindNotes = []string{
		"w:compat", "m:mathPr", "w:themeFontLang", "w:clrSchemeMapping", "w:doNotIncludeSubdocsInStats", "w:doNotAutoCompressPictures", "w:forceUpgrade",
		"w:readModeInkLockDown", "w:smartTagType", "w:doNotEmbedSmartTags", "w:decimalSymbol", "w:listSeparator",
	}
)

// settings are those of the template that are about the look, with ours about notes and recording.
func (t *template) settings(notes, record bool) (string, error) {
	name := t.kinds["settings"]
	if name == "" {
		return "", nil
	}
	own, err := t.read(name)
	if err != nil {
		return "", err
	}
	if own.root.First == nil {
		return "", nil
	}
	recording, noting := "", ""
	if record || own.root.Child("w:trackRevisions") != nil {
		recording = `<w:trackRevisions xmlns:w="` + namespaceW + `"/>`
	}
	if notes {
		noting = declared(strings.NewReplacer("<w:footnotePr>", "<w:footnotePr >", "<w:endnotePr>", "<w:endnotePr >").Replace(noteSettings()), "w:footnotePr")
		noting = declared(noting, "w:endnotePr")
	}
	var b strings.Builder
	b.WriteString(own.raw[:own.root.First.Offset])
	for n := own.root.First; n != nil; n = n.Next {
		if recording != "" && (slices.Contains(behindRecording, n.Name) || slices.Contains(behindNotes, n.Name)) {
			b.WriteString(recording)
			recording = ""
		}
		if noting != "" && (slices.Contains(behindNotes, n.Name) || !strings.HasPrefix(n.Name, "w:")) {
			b.WriteString(noting)
			noting = ""
		}
		if !slices.Contains(dropped, n.Name) {
			b.WriteString(own.raw[n.Offset:own.end(n)])
		}
	}
	b.WriteString(recording + noting + own.raw[own.closing():])
	return b.String(), nil
}

// noteSettings are the settings about notes of the built-in look.
func noteSettings() string {
	i, j := strings.Index(partSettings, "<w:footnotePr>"), strings.Index(partSettings, "</w:endnotePr>")
	return partSettings[i : j+len("</w:endnotePr>")]
}

// templateLook makes the parts of the look from those of the template.
func (d *writer) templateLook(kinds, nums string) {
	d.at("template")
	t := d.template
	numbering := ""
	if t.kinds["numbering"] != "" {
		var err error
		if numbering, err = t.addNumbering(kinds, nums); err != nil {
			d.fail(ErrTemplate, "%v", err)
		}
	} else if kinds != "" {
		numbering = xmlHeader + "<w:numbering" + declarations + ">" + kinds + nums + "</w:numbering>"
	}
	settings, err := t.settings(len(d.p.Notes) > 0, d.o.Record)
	if err != nil {
		d.fail(ErrTemplate, "%v", err)
	}
	if settings == "" {
		settings = d.builtInSettings()
	}
	for _, p := range []struct{ kind, data string }{{"numbering", numbering}, {"settings", settings}, {"styles", t.ready}} {
		if p.data == "" {
			continue
		}
		name := t.kinds[p.kind]
		if name == "" {
			name = "word/" + p.kind + ".xml"
		}
		d.parts = append(d.parts, part{name, typeW + p.kind + "+xml", []byte(p.data)})
		t.relate(p.kind, name)
	}
}
