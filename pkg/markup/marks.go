package markup

import (
	"strings"
	"unicode"
)

// The marks of Markdown that make a line something else than words (CommonMark, sections 4.1 to 4.3), and of its headers and notes.

// isATX says whether a line is a heading such as "## A. Threats ##".
func isATX(t string) bool { level, _ := atx(t); return level > 0 }

// atx reads such a heading: its level, 0 for none, and its words.
func atx(t string) (level int, words string) {
	n := made(t, "#", 7)
	if n == 0 || n > 6 {
		return 0, ""
	}
	words = strings.TrimLeft(t[n:], " \t")
	if words == "" {
		if n < len(t) {
			return 0, ""
		}
		return n, ""
	}
	if n+len(words) == len(t) {
		return 0, ""
	}
	open := strings.TrimRight(words, "#")
	if open == "" {
		return n, ""
	}
	if closed := strings.TrimRight(open, " \t"); len(open) < len(words) && len(closed) < len(open) {
		return n, closed
	}
	return n, words
}

// isUnderline says whether a line under another makes a heading of it.
func isUnderline(t string) bool {
	return t != "" && (strings.Trim(t, "=") == "" || len(t) > 1 && strings.Trim(t, "-") == "")
}

// isRule says whether a line is a rule across the page: three or more asterisks, hyphens or underscores.
func isRule(t string) bool {
	if t == "" || t[0] != '*' && t[0] != '-' && t[0] != '_' {
		return false
	}
	return strings.Trim(t, t[:1]+" \t") == "" && strings.Count(t, t[:1]) >= 3
}

// isHeaderKey says whether a line begins with a key as headers have them: "title:".
func isHeaderKey(t string) bool {
	n := strings.IndexFunc(t, func(r rune) bool { return !isKeyRune(r) })
	return n > 0 && t[n] == ':' && (t[0] == '_' || unicode.IsLetter(firstRune(t)))
}

func isKeyRune(r rune) bool {
	return r == '_' || r == '-' || unicode.IsLetter(r) || unicode.IsNumber(r)
}

// longestNote is how many characters the name of a footnote may have.
const longestNote = 40

// noteStart reads "[^1]: " at the head of a footnote: its name, and how many bytes it takes; 0 for none.
func noteStart(t string) (name string, length int) {
	rest, ok := strings.CutPrefix(t, "[^")
	if !ok {
		return "", 0
	}
	n := strings.IndexFunc(rest, func(r rune) bool { return !isKeyRune(r) })
	if n <= 0 || !strings.HasPrefix(rest[n:], "]:") || characters(rest[:n]) > longestNote {
		return "", 0
	}
	at := len("[^") + n + len("]:")
	return rest[:n], at + made(t[at:], " \t", len(t))
}
