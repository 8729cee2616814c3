// Package akn writes papers as Akoma Ntoso 3.0 (OASIS Standard, 29 August 2018) with names as the guidelines of the United Nations
// (AKN4UN) form them, and reads such documents.
//
// The eId of an element is its place in the structure and changes when paragraphs are renumbered; its wId is the permanent identity
// of the paragraph. What the standard has no place for (who tracked a change, styles of an office) stands in attributes of a
// namespace of our own, which the standard's schema allows everywhere.
//
// Law: what Write writes is valid and Read reads it back. The same paper gives the same bytes.
package akn

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"adref/pkg/paper"
)

// Namespaces. Own names no place to visit.
const (
	Namespace = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
	Own       = "urn:adref:paper:1"
)

// Limits of what is read.
const (
	MaxBytes = 32 << 20
	MaxDepth = 256
)

// Errors of reading.
var (
	ErrTooLarge  = fmt.Errorf("larger than %d MiB", MaxBytes>>20)
	ErrTooDeep   = fmt.Errorf("elements nested deeper than %d", MaxDepth)
	ErrDTD       = errors.New("document types and entities are not allowed: take the DOCTYPE out")
	ErrNotAKN    = errors.New("not an Akoma Ntoso document")
	ErrNamespace = errors.New("an older form of Akoma Ntoso: only version 3.0 (" + Namespace + ") is read; convert it first")
	ErrCharacter = errors.New("a character that XML cannot hold")
)

// Options are what a document may be told beyond its paper.
type Options struct {
	Name string    // of the kind of document in FRBR terms: "draft", "compendium"; "" is "draft"
	Date time.Time // of the text; zero where it is unknown
}

// iri is the name of the work, of the expression and of the manifestation.
type iri struct{ work, expression, manifestation string }

// named forms the names. A date that is not known is that of the beginning, as the naming convention has it.
func named(p paper.Paper, o Options) iri {
	kind, of := o.Name, p.Origin
	if kind == "" {
		kind = "draft"
	}
	work := "/akn/un/doc/" + kind
	for _, part := range []string{of.Process, day(o.Date), strings.ReplaceAll(of.Symbol, "/", "-"), of.Document} {
		if part = slug(part); part != "" {
			work += "/" + part
		}
	}
	expression := work + "/" + language(p.Language) + "@"
	if of.Revision > 0 {
		expression += fmt.Sprintf("rev.%d", of.Revision)
	}
	return iri{work, expression, expression + "/main.xml"}
}

func day(t time.Time) string {
	if t.IsZero() {
		return "0001-01-01"
	}
	return t.UTC().Format(time.DateOnly)
}

// slug keeps of a string what may stand in a name.
func slug(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '.':
			return r
		case r == ' ' || r == '_':
			return '-'
		}
		return -1
	}, s)
}

// languages are the codes of ISO 639-2 that the convention wants, of those of BCP 47.
var languages = map[string]string{"en": "eng", "fr": "fra", "es": "spa", "ru": "rus", "ar": "ara", "zh": "zho", "de": "deu", "pt": "por", "he": "heb", "fa": "fas"}

func language(tag string) string {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if l := languages[base]; l != "" {
		return l
	}
	return "und"
}
