package amendment

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"adref/pkg/text"
)

// Carry finds words of an old text of a paragraph in its new one: those at the span, in bytes.
//
// It does not guess. Words that stand once in both texts are the same. Where they stand several times, the words beside them
// decide, as many as it takes to tell the place from the others in both texts. The error wraps ErrQuoteAbsent or
// ErrQuoteAmbiguous.
func Carry(old, now string, at text.Span) (text.Span, error) {
	quote := old[at.Start:at.End]
	n := count(now, quote)
	switch {
	case n == 0:
		return at, fmt.Errorf("“%s”: %w", quote, ErrQuoteAbsent)
	case old == now:
		return at, nil
	case n == 1 && count(old, quote) == 1:
		i := strings.Index(now, quote)
		return text.Span{Start: i, End: i + len(quote)}, nil
	}
	for _, grow := range []struct{ before, after bool }{{true, true}, {true, false}, {false, true}} {
		if span, ok := beside(old, now, at, grow.before, grow.after); ok {
			return span, nil
		}
	}
	return at, fmt.Errorf("“%s”: %w", quote, ErrQuoteAmbiguous)
}

// beside takes in more and more words before and after the span until they stand once in both texts.
func beside(old, now string, at text.Span, before, after bool) (text.Span, bool) {
	wide := at
	for {
		last := wide
		if before {
			wide.Start = wordBefore(old, wide.Start)
		}
		if after {
			wide.End = wordAfter(old, wide.End)
		}
		context := old[wide.Start:wide.End]
		n := count(now, context)
		if wide == last || n == 0 {
			return at, false
		}
		if n == 1 && count(old, context) == 1 {
			start := strings.Index(now, context) + at.Start - wide.Start
			return text.Span{Start: start, End: start + at.Len()}, true
		}
	}
}

// count is how often a part stands in s, at overlapping places too.
func count(s, part string) int {
	n := 0
	for i := strings.Index(s, part); i >= 0 && part != ""; i = strings.Index(s, part) {
		n++
		_, size := utf8.DecodeRuneInString(s[i:])
		s = s[i+size:]
	}
	return n
}

// wordBefore is where the word begins that ends before i or holds it.
func wordBefore(s string, i int) int {
	left := strings.TrimRightFunc(s[:i], unicode.IsSpace)
	if j := strings.LastIndexFunc(left, unicode.IsSpace); j >= 0 {
		_, size := utf8.DecodeRuneInString(left[j:])
		return j + size
	}
	return 0
}

// wordAfter is where the word ends that begins after i or holds it.
func wordAfter(s string, i int) int {
	skipped := len(s[i:]) - len(strings.TrimLeftFunc(s[i:], unicode.IsSpace))
	if j := strings.IndexFunc(s[i+skipped:], unicode.IsSpace); j >= 0 {
		return i + skipped + j
	}
	return len(s)
}
