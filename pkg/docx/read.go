package docx

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"adref/pkg/ooxml"
	"adref/pkg/paper"
)

// Read reads a Word document whole. Labels that the document counts by itself are those of the view with every tracked change
// accepted, and those of the other view for paragraphs that are not in it; Report.Before has them as they were.
//
// Errors are of type *ooxml.Error and say what the file is instead of a document, or where it is broken. A document that has more
// in it than a paper holds is no error: Report says so, and Report.Lost is not zero where characters are missing.
func Read(r io.ReaderAt, size int64) (paper.Paper, Report, error) {
	d, err := openReader(r, size)
	if err != nil {
		return paper.Paper{}, Report{}, err
	}
	if err := d.readParts(); err != nil {
		return paper.Paper{}, Report{}, err
	}
	if d.err != nil {
		return paper.Paper{}, Report{}, d.err
	}
	d.finish()
	return d.paper, d.report, nil
}

// reader is a document on its way into a paper.
type reader struct {
	pkg        *ooxml.Package
	main       string
	relations  []ooxml.Relation // of the main part
	styles     *styles
	numbering  *numbering
	long       map[string]string // bookmarks to IDs, of those that are too long for a name
	marks      map[string]string // formats of the marks of notes, by "footnote" and "endnote"
	comments   map[string]*remark
	anchored   map[string]bool   // comments that have a place in the text
	ownMarks   map[string]string // marks of notes that Word does not count, by ID
	tables     int
	counted    map[string]int // notes so far, by kind
	notText    map[string]int
	paragraphs int                  // so far, of all parts
	places     int                  // how many comments all places of words have
	worded     map[*ooxml.Node]bool // branches of mc:AlternateContent with words
	trimmed    int                  // spaces that the file does not say to keep
	unread     map[string]bool      // names of parts whose words are counted and not read
	unreadIn   map[string]bool      // what kinds of things have them
	paper      paper.Paper
	report     Report
	err        error // a limit that was met on the way
}

func openReader(r io.ReaderAt, size int64) (*reader, error) {
	pkg, err := ooxml.Open(r, size)
	if err != nil {
		return nil, err
	}
	d := &reader{
		pkg: pkg, long: map[string]string{}, marks: map[string]string{"footnote": "decimal", "endnote": "lowerRoman"},
		comments: map[string]*remark{}, anchored: map[string]bool{}, ownMarks: map[string]string{}, notText: map[string]int{}, counted: map[string]int{},
		worded: map[*ooxml.Node]bool{}, unread: map[string]bool{}, unreadIn: map[string]bool{},
	}
	if d.main, err = pkg.Main(); err != nil {
		return nil, err
	}
	switch t := pkg.Type(d.main); {
	case strings.Contains(t, "spreadsheet"):
		return nil, otherOffice("this is a spreadsheet, not a text document")
	case strings.Contains(t, "presentation"):
		return nil, otherOffice("these are slides, not a text document")
	}
	if d.relations, err = pkg.Relations(d.main); err != nil {
		return nil, err
	}
	return d, nil
}

func otherOffice(what string) error {
	return &ooxml.Error{Kind: ooxml.ErrOtherFormat, What: what, Advice: "Send the text as a Word document"}
}

// readParts reads in the order that meaning needs: what the text refers to comes before it.
func (d *reader) readParts() error {
	st, err := d.optional("styles")
	if err != nil {
		return err
	}
	d.styles = readStyles(st)
	d.paper.Language = d.styles.language
	nu, err := d.optional("numbering")
	if err != nil {
		return err
	}
	if d.numbering, err = readNumbering(nu, d.styles); err != nil {
		return err
	}
	d.warnMissing()
	if err := d.readSettings(); err != nil {
		return err
	}
	if err := d.readProperties(); err != nil {
		return err
	}
	if err := d.listComments(); err != nil {
		return err
	}
	if err := d.readBody(); err != nil {
		return err
	}
	for _, kind := range []string{"footnote", "endnote"} {
		if err := d.readNotes(kind); err != nil {
			return err
		}
	}
	if err := d.readComments(); err != nil {
		return err
	}
	return d.readFurniture()
}

// related are the names of the parts of a type that the text links to and that are there.
func (d *reader) related(kind string) []string {
	var out []string
	seen := map[string]bool{}
	for _, r := range d.relations {
		if r.Type == kind && !r.External && !seen[r.Target] && d.pkg.Has(r.Target) {
			seen[r.Target] = true
			out = append(out, r.Target)
		}
	}
	return out
}

// warnMissing says which parts with words the document names and does not have.
func (d *reader) warnMissing() {
	for _, r := range d.relations {
		if !r.External && !d.pkg.Has(r.Target) && slices.Contains([]string{"comments", "footnotes", "endnotes", "header", "footer", "numbering", "styles"}, r.Type) {
			d.warn("The file names %s, and that part is missing from it.", r.Target)
		}
	}
}

// optional is the part of a type, nil where there is none.
func (d *reader) optional(kind string) (*ooxml.Node, error) {
	names := d.related(kind)
	if len(names) == 0 {
		return nil, nil
	}
	return d.pkg.Parse(names[0])
}

// open reads a part with text, and counts what is in it.
func (d *reader) open(name, element string) (*reading, *ooxml.Node, error) {
	root, text, err := d.pkg.ParseText(name)
	if err != nil {
		return nil, nil, err
	}
	d.prepare(root, root.Attr(xmlSpace) == "preserve")
	if root.Name != element {
		return nil, nil, &ooxml.Error{
			Kind: ooxml.ErrBroken, Part: name, What: fmt.Sprintf("its outermost element is %.60s and not %s", root.Name, element),
			Advice: "Open it in Word or LibreOffice and save it again as .docx",
		}
	}
	relations := d.relations
	if name != d.main {
		if relations, err = d.pkg.Relations(name); err != nil {
			return nil, nil, err
		}
	}
	if err := d.countUnread(relations); err != nil {
		return nil, nil, err
	}
	d.report.Parts = append(d.report.Parts, Part{Name: name, Characters: characters(text)})
	return newReading(d, byID(relations)), root, nil
}

// account enters what became of the part that was opened last: the characters of the paragraphs and those that typesetting makes.
func (d *reader) account(s *reading, to *int, paragraphs []paper.Paragraph) {
	n := textOf(paragraphs) - s.generated
	part := &d.report.Parts[len(d.report.Parts)-1]
	part.Accounted += n + s.set
	*to += n
	d.report.Set += s.set
	d.report.Formatting += s.formatting
}

func textOf(paragraphs []paper.Paragraph) int {
	n := 0
	for i := range paragraphs {
		for j := range paragraphs[i].Spans {
			n += runeCount(paragraphs[i].Spans[j].Text)
		}
	}
	return n
}

func (d *reader) readBody() error {
	s, root, err := d.open(d.main, "w:document")
	if err != nil {
		return err
	}
	s.body = true
	d.noteFormats(root.Child("w:body").Child("w:sectPr"))
	s.blocks(root.Child("w:body"), context{})
	d.paper.Paragraphs = s.done()
	d.report.Before = s.before
	d.account(s, &d.report.Text, d.paper.Paragraphs)
	d.takeMasthead(s.numbers)
	return nil
}

// readFurniture reads headers, then footers, in the order of their names.
func (d *reader) readFurniture() error {
	for _, kind := range [][2]string{{"header", "w:hdr"}, {"footer", "w:ftr"}} {
		names := d.related(kind[0])
		slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b)) })
		for _, name := range names {
			s, root, err := d.open(name, kind[1])
			if err != nil {
				return err
			}
			s.furniture = true
			s.blocks(root, context{})
			ps := s.done()
			d.account(s, &d.report.Furniture, ps)
			d.addFurniture(ps)
		}
	}
	return nil
}

// addFurniture keeps what stands around the text apart from it.
func (d *reader) addFurniture(ps []paper.Paragraph) {
	for _, p := range ps {
		if len(p.Spans) == 0 {
			continue
		}
		d.paper.Running = append(d.paper.Running, p)
		if marked(p) {
			d.warn("Something is tracked or noted in a header or a footer: %.80q. It is no part of the text.", p.Text())
		}
	}
}

// finish draws the sums of the report.
func (d *reader) finish() {
	r := &d.report
	for _, p := range r.Parts {
		r.Characters += p.Characters
		r.Accounted += p.Accounted
		r.Lost += max(p.Characters-p.Accounted, p.Accounted-p.Characters)
	}
	for _, what := range slices.Sorted(maps.Keys(d.notText)) {
		r.NotText = append(r.NotText, Item{what, d.notText[what]})
	}
	if formats := slices.Sorted(maps.Keys(d.numbering.unknown)); len(formats) > 0 {
		d.warn("Some numbers are counted in a way that adref does not know (%s); they are shown as 1, 2, 3.", strings.Join(formats, ", "))
	}
	if d.trimmed > 0 {
		d.warn("%d spaces at the ends of runs are not marked as to be kept; Word does not show them, and they are left out.", d.trimmed)
	}
	d.warnUnread()
	if r.Lost > 0 {
		d.warn("%d characters of the file could not be accounted for. Do not import it before somebody has looked at it.", r.Lost)
	}
}

// fail notes the first limit that is met.
func (d *reader) fail(err error) {
	if d.err == nil {
		d.err = err
	}
}

// maxWarnings is more than anybody reads.
const maxWarnings = 50

func (d *reader) warn(what string, args ...any) {
	w := fmt.Sprintf(what, args...)
	if len(d.report.Warnings) < maxWarnings && !slices.Contains(d.report.Warnings, w) {
		d.report.Warnings = append(d.report.Warnings, w)
	}
}
