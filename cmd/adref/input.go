package main

import (
	"cmp"
	"fmt"
	"os"
	"sync"

	"adref/pkg/markup"
	"adref/pkg/text"
)

// readText reads a file as its name says: plain text (.txt, .text) or Markdown (.md, .markdown). The source comes along, byte for
// byte. The error names the file; it wraps markup.ErrFormat, markup.ErrNotUTF8 or that of the file system.
func readText(name string) (text.Document, []byte, error) {
	format, err := markup.FormatOf(name)
	if err != nil {
		return text.Document{}, nil, err
	}
	source, err := os.ReadFile(name)
	if err != nil {
		return text.Document{}, nil, err
	}
	doc, err := markup.Parse(source, format)
	if err != nil {
		return text.Document{}, nil, fmt.Errorf("%s: %w", name, err)
	}
	return doc, source, nil
}

// readPair reads two files at once, each on a processor of its own where there are two. The error is that of the first that has one.
func readPair(oldName, newName string) (old, new text.Document, err error) {
	var (
		wait     sync.WaitGroup
		newError error
	)
	wait.Go(func() { new, _, newError = readText(newName) })
	old, _, err = readText(oldName)
	wait.Wait()
	return old, new, cmp.Or(err, newError)
}
