// Package markup reads texts: plain text and Markdown into a text.Document that loses nothing.
package markup

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// Format is a way of writing a text.
type Format string

// Formats.
const (
	Plain    Format = "text"
	Markdown Format = "markdown"
)

// Errors of reading.
var (
	ErrFormat  = errors.New("unknown file type (known: .txt and .text for plain text, .md and .markdown for Markdown)")
	ErrNotUTF8 = errors.New("not valid UTF-8")
)

// FormatOf is the format of a file by its name; the error wraps ErrFormat.
func FormatOf(name string) (Format, error) {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".txt", ".text":
		return Plain, nil
	case ".md", ".markdown":
		return Markdown, nil
	}
	return "", fmt.Errorf("%s: %w", name, ErrFormat)
}

// Check says whether b is UTF-8; the error wraps ErrNotUTF8 and names the first byte that is not, from 0.
func Check(b []byte) error {
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n <= 1 {
			return fmt.Errorf("byte %d (line %d): %w", i, 1+strings.Count(string(b[:i]), "\n"), ErrNotUTF8)
		}
		i += n
	}
	return nil
}
