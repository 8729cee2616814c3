package ooxml

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// decode gives the document as UTF-8 without a byte order mark. These formats allow UTF-8 and UTF-16 and nothing else
// (ECMA-376 part 2, 8.1.4).
func decode(data []byte) (string, *Error) {
	var src string
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		src = string(data[3:])
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("<\x00")):
		src = decode16(bytes.TrimPrefix(data, []byte("\xff\xfe")), 0)
	case bytes.HasPrefix(data, []byte("\xfe\xff")), bytes.HasPrefix(data, []byte("\x00<")):
		src = decode16(bytes.TrimPrefix(data, []byte("\xfe\xff")), 1)
	default:
		src = string(data)
		if name := declaredEncoding(src); name != "" && !strings.EqualFold(name, "utf-8") && !strings.EqualFold(name, "us-ascii") {
			return "", forbidden("it is encoded in %q; only UTF-8 and UTF-16 are allowed", name)
		}
	}
	if !utf8.ValidString(src) {
		return "", broken("it is not valid UTF-8")
	}
	if strings.Contains(src, "\uFFFE") || strings.Contains(src, "\uFFFF") {
		return "", broken("it holds a character that XML does not have")
	}
	return src, nil
}

// decode16 decodes UTF-16 whose high byte is at data[high] of each pair. Half a pair becomes U+FFFD.
func decode16(data []byte, high int) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		a, b := data[2*i], data[2*i+1]
		if high == 1 {
			a, b = b, a
		}
		units[i] = uint16(a) | uint16(b)<<8
	}
	return string(utf16.Decode(units))
}

// declaredEncoding is what <?xml encoding="…"?> says, "" for nothing.
func declaredEncoding(src string) string {
	if !strings.HasPrefix(src, "<?xml") {
		return ""
	}
	head, _, _ := strings.Cut(src, "?>")
	_, after, ok := strings.Cut(head, "encoding")
	if !ok {
		return ""
	}
	after = strings.TrimLeft(after, " \t\r\n=")
	if after == "" || after[0] != '"' && after[0] != '\'' {
		return "?"
	}
	name, _, _ := strings.Cut(after[1:], after[:1])
	return name
}

// unescape puts characters for their references, "\n" for every line end, and in an attribute a space for every white one.
func (p *parser) unescape(raw string, attribute bool) (string, *Error) {
	plain := true
	for i := range len(raw) {
		if c := raw[i]; c == '&' || c < ' ' {
			plain = false
			break
		}
	}
	if plain {
		return raw, nil
	}
	if e := checkControls(raw); e != nil {
		return "", e
	}
	raw = newlines(raw)
	if attribute {
		raw = blanks.Replace(raw)
	}
	first := strings.IndexByte(raw, '&')
	if first < 0 {
		return raw, nil
	}
	b := make([]byte, 0, len(raw))
	for first >= 0 {
		b = append(b, raw[:first]...)
		raw = raw[first+1:]
		end := strings.IndexByte(raw, ';')
		if end < 0 {
			return "", broken("\"&\" stands in the text")
		}
		r, e := reference(raw[:end])
		if e != nil {
			return "", e
		}
		b = utf8.AppendRune(b, r)
		raw = raw[end+1:]
		first = strings.IndexByte(raw, '&')
	}
	return string(append(b, raw...)), nil
}

// reference is the character that &name; stands for.
func reference(name string) (rune, *Error) {
	switch name {
	case "amp":
		return '&', nil
	case "lt":
		return '<', nil
	case "gt":
		return '>', nil
	case "quot":
		return '"', nil
	case "apos":
		return '\'', nil
	}
	digits, ok := strings.CutPrefix(name, "#")
	if !ok {
		return 0, forbidden("it uses the entity %.40q; only the five of XML are allowed", name)
	}
	base := 10
	if hex, ok := strings.CutPrefix(digits, "x"); ok {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	r := rune(n)
	if err != nil || n > utf8.MaxRune || !utf8.ValidRune(r) || r == 0xFFFE || r == 0xFFFF || r < ' ' && r != '\t' && r != '\n' && r != '\r' {
		return 0, broken("&%.20s; is no character", name)
	}
	return r, nil
}

func checkControls(s string) *Error {
	for i := range len(s) {
		if c := s[i]; c < ' ' && c != '\t' && c != '\n' && c != '\r' {
			return broken("it holds the control character U+%04X", c)
		}
	}
	return nil
}

// newlines is XML 1.0, 2.11: a line ends with "\n" whatever it ended with.
func newlines(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return lineEnds.Replace(s)
}

var (
	lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")
	blanks   = strings.NewReplacer("\n", " ", "\t", " ")
)
