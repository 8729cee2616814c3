package main

import (
	"context"
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
	source, err := os.ReadFile(file)
	if err != nil {
		return draft{}, err
	}
	d := draft{name: strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)), source: source}
	format, plain := markup.FormatOf(file)
	if plain == nil {
		d.format = format
		if d.text, err = markup.Parse(source, format); err != nil {
			return d, fmt.Errorf("%s: %w", file, err)
		}
		if format != markup.Markdown {
			return d, nil
		}
	}
	p, f, err := intake.Take(ctx, file, source)
	if err != nil {
		return d, err
	}
	if plain == nil && !p.Tracked() {
		return d, nil
	}
	made, err := intake.Table(p, f, accept)
	if err != nil {
		return d, fmt.Errorf("%w (--accept)", err)
	}
	d.format, d.source, d.text = markup.Markdown, []byte(made.Source), made.Document
	if f.Characters > 0 {
		d.notes = append(d.notes, fmt.Sprintf("%s: %d of %d characters accounted for", f.Name, f.Accounted, f.Characters))
	}
	for _, w := range append(f.Warnings, made.Warnings...) {
		d.notes = append(d.notes, f.Name+": "+w)
	}
	return d, nil
}
