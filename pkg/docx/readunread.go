package docx

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"adref/pkg/ooxml"
)

// unreadParts are the types of relations to words that a document shows and that are in no paper, with how a warning calls them.
var unreadParts = map[string]string{
	"diagramData": "a diagram (SmartArt)", "chart": "a chart", "chartEx": "a chart", "chartUserShapes": "a chart",
	"aFChunk": "a document of another format inside this one", "subDocument": "another document that is only linked",
	"package": "an embedded object", "oleObject": "an embedded object",
}

// What is more, or larger, is not looked into, and counts as one character.
const (
	maxUnreadParts = 50
	maxUnreadPart  = 2 << 20
)

// countUnread counts the characters of the parts that a part with text shows and that are not read.
func (d *reader) countUnread(relations []ooxml.Relation) error {
	for _, r := range relations {
		what, ok := unreadParts[r.Type]
		if !ok || d.unread[r.Target] {
			continue
		}
		d.unread[r.Target] = true
		n, err := d.charactersOf(r)
		if err != nil {
			return err
		}
		d.addUnread(n, what)
	}
	return nil
}

// addUnread enters characters that are not read.
func (d *reader) addUnread(n int, what string) {
	if n > 0 {
		d.report.Unread += n
		d.unreadIn[what] = true
	}
}

// charactersOf counts what a part that is not read shows: its words where they can be told from the rest, else all of it. It is
// never 0 for what can hold words that this package cannot see.
func (d *reader) charactersOf(r ooxml.Relation) (int, error) {
	if r.External || !d.pkg.Has(r.Target) || r.Type == "package" || r.Type == "oleObject" || len(d.unread) > maxUnreadParts {
		return 1, nil
	}
	raw, err := d.pkg.Read(r.Target)
	switch {
	case err != nil:
		return 0, err
	case len(raw) > maxUnreadPart:
		return 1, nil
	case r.Type == "aFChunk":
		return chunkCharacters(raw), nil
	}
	root, err := ooxml.Parse(raw)
	if err != nil {
		return 1, nil
	}
	n := drawnCharacters(root)
	if r.Type != "chart" {
		return n, nil
	}
	inner, err := d.pkg.Relations(r.Target)
	if err != nil {
		return n, err
	}
	inner = slices.DeleteFunc(inner, func(r ooxml.Relation) bool { return r.Type != "chartUserShapes" }) // the numbers are a sheet
	return n, d.countUnread(inner)
}

// drawnCharacters counts the words of a diagram or a chart: those of its shapes, and the names of its series and categories.
func drawnCharacters(root *ooxml.Node) int {
	n := 0
	root.Walk(func(c *ooxml.Node) bool {
		switch name := c.Name[strings.LastIndexAny(c.Name, ":}")+1:]; {
		case c.Name == "a:t", name == "v" && hasLetter(c.Text), name == "pt" && c.First == nil && hasLetter(c.Text):
			n += runeCount(c.Text)
		}
		return true
	})
	return n
}

func hasLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

// chunkCharacters counts the characters of a document of another format: those of a Word document as they are, of others what
// stands outside of tags.
func chunkCharacters(raw []byte) int {
	if bytes.HasPrefix(raw, []byte("PK")) {
		if n := packedCharacters(raw); n > 0 {
			return n
		}
		return 1
	}
	n, tag := 0, false
	for len(raw) > 0 {
		r, size := utf8.DecodeRune(raw)
		raw = raw[size:]
		switch {
		case r == '<':
			tag = true
		case r == '>' && tag:
			tag = false
		case !tag && !unicode.IsSpace(r):
			n++
		}
	}
	return max(n, 1)
}

func packedCharacters(raw []byte) int {
	pkg, err := ooxml.Open(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return 0
	}
	main, err := pkg.Main()
	if err != nil {
		return 0
	}
	text, err := pkg.Read(main)
	if err != nil {
		return 0
	}
	return characters(string(text))
}

// warnUnread says in plain words what is not read.
func (d *reader) warnUnread() {
	if d.report.Unread == 0 {
		return
	}
	d.report.Warnings = slices.Insert(d.report.Warnings, 0, fmt.Sprintf("The file shows words that are not read, %d characters or more: in %s. Look at it in Word, and have them typed into the text where they belong to it.",
		d.report.Unread, strings.Join(slices.Sorted(maps.Keys(d.unreadIn)), ", ")))
}
