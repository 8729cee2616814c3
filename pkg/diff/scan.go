package diff

import (
	"strings"
	"unicode/utf8"
)

// form is what the table knows of a character.
type form uint8

const (
	other  form = iota // not settled here
	blank              // white space of ASCII
	letter             // a letter of the Latin, Cyrillic or Arabic script that stands in no special class of UAX #29
	digit
	joiner // belongs to the letter before it: an Arabic vowel sign
	han
	single // a mark that is always a token of its own
	mid    // a mark that joins letters or digits on both sides, or hyphens and slashes, which our rules join: else a token of its own
	quote  // an apostrophe, which joins letters
)

var ascii = func() (t [128]form) {
	for c := 'a'; c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = letter, letter
	}
	for c := '0'; c <= '9'; c++ {
		t[c] = digit
	}
	for _, c := range " \t\n\r" {
		t[c] = blank
	}
	for _, c := range `()[]{}"!?*#=<>%&+|~$@^` + "`\\" {
		t[c] = single
	}
	for _, c := range ".,:;-/" {
		t[c] = mid
	}
	t['\''] = quote
	return t
}()

// formOf is the form of a character beyond ASCII.
func formOf(r rune) form {
	switch {
	case r >= 0xc0 && r <= 0x17f && r != 0xd7 && r != 0xf7,
		r >= 0x400 && r <= 0x45f, r >= 0x620 && r <= 0x64a:
		return letter
	case r >= 0x64b && r <= 0x652:
		return joiner
	case r >= 0x4e00 && r <= 0x9fff:
		return han
	case r == 0x2019:
		return quote
	case r == 0xab || r == 0xbb || r >= 0x201c && r <= 0x201f || r == 0x2013 || r == 0x2014,
		r == 0x3001 || r == 0x3002 || r >= 0x3008 && r <= 0x3011 || r == 0xff08 || r == 0xff09,
		r == 0x60c || r == 0x61b || r == 0x61f:
		if r == 0x60c { // the Arabic comma joins digits
			return mid
		}
		return single
	case r == 0xff0c || r == 0xff1a || r == 0xff1b:
		return mid
	}
	return other
}

// at is the form and the length of the character of s at i; at the end it is blank.
func at(s string, i int) (form, int) {
	if i >= len(s) {
		return blank, 0
	}
	c := s[i]
	if c < utf8.RuneSelf {
		return ascii[c], 1
	}
	if c < 0xe0 && i+1 < len(s) { // two bytes, in a text that is UTF-8
		return formOf(rune(c&0x1f)<<6 | rune(s[i+1]&0x3f)), 2
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	return formOf(r), n
}

// appendTokens appends the tokens of s.
func appendTokens(out []token, s string) []token {
	if !utf8.ValidString(s) {
		return byRule(out, s, 0)
	}
	for i := 0; i < len(s); {
		f, n := at(s, i)
		if f == blank {
			i++
			if i < len(s) && s[i] < utf8.RuneSelf && ascii[s[i]] != other {
				continue
			}
			if next, _ := at(s, i); next == joiner || next == other {
				for i > 0 && (s[i-1] == ' ' || s[i-1] == '\t') {
					i-- // a combining mark may stand on the spaces
				}
				i, out = aside(out, s, i)
			}
			continue
		}
		end, ok, elided := i+n, true, false
		switch f {
		case letter, digit:
			end, ok, elided = word(s, i)
		case han:
			ok = stands(s, end) && (end == len(s) || s[end] != '-')
		case single, mid, quote:
			ok = stands(s, end)
		default:
			ok = false
		}
		if !ok {
			i, out = aside(out, s, i)
			continue
		}
		if elided {
			if cut := elision(s[i:end]); cut > 0 {
				out = append(out, token{int32(i), int32(i + cut)})
				i += cut
			}
		}
		out = append(out, token{int32(i), int32(end)})
		i = end
	}
	return out
}

// word is the end of the word that begins at i, whether the table settles where it ends, and whether an apostrophe stands in it.
func word(s string, i int) (end int, ok, elided bool) {
	last := other
	for {
		for i < len(s) && s[i] < utf8.RuneSelf && ascii[s[i]] == letter {
			i, last = i+1, letter
		}
		f, n := at(s, i)
		switch f {
		case letter, digit:
		case joiner:
			if last == other {
				return 0, false, false
			}
			i += n
			continue
		case quote:
			next, _ := at(s, i+n)
			if next == joiner || next == other || next == quote {
				return 0, false, false
			}
			if next != letter && next != digit {
				return i, true, elided
			}
			if last != letter || next != letter {
				return 0, false, false
			}
			elided = true
		case mid:
			next, _ := at(s, i+n)
			return i, next == blank || next == single || next == han && s[i] != '-', elided
		case blank:
			return i, !(last == digit && i+1 < len(s) && s[i] == ' ' && ordinalFollows(s[i+1:])), elided
		case han, single:
			return i, true, elided
		default:
			return 0, false, false
		}
		last = f
		i += n
	}
}

// stands says whether a mark that ends at i is a token whatever follows there.
func stands(s string, i int) bool {
	f, _ := at(s, i)
	return f != joiner && f != other
}

// ordinalFollows says whether s begins with "bis" or the like.
func ordinalFollows(s string) bool {
	if s == "" || s[0] < 'a' || s[0] > 't' {
		return false
	}
	n := 0
	for n < len(s) && s[n] >= 'a' && s[n] <= 'z' {
		n++
	}
	return ordinal(s[:n])
}

// aside gives the stretch from i to the next space at which every rule breaks to UAX #29.
func aside(out []token, s string, i int) (int, []token) {
	end := i
	for {
		space := strings.IndexAny(s[end+1:], " \t\n\r")
		if space < 0 {
			end = len(s)
			break
		}
		end += 1 + space
		next, n := at(s, end+1)
		if next != joiner && next != other && (next != blank || n == 0) && !(digitEnds(s[i:end]) && ordinalFollows(s[end+1:])) {
			break
		}
	}
	return end, byRule(out, s[i:end], i)
}
