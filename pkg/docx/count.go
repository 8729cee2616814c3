package docx

import (
	"strings"
	"unicode/utf8"
)

// characters counts what a part of a document shows: the characters of w:t, w:delText and m:t, and the elements that stand for one:
// tabs, breaks, symbols, the two hyphens. Of the branches of mc:AlternateContent it counts the first that has any.
//
// It looks at the XML as it is written and shares nothing with the reader, against which it is held.
func characters(xml string) int {
	c := rawCounter{src: xml, prefixes: map[string]bool{}}
	c.findPrefixes()
	return c.count()
}

type rawCounter struct {
	src      string
	prefixes map[string]bool // those of words and equations
	open     []alternatives
}

// alternatives is an mc:AlternateContent that is open: how much its branches before this one have, and how much was counted
// before it and before the branch.
type alternatives struct{ branch, total int }

// findPrefixes looks for xmlns:w="…" anywhere; a document that declares one prefix twice for different things is not one.
func (c *rawCounter) findPrefixes() {
	for rest := c.src; ; {
		_, after, ok := strings.Cut(rest, "xmlns")
		if !ok {
			return
		}
		rest = after
		name, value, ok := strings.Cut(after[:min(len(after), 300)], "=")
		value = strings.TrimLeft(value, " \t\r\n")
		if !ok || value == "" {
			continue
		}
		value, _, _ = strings.Cut(value[1:], value[:1])
		if strings.HasSuffix(value, "/wordprocessingml/2006/main") || strings.HasSuffix(value, "/ooxml/wordprocessingml/main") ||
			strings.HasSuffix(value, "/officeDocument/2006/math") || strings.HasSuffix(value, "/ooxml/officeDocument/math") {
			c.prefixes[strings.TrimPrefix(strings.TrimSpace(name), ":")] = true
		}
	}
}

func (c *rawCounter) count() int {
	total, tabs := 0, 0 // tabs: how many w:tabs are open, whose w:tab are places and not characters
	for i := strings.IndexByte(c.src, '<'); i >= 0 && i < len(c.src); {
		if skip := c.skipMarkup(i); skip > i {
			i = next(c.src, skip)
			continue
		}
		end := tagEnd(c.src, i)
		if end < 0 {
			return total
		}
		tag := c.src[i+1 : end]
		closing, empty := strings.HasPrefix(tag, "/"), strings.HasSuffix(tag, "/")
		prefix, local := tagName(tag)
		switch {
		case local == "AlternateContent":
			total = c.alternative(total, closing, empty)
		case local == "Choice" || local == "Fallback":
			total = c.branch(total, closing || empty)
		case !c.prefixes[prefix]:
		case local == "tabs" && !empty:
			tabs += 1 - 2*b2i(closing)
		case closing:
		case local == "t" || local == "delText":
			if !empty {
				n, to := c.text(end + 1)
				total += n
				end = to - 1
			}
		case local == "tab" && tabs == 0, local == "br", local == "cr", local == "sym", local == "ptab", local == "noBreakHyphen", local == "softHyphen":
			if prefix != "m" {
				total++
			}
		}
		i = next(c.src, end+1)
	}
	return total
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// next is the next "<" from i on, or -1.
func next(s string, i int) int {
	if i >= len(s) {
		return -1
	}
	n := strings.IndexByte(s[i:], '<')
	if n < 0 {
		return -1
	}
	return i + n
}

// skipMarkup is the end of a comment or an instruction at i, else i.
func (c *rawCounter) skipMarkup(i int) int {
	end := ""
	switch {
	case strings.HasPrefix(c.src[i:], "<!--"):
		end = "-->"
	case strings.HasPrefix(c.src[i:], "<?"):
		end = "?>"
	default:
		return i
	}
	n := strings.Index(c.src[i:], end)
	if n < 0 {
		return len(c.src)
	}
	return i + n + len(end)
}

// tagEnd is the ">" that ends the tag at i, or -1. One may stand in an attribute.
func tagEnd(s string, i int) int {
	for i < len(s) {
		n := strings.IndexAny(s[i:], "\"'>")
		if n < 0 {
			return -1
		}
		i += n
		if s[i] == '>' {
			return i
		}
		n = strings.IndexByte(s[i+1:], s[i])
		if n < 0 {
			return -1
		}
		i += n + 2
	}
	return -1
}

func tagName(tag string) (prefix, local string) {
	tag = strings.TrimPrefix(tag, "/")
	if n := strings.IndexAny(tag, " \t\r\n/"); n >= 0 {
		tag = tag[:n]
	}
	prefix, local, ok := strings.Cut(tag, ":")
	if !ok {
		return "", tag
	}
	return prefix, local
}

// text counts the characters up to the end tag, references as one, CDATA as what it holds, and gives where that tag starts.
func (c *rawCounter) text(i int) (n, end int) {
	for i < len(c.src) {
		stop := next(c.src, i)
		if stop < 0 {
			return n, len(c.src)
		}
		n += runes(c.src[i:stop])
		const cdata = "<![CDATA["
		if !strings.HasPrefix(c.src[stop:], cdata) {
			if skip := c.skipMarkup(stop); skip > stop {
				i = skip
				continue
			}
			return n, stop
		}
		to := strings.Index(c.src[stop:], "]]>")
		if to < 0 {
			return n, len(c.src)
		}
		n += utf8.RuneCountInString(strings.ReplaceAll(c.src[stop+len(cdata):stop+to], "\r\n", "\n"))
		i = stop + to + len("]]>")
	}
	return n, i
}

func runes(s string) int {
	n := utf8.RuneCountInString(s)
	if strings.IndexByte(s, '\r') >= 0 {
		n -= strings.Count(s, "\r\n")
	}
	for {
		amp := strings.IndexByte(s, '&')
		if amp < 0 {
			return n
		}
		semi := strings.IndexByte(s[amp:], ';')
		if semi < 0 {
			return n
		}
		n -= semi
		s = s[amp+semi+1:]
	}
}

func (c *rawCounter) alternative(total int, closing, empty bool) int {
	switch {
	case empty:
	case !closing:
		c.open = append(c.open, alternatives{total: total})
	case len(c.open) > 0:
		a := c.open[len(c.open)-1]
		c.open = c.open[:len(c.open)-1]
		return a.total
	}
	return total
}

// branch drops what a branch has where one before it had something.
func (c *rawCounter) branch(total int, closing bool) int {
	if len(c.open) == 0 || !closing {
		return total
	}
	a := &c.open[len(c.open)-1]
	if a.branch == 0 {
		a.branch = total - a.total
		a.total = total
	}
	return a.total
}
