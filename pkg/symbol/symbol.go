// Package symbol reads and prints the symbols of United Nations documents: A/AC.292/2022/CRP.1/Rev.1/Corr.2.
//
// A symbol is organ / subsidiary bodies / session or year / nature and number / modifiers. It names a document in all its
// languages at once and is no identity of ours. Law: what Parse accepts, String prints unchanged.
package symbol

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ErrSymbol says that a string is not a document symbol.
var ErrSymbol = errors.New("not a document symbol such as A/AC.292/2022/L.1/Rev.1")

// Modification is what a later document does to an earlier one with the same base.
type Modification string

// Modifications. Rev replaces the text; Corr corrects it, perhaps in some languages only; Add adds to it.
const (
	Rev     Modification = "Rev"
	Corr    Modification = "Corr"
	Add     Modification = "Add"
	Amend   Modification = "Amend"
	Summary Modification = "Summary"
	Reissue Modification = "-*" // issued again for technical reasons
)

// Modifier is one modification and its number; Summary and Reissue have none, which is 0.
type Modifier struct {
	Kind   Modification
	Number int
}

// String is the modifier as printed: "Rev.1", "Summary", "-*".
func (m Modifier) String() string {
	if m.Kind == Summary || m.Kind == Reissue {
		return string(m.Kind)
	}
	return string(m.Kind) + "." + strconv.Itoa(m.Number)
}

// Symbol is a document symbol. The zero value is no symbol.
type Symbol struct {
	Base      string     // without modifiers: "A/AC.292/2022/L.1"
	Modifiers []Modifier // in the order of the symbol, the latest last
}

// organs are the first parts of symbols: the principal organs, then bodies with a series of their own that reports and drafts
// cite (research.un.org/en/docs/symbols).
var organs = []string{
	"A", "S", "E", "ST", "T",
	"APLC", "BWC", "CAT", "CBD", "CCM", "CCPR", "CCW", "CD", "CED", "CEDAW", "CERD", "CMW", "CRC", "CRPD", "DP", "FCCC", "GC",
	"HRI", "HSP", "ICCD", "IDB", "ISBA", "JIU", "LOS", "NPT", "PBC", "SPLOS", "TD", "UNEP", "UNW",
}

// Parse reads a symbol; the error wraps ErrSymbol.
func Parse(s string) (Symbol, error) {
	fail := func(why string) (Symbol, error) { return Symbol{}, fmt.Errorf("%q: %s: %w", s, why, ErrSymbol) }
	base, reissued := strings.CutSuffix(s, string(Reissue))
	parts := strings.Split(base, "/")
	if !slices.Contains(organs, parts[0]) {
		return fail("it does not begin with an organ")
	}
	var mods []Modifier
	for len(parts) > 1 {
		m, ok := modifier(parts[len(parts)-1])
		if !ok {
			break
		}
		mods = append(mods, m)
		parts = parts[:len(parts)-1]
	}
	slices.Reverse(mods)
	if reissued {
		mods = append(mods, Modifier{Kind: Reissue})
	}
	if len(parts) < 2 {
		return fail("nothing follows the organ")
	}
	for _, p := range parts[1:] {
		if !isPart(p) {
			return fail(fmt.Sprintf("%q cannot stand in it", p))
		}
	}
	if !strings.ContainsAny(parts[len(parts)-1], "0123456789") {
		return fail("it has no number")
	}
	return Symbol{Base: strings.Join(parts, "/"), Modifiers: mods}, nil
}

// modifier reads "Rev.1", "Add.12", "Summary".
func modifier(part string) (Modifier, bool) {
	if part == string(Summary) {
		return Modifier{Kind: Summary}, true
	}
	name, number, _ := strings.Cut(part, ".")
	kind := Modification(name)
	if !slices.Contains([]Modification{Rev, Corr, Add, Amend}, kind) {
		return Modifier{}, false
	}
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || strconv.Itoa(n) != number {
		return Modifier{}, false
	}
	return Modifier{Kind: kind, Number: n}, true
}

// isPart says whether p can stand between two slashes: a body ("AC.292", "Sub.2"), a session or year ("2022", "S-32"), a nature
// and number ("L.1", "RES", "CRP.4").
func isPart(p string) bool {
	if p == "" || modifierName(p) {
		return false
	}
	first := p[0]
	if (first < 'A' || first > 'Z') && (first < '0' || first > '9') {
		return false
	}
	for _, c := range []byte(p) {
		switch {
		case c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', c >= '0' && c <= '9':
		case c == '.', c == '-', c == '(', c == ')':
		default:
			return false
		}
	}
	return true
}

// modifierName says whether p begins like a modifier: one that was not read as such is a mistake, not a part ("Rev.x").
func modifierName(p string) bool {
	name, _, dotted := strings.Cut(p, ".")
	return dotted && slices.Contains([]Modification{Rev, Corr, Add, Amend}, Modification(name))
}

// String is the symbol as printed.
func (s Symbol) String() string {
	var b strings.Builder
	b.WriteString(s.Base)
	for _, m := range s.Modifiers {
		if m.Kind != Reissue {
			b.WriteByte('/')
		}
		b.WriteString(m.String())
	}
	return b.String()
}

// Revision is n where the symbol is that of revision n ("…/Rev.n", corrected or added to or not), 0 where it is the original.
func (s Symbol) Revision() int {
	for _, m := range slices.Backward(s.Modifiers) {
		if m.Kind == Rev {
			return m.Number
		}
	}
	return 0
}

// With is the symbol of a document that modifies this one: with Add 1, A/AC.292/2022/INF/4 gives A/AC.292/2022/INF/4/Add.1.
func (s Symbol) With(kind Modification, number int) Symbol {
	s.Modifiers = append(slices.Clone(s.Modifiers), Modifier{Kind: kind, Number: number})
	return s
}
