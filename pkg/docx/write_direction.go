package docx

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// rightToLeft says whether a language is written from right to left. A script in the tag decides before the language.
func rightToLeft(language string) bool {
	parts := strings.Split(strings.ToLower(strings.ReplaceAll(language, "_", "-")), "-")
	for _, p := range parts[1:] {
		if len(p) == 4 {
			return strings.Contains(" arab hebr syrc thaa nkoo adlm rohg ", " "+p+" ")
		}
	}
	return parts[0] != "" && strings.Contains(" ar he iw fa ur ps sd ug yi ji dv ckb arc syr nqo ", " "+parts[0]+" ")
}

// eastAsian says whether a language is written with the fonts that Word calls East Asian.
func eastAsian(language string) bool {
	first, _, _ := strings.Cut(strings.ToLower(language), "-")
	return first == "zh" || first == "ja" || first == "ko" || first == "yue"
}

// stretch is characters of one direction.
type stretch struct {
	text  string
	right bool // to left
}

// stretches cuts a text where its direction changes, as Word needs to be told: it does not know the whole of the bidirectional
// algorithm, and a slash or a full stop goes with the run that it stands in. Neutral characters between two of a direction are of
// that direction, others of the one around them; a symbol such as A/AC.292/1 in an Arabic text stays in one piece.
func stretches(text string, right bool) []stretch {
	if !right && ascii(text) {
		return []stretch{{text, false}}
	}
	var out []stretch
	begin, at := 0, 0 // of the last stretch, and where it ends
	add := func(end int, r bool) {
		if end == at {
			return
		}
		if n := len(out); n > 0 && out[n-1].right == r {
			out[n-1].text = text[begin:end]
		} else {
			out, begin = append(out, stretch{text[at:end], r}), at
		}
		at = end
	}
	last := right // the direction before neutral characters
	for i, r := range text {
		strong, dir := direction(r, last, right)
		if !strong {
			continue
		}
		add(i, last && dir || right && last != dir)
		add(i+utf8.RuneLen(r), dir)
		last = dir
	}
	add(len(text), right)
	return out
}

// direction is that of a character; strong is false for one that takes it from those around. Digits go on with a stretch of Latin
// letters, for a symbol ends with them.
func direction(r rune, last, right bool) (strong, toLeft bool) {
	p, _ := bidi.LookupRune(r)
	switch p.Class() {
	case bidi.L:
		return true, false
	case bidi.R, bidi.AL:
		return true, true
	case bidi.EN:
		return right && !last, false
	}
	return false, false
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
