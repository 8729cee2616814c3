package markup

import (
	"strings"
	"unicode"
)

// noteHeads head the footnotes of a text.
var noteHeads = []string{"footnote", "footnotes", "foot note", "foot notes", "endnote", "endnotes", "end note", "end notes", "notes", "notas", "сноски", "примечания", "الحواشي", "脚注"}

// isNoteHead says whether a line heads the footnotes.
func isNoteHead(s string) bool {
	if len(s) >= 80 {
		return false
	}
	s = strings.TrimRight(s, " :")
	switch firstRune(s) {
	case 'f', 'F', 'e', 'E', 'n', 'N', 'с', 'С', 'ᲃ', 'п', 'П', 'ا', '脚':
	default:
		return false
	}
	for _, head := range noteHeads {
		if strings.EqualFold(s, head) {
			return true
		}
	}
	return false
}

// noteLabel reads "1 ", "[2] ", "***. " at the head of a note: the label as printed, the number or the marks alone, and how many bytes
// it takes; 0 for none.
func noteLabel(s string) (printed, number string, length int) {
	n := digits(s, 3)
	if n == 0 {
		n = made(s, "*", 3)
	}
	printed, number = s[:n], s[:n]
	if n == 0 {
		if n = oneBracketed(s); n == 0 || digits(s[1:], 3) != n-2 {
			return "", "", 0
		}
		printed, number = s[:n], s[1:n-1]
	}
	if n < len(s) && (s[n] == '.' || s[n] == ')') {
		n++
	}
	space := gaps(s[n:])
	if space == 0 {
		return "", "", 0
	}
	return printed, number, n + space
}

// isEditorial says whether words are a note in braces and nothing else but numbers and marks behind it.
func isEditorial(s string) bool {
	if !strings.HasPrefix(s, "{") {
		return false
	}
	end := strings.IndexAny(s[1:], "{}")
	return end >= 0 && s[1+end] == '}' && strings.Trim(s[1+end+1:], " 0123456789][.:*") == ""
}

// isHolder says whether words hold the place of some that are to come.
func isHolder(s string) bool {
	s = strings.TrimLeft(s, "[{( ")
	switch firstRune(s) {
	case 'p', 'P':
		return beginsWith(s, "placeholder")
	case 'n', 'N':
		return folded(s, "no text required") > 0
	case '.', '…':
		return strings.HasPrefix(s, "...") || strings.HasPrefix(s, "…")
	}
	return false
}

// blanks stand for what is to be filled in, alone or with words behind them.
var (
	blanks = []string{"date", "symbol", "number", "document symbol", "to be added", "to be inserted", "to be determined", "to be completed", "to be confirmed", "tbc", "tbd"}
	toBe   = []string{" to be added", " to be inserted", " to be determined", " to be completed", " to be confirmed"}
)

// isBlank says whether words are only a blank to be filled in: "[xx]", "____", "[date]", "[text to be inserted]". Those of a sentence,
// which ends in a mark, are none.
func isBlank(s string) bool {
	if s == "" || strings.ContainsRune(",;:", rune(s[len(s)-1])) || s[len(s)-1] == '.' && unicode.IsLetter(firstRune(s)) {
		return false
	}
	s = strings.TrimRight(strings.TrimLeft(s, "[{ "), "]} ")
	switch firstRune(s) {
	case 'x', 'X':
		if words, ok := strings.CutPrefix(strings.TrimLeft(s, "xX"), " "); ok && words != "" && leadingLetters(words) == words || strings.Trim(s, "xX") == "" {
			return true
		}
	case '_', '.', '…', '-':
		return strings.Trim(s, "_.…-") == "" || blankSentence(s)
	case 'd', 'D', 's', 'S', 'ſ', 'n', 'N', 't', 'T':
		for _, w := range blanks {
			if n := folded(s, w); n > 0 && strings.TrimFunc(s[n:], isWordOrSpace) == "" {
				return true
			}
		}
	}
	return blankSentence(s)
}

func isWordOrSpace(r rune) bool { return r == ' ' || r < 0x80 && isWordByte(byte(r)) }

// blankSentence says whether s is one word and that it is to be added.
func blankSentence(s string) bool {
	for _, end := range toBe {
		if w, ok := strings.CutSuffix(s, end); ok && w != "" && strings.TrimFunc(w, func(r rune) bool { return r != ' ' && isWordOrSpace(r) }) == "" {
			return true
		}
	}
	return false
}

// agreement are the words that end a preamble.
var agreement = []string{"have agreed", "hereby agree", "agree", "decides", "decide", "has agreed", "sont convenu", "ont convenu", "han convenido", "convienen", "согласились", "договорились", "اتفقت"}

// agrees says whether words end the preamble: "Have agreed as follows:".
func agrees(s string) bool {
	first := firstRune(s)
	return (first >= 0x80 || strings.ContainsRune("hadsocHADSOC", first)) && beginsWith(s, agreement...)
}
