package symbol

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// ErrSuccession says that a symbol cannot be that of the next text of a document.
var ErrSuccession = errors.New("this symbol does not succeed the other")

// natures are the natures of documents in which a text is negotiated, in the order in which it goes through them.
var natures = [][]string{{"CRP", "WP"}, {"L"}}

// Follow says whether a text with the symbol next can come after one with the symbol before; the error wraps ErrSuccession.
//
// Practice varies (a conference room paper becomes A/AC.292/2024/L.1 or, as part of a report, A/79/214), so only what contradicts
// itself is refused: the same symbol again, an earlier revision of the same document, a conference room paper after the
// L document of the same body.
func Follow(before, next Symbol) error {
	fail := func(why string) error { return fmt.Errorf("%s after %s: %s: %w", next, before, why, ErrSuccession) }
	switch {
	case before.String() == next.String():
		return fail("it is the same")
	case before.Base == next.Base && next.Revision() < before.Revision():
		return fail("it is an earlier revision")
	}
	was, is := nature(before), nature(next)
	if body(before) == body(next) && was >= 0 && is >= 0 && is < was {
		return fail("a text does not go back to a conference room paper")
	}
	return nil
}

// nature is the place of the symbol's nature in the life of a text, -1 for any other.
func nature(s Symbol) int {
	last := s.Base[strings.LastIndex(s.Base, "/")+1:]
	name, _, _ := strings.Cut(last, ".")
	return slices.IndexFunc(natures, func(n []string) bool { return slices.Contains(n, name) })
}

// body is the symbol without its nature and number: the organ, its bodies, the session or year.
func body(s Symbol) string {
	if i := strings.LastIndex(s.Base, "/"); i >= 0 {
		return s.Base[:i]
	}
	return s.Base
}
