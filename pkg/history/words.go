package history

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"adref/pkg/diff"
)

// plainWords are the words of a text in small letters, without marks and brackets.
func plainWords(s string) []string {
	var out []string
	for _, t := range diff.Tokens(s) {
		if strings.ContainsFunc(t, wordRune) {
			out = append(out, strings.ToLower(t))
		}
	}
	return out
}

// tokensOf are the words of a text and its square brackets. A text of marks only is those.
func tokensOf(s string) []string {
	var out []string
	all := diff.Tokens(s)
	for _, t := range all {
		if t == "[" || t == "]" || strings.ContainsFunc(t, wordRune) {
			out = append(out, t)
		}
	}
	if len(out) == 0 {
		return all
	}
	return out
}

// small is the words in small letters.
func small(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = strings.ToLower(w)
	}
	return out
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// substance is how many words there are, a Han character counting as little more than half a word.
func substance(words []string) float64 {
	n := 0.0
	for _, w := range words {
		if isHan(w) {
			n += 0.6
		} else {
			n++
		}
	}
	return n
}

func isHan(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.Is(unicode.Han, r)
}

// spell writes words one after another, with spaces where the script has them.
func spell(words []string) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 && !(isHan(w) && isHan(words[i-1])) && !strings.HasSuffix(words[i-1], "’") && !strings.HasSuffix(words[i-1], "'") && words[i-1] != "[" && w != "]" {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	return b.String()
}
