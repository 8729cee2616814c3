// Package markup reads texts: plain text and Markdown into a text.Document that loses nothing.
//
// Law: for every s that is UTF-8, Parse(s).String() == s and the spans of the blocks partition s. Label and Text of the blocks
// together hold every word and every bracket of s, in the order of s; what they leave out is mark-up: the full stop behind a
// number, emphasis, number signs of headings, white space.
//
// Parse goes over the text three times: it is cut into pieces (cut.go), each piece becomes a block by its label, its words and what
// stood before it (block.go; headings in outline.go, numbered ones in paragraph.go), and the blocks get their citations once all are known (cite.go).
package markup

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"unicode/utf8"

	"adref/pkg/text"
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
	if utf8.Valid(b) {
		return nil
	}
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n <= 1 {
			return fmt.Errorf("byte %d (line %d): %w", i, 1+strings.Count(string(b[:i]), "\n"), ErrNotUTF8)
		}
		i += n
	}
	return nil
}

// Parse reads a text. Its language is left to the caller. A format that is not Markdown is read as plain text. The error wraps
// ErrNotUTF8; there is no other.
func Parse(source []byte, f Format) (text.Document, error) {
	s := string(source)
	valid, settled := survey(s)
	if !valid {
		return text.Document{}, Check(source)
	}
	pieces, title := cut(s, f, settled)
	r := newReader(s, pieces, f, title)
	for i := range pieces {
		r.read(i)
	}
	r.cite()
	return text.Document{Title: r.title, Blocks: r.blocks}, nil
}

// apart is how many bytes each of two texts has at least that are read at once: a goroutine that has to be woken costs some
// microseconds, in which a few kilobytes are read.
const apart = 16 << 10

// ParsePair reads two texts of one format, each on a processor of its own where there are two and that pays. The error is that of the
// first that has one.
func ParsePair(old, new []byte, f Format) (x, y text.Document, err error) {
	if min(len(old), len(new)) < apart || runtime.GOMAXPROCS(0) == 1 {
		if x, err = Parse(old, f); err != nil {
			return x, y, err
		}
		y, err = Parse(new, f)
		return x, y, err
	}
	var (
		wait     sync.WaitGroup
		newError error
	)
	wait.Go(func() { y, newError = Parse(new, f) })
	x, err = Parse(old, f)
	wait.Wait()
	return x, y, cmp.Or(err, newError)
}
