package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"adref/pkg/intake"
	"adref/pkg/markup"
	"adref/pkg/text"
)

// draft is a file that is to be tabled.
type draft struct {
	name   string // of the revision
	format markup.Format
	source []byte
	text   text.Document
	notes  []string // what reads otherwise than in the file, in words
}

// readDrafts reads files, and those of folders in the order of their names.
func readDrafts(ctx context.Context, args []string, accept bool) ([]draft, error) {
	var drafts []draft
	for _, a := range args {
		files, err := draftsOf(a)
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			d, err := tableable(ctx, f, accept)
			if err != nil {
				return nil, err
			}
			drafts = append(drafts, d)
		}
	}
	if len(drafts) == 0 {
		return nil, fmt.Errorf("%s holds no draft: put .txt, .md or .docx files there: %w", strings.Join(args, ", "), errUsage)
	}
	return drafts, nil
}

// draftsOf are the files of a folder that are drafts, or the file itself.
func draftsOf(name string) ([]string, error) {
	info, err := os.Stat(name)
	if err != nil || !info.IsDir() {
		return []string{name}, err
	}
	entries, err := os.ReadDir(name)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, e := range entries {
		if !e.IsDir() && !strings.HasPrefix(e.Name(), ".") && filepath.Ext(e.Name()) != ".source" {
			files = append(files, filepath.Join(name, e.Name()))
		}
	}
	return files, nil
}

// tableable reads a file: plain text and Markdown as they are, any other kind as the Markdown that it becomes.
func tableable(ctx context.Context, file string, accept bool) (draft, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return draft{}, err
	}
	made, err := intake.Table(ctx, file, b, accept)
	if errors.Is(err, intake.ErrTracked) {
		err = fmt.Errorf("%w (--accept)", err)
	}
	if err != nil {
		return draft{}, err
	}
	d := draft{name: strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)), format: made.Format, source: []byte(made.Source), text: made.Document}
	if f := made.File; f.Characters > 0 {
		d.notes = append(d.notes, fmt.Sprintf("%s: %d of %d characters accounted for", f.Name, f.Accounted, f.Characters))
	}
	for _, w := range append(made.File.Warnings, made.Warnings...) {
		d.notes = append(d.notes, made.File.Name+": "+w)
	}
	return d, nil
}
