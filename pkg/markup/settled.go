package markup

import "unicode/utf8"

// Nearly every text is in NFC already, and that shows while it is checked for UTF-8.

// survey says whether s is UTF-8, and whether it is sure that s is in NFC, and with it every part of s that ends at white space and
// every row of such parts with spaces between them. Of what it does not know it says no.
func survey(s string) (valid, settled bool) {
	settled = true
	mark := false // the last character was a combining mark
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i, mark = i+1, false
			for i+8 <= len(s) && (s[i]|s[i+1]|s[i+2]|s[i+3]|s[i+4]|s[i+5]|s[i+6]|s[i+7]) < utf8.RuneSelf {
				i += 8
			}
			continue
		}
		var r rune
		if c := s[i]; c >= 0xc2 && c <= 0xdf && i+1 < len(s) && s[i+1]&0xc0 == 0x80 { // two bytes
			r = rune(c&0x1f)<<6 | rune(s[i+1]&0x3f)
			i += 2
		} else {
			var n int
			if r, n = utf8.DecodeRuneInString(s[i:]); n <= 1 {
				return false, false
			}
			i += n
		}
		switch f := formOf(r); {
		case f == starter:
			mark = false
		case f == vowelSign && !mark:
			mark = true
		default:
			settled = false
		}
	}
	return true, settled
}

// form is how a character behaves in NFC.
type form uint8

const (
	unknown   form = iota // may be composed or reordered, or was not looked at here
	starter               // stands as it is, whatever is beside it
	vowelSign             // an Arabic vowel sign: stands as it is behind a starter
)

// formOf is the form of a character beyond ASCII. The ranges are those of the six languages.
func formOf(r rune) form {
	switch {
	case r < 0x300, r >= 0x400 && r < 0x483, r >= 0x48a && r < 0x530,
		r >= 0x600 && r < 0x610, r >= 0x61b && r < 0x64b, r >= 0x660 && r < 0x670, r >= 0x671 && r < 0x6d6,
		r >= 0x2002 && r < 0x2070, r >= 0x20a0 && r < 0x20c0, r >= 0x2190 && r < 0x2329, r >= 0x2460 && r < 0x2adc,
		r >= 0x3000 && r < 0x302a, r >= 0x4e00 && r < 0xa000, r >= 0xe000 && r < 0xf900, r >= 0xff00 && r < 0xffe0:
		return starter
	case r >= 0x64b && r < 0x653:
		return vowelSign
	}
	return unknown
}
