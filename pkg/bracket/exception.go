package bracket

import (
	"strings"

	"adref/pkg/lazy"
	"adref/pkg/symbol"
)

var (
	markdownMark = lazy.Regexp(`\[\^[\pL\pN_-]{1,40}\]`)
	simple       = lazy.Regexp(`\[[^\[\]\n]{1,120}\]`)
	numbered     = lazy.Regexp(`^\[\d{1,3}\]$`)
	target       = lazy.Regexp(`^\((?:https?://|mailto:|www\.|\.{0,2}/|#)[^\s()]*(?:\([^\s()]*\)[^\s()]*)*\)|^\([^\s():]+\.(?:md|html?|pdf|txt|docx)(?:#[^\s()]*)?\)`)
	noteSection  = lazy.Regexp(`(?im)^[ \t#*_]*(?:footnotes?|endnotes?|notes)[*_]*:?[ \t\r]*$`)
	noteLine     = lazy.Regexp(`(?m)^[ \t]*(\d{1,3})[.)]?[ \t]+\S`)
	noteBracket  = lazy.Regexp(`(?m)^[ \t]*\[\^?(\d{1,3})\]:?[ \t]`)
)

// exceptions are the offsets of bracket characters that do not bracket words: citations of documents, footnote marks, links.
func exceptions(s string) map[int]bool {
	if !strings.Contains(s, "[") {
		return nil
	}
	except := map[int]bool{}
	for _, m := range markdownMark().FindAllStringIndex(s, -1) {
		except[m[0]], except[m[1]-1] = true, true
	}
	notes, anyMark := footnotes(s), map[string]bool{}
	for _, m := range simple().FindAllStringIndex(s, -1) {
		whole := s[m[0]:m[1]]
		inner := whole[1 : len(whole)-1]
		switch {
		case isCitation(inner):
		case numbered().MatchString(whole) && notes[inner] && behindWord(s, m[0]):
			anyMark[inner] = true
		default:
			continue
		}
		except[m[0]], except[m[1]-1] = true, true
	}
	for _, m := range noteBracket().FindAllStringSubmatchIndex(s, -1) {
		if anyMark[s[m[2]:m[3]]] { // the note itself: "[1] See …"
			except[strings.IndexByte(s[m[0]:], '[')+m[0]], except[m[3]] = true, true
		}
	}
	links(s, except)
	return except
}

// isCitation says whether the words in brackets are only document symbols: [A/79/214], [A/RES/75/240 and A/76/135].
func isCitation(inner string) bool {
	if !strings.Contains(inner, "/") {
		return false
	}
	for _, part := range strings.FieldsFunc(inner, func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
		if part == "and" {
			continue
		}
		sym, err := symbol.Parse(part)
		if err != nil || len(sym.Base) < len("A/123") {
			return false
		}
	}
	return true
}

// footnotes are the numbers of the notes that the text has: "[1] …" at the start of a line, or "1 …" below a heading "Footnotes".
func footnotes(s string) map[string]bool {
	notes := map[string]bool{}
	for _, m := range noteBracket().FindAllStringSubmatch(s, -1) {
		notes[m[1]] = true
	}
	if all := noteSection().FindAllStringIndex(s, -1); all != nil {
		for _, m := range noteLine().FindAllStringSubmatch(s[all[len(all)-1][1]:], -1) {
			notes[m[1]] = true
		}
	}
	return notes
}

// behindWord says whether the byte before i ends a word or its punctuation.
func behindWord(s string, i int) bool {
	return i > 0 && !strings.ContainsRune(" \t\r\n[](){}/-", rune(s[i-1]))
}

// links adds the brackets of [text](address).
func links(s string, except map[int]bool) {
	if !strings.Contains(s, "](") {
		return
	}
	var open []int
	for i := 0; i < len(s); i++ {
		switch {
		case except[i]:
		case s[i] == '\n':
			open = open[:0]
		case s[i] == '[':
			open = append(open, i)
		case s[i] == ']' && len(open) > 0:
			if strings.HasPrefix(s[i+1:], "(") && target().MatchString(s[i+1:]) {
				except[open[len(open)-1]], except[i] = true, true
			}
			open = open[:len(open)-1]
		}
	}
}
