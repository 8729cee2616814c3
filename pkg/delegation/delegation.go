// Package delegation is who negotiates: delegations, groups, the chair's office, and on whose behalf somebody speaks.
package delegation

import (
	"errors"
	"fmt"
	"strings"

	"adref/pkg/lazy"
)

// Chair is the code under which the chair's office acts. It is not a delegation.
const Chair = "chair"

// Delegation is a State or an observer that takes part.
type Delegation struct {
	// Code is the short name in subjects and commands: lower-case letters, digits and hyphens ("norland").
	Code string `json:"code"`
	// Names is the short name in each language, keyed by BCP 47 tag; "en" is required.
	Names map[string]string `json:"names"`
	// Aliases are other ways in which texts name the delegation ("US", "USA", "United States").
	Aliases []string `json:"aliases,omitempty"`
	// SortKeys is what the name is filed under in the alphabetical order of a language, where Order would file it wrongly: the
	// first character of 秘鲁 (Peru) is read bì in this name alone.
	SortKeys map[string]string `json:"sortKeys,omitempty"`
	Observer bool              `json:"observer,omitempty"`
}

// Name is the name in a language, or in English where there is none.
func (d Delegation) Name(language string) string { return nameIn(d.Names, language, d.Code) }

// SortKey is what the delegation is filed under in the order of a language.
func (d Delegation) SortKey(language string) string {
	if k := d.SortKeys[language]; k != "" {
		return k
	}
	return d.Name(language)
}

// Group is a group of delegations that may propose and speak as one. A member's position is never inferred from its group's.
type Group struct {
	Code    string            `json:"code"`
	Names   map[string]string `json:"names"`
	Aliases []string          `json:"aliases,omitempty"`
	Members []string          `json:"members"` // codes of delegations
}

// Name is the name in a language, or in English where there is none.
func (g Group) Name(language string) string { return nameIn(g.Names, language, g.Code) }

func nameIn(names map[string]string, language, code string) string {
	if n := names[language]; n != "" {
		return n
	}
	if n := names["en"]; n != "" {
		return n
	}
	return code
}

// Attribution is who said or wants something, and on whose behalf.
type Attribution struct {
	By         string   `json:"by"`                   // code of a delegation or of the chair's office
	OnBehalfOf []string `json:"onBehalfOf,omitempty"` // codes of groups or delegations
}

// ErrCode says that a code cannot be used in a subject.
var ErrCode = errors.New("a code is 1 to 40 lower-case letters, digits and hyphens, a letter first")

var code = lazy.Regexp(`^[a-z][a-z0-9-]{0,39}$`)

// CheckCode says whether s can name a process, a document, a delegation or a group; the error wraps ErrCode.
func CheckCode(s string) error {
	if !code().MatchString(s) {
		return fmt.Errorf("%q: %w", s, ErrCode)
	}
	return nil
}

// Directory finds delegations and groups by the names that texts use.
type Directory struct {
	names map[string]string // folded name to code
}

// NewDirectory is the directory of the delegations and groups.
func NewDirectory(ds []Delegation, gs []Group) Directory {
	dir := Directory{names: map[string]string{}}
	for _, d := range ds {
		dir.add(d.Code, d.Names, d.Aliases)
	}
	for _, g := range gs {
		dir.add(g.Code, g.Names, g.Aliases)
	}
	return dir
}

func (dir Directory) add(code string, names map[string]string, aliases []string) {
	dir.put(code, code)
	for _, n := range names {
		dir.put(n, code)
	}
	for _, a := range aliases {
		dir.put(a, code)
	}
}

func (dir Directory) put(name, code string) {
	if name = Fold(name); name != "" {
		dir.names[name] = code
	}
}

// Code is the code of the delegation or group called so, and whether it is known.
func (dir Directory) Code(name string) (string, bool) {
	c, ok := dir.names[Fold(name)]
	return c, ok
}

var apostrophe = strings.NewReplacer(".", "", "’", "'", "‘", "'", "ʼ", "'")

// Fold is what two ways of writing the same name have in common: "U.S.", "US" and "u.s" are one, and so are “Côte d’Ivoire” and
// "Côte  d'Ivoire".
func Fold(name string) string {
	return strings.ToLower(strings.Join(strings.Fields(apostrophe.Replace(name)), " "))
}
