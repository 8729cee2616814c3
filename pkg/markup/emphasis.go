package markup

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxOpen is how many marks of emphasis are remembered, so that no text makes it slow.
const maxOpen = 32

// plain takes the marks of emphasis (*, **, _, __) off, where they stand in pairs around words, and the backslash before such a mark,
// which says that it is a character. All else stays, links and code too.
func plain(s string) string {
	if !strings.ContainsAny(s, "*_") {
		return s
	}
	drop := make([]bool, len(s))
	var open []run
	code := false
	for i := 0; i < len(s); {
		switch s[i] {
		case '\\':
			if !code && i+1 < len(s) && (s[i+1] == '*' || s[i+1] == '_') {
				drop[i] = true
			}
			i += 2
			continue
		case '`':
			code = !code
		}
		if code || s[i] != '*' && s[i] != '_' {
			i++
			continue
		}
		r := readRun(s, i)
		i = r.end
		if r.closes {
			if k := lastOpen(open, r); k >= 0 {
				mark(drop, open[k])
				mark(drop, r)
				open = open[:k]
				continue
			}
		}
		if r.opens {
			open = append(open[max(0, len(open)-maxOpen):], r)
		}
	}
	var b strings.Builder
	for i := range len(s) {
		if !drop[i] {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// run is a run of one mark.
type run struct {
	start, end    int
	char          byte
	opens, closes bool
}

// readRun reads the run at i. As in CommonMark, a run opens where it leans on the word after it and closes where it leans on the
// word before it. Inside a word it does neither, so that no two words run together; CommonMark says so of the underscore alone.
func readRun(s string, i int) run {
	r := run{start: i, end: i, char: s[i]}
	for r.end < len(s) && s[r.end] == r.char {
		r.end++
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[r.end:])
	spaceBefore, spaceAfter := i == 0 || unicode.IsSpace(before), r.end == len(s) || unicode.IsSpace(after)
	punctBefore, punctAfter := !spaceBefore && isPunct(before), !spaceAfter && isPunct(after)
	if r.end-r.start <= 3 {
		r.opens = !spaceAfter && (!punctAfter || spaceBefore || punctBefore) && !endsWord(strings.TrimRight(s[:i], "*_"))
		r.closes = !spaceBefore && (!punctBefore || spaceAfter || punctAfter) && !beginsWord(strings.TrimLeft(s[r.end:], "*_"))
	}
	return r
}

func endsWord(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return isWord(r)
}

func beginsWord(s string) bool { return isWord(firstRune(s)) }

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

func isPunct(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// lastOpen is the last open run of the same mark and length, or -1.
func lastOpen(open []run, r run) int {
	for k := len(open) - 1; k >= 0; k-- {
		if open[k].char == r.char && open[k].end-open[k].start == r.end-r.start && open[k].end < r.start {
			return k
		}
	}
	return -1
}

func mark(drop []bool, r run) {
	for i := r.start; i < r.end; i++ {
		drop[i] = true
	}
}
