package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"strings"

	"adref/pkg/convert"
	"adref/pkg/markup"
	"adref/pkg/paper"
	"adref/pkg/printing"
)

// MaxBytes is the size of the largest file that is taken.
const MaxBytes = 16 << 20

// Errors of a file.
var (
	ErrTooLarge = fmt.Errorf("a file has at most %d MiB", MaxBytes>>20)
	ErrTracked  = errors.New("the file has tracked changes: table it with them made (accept), or hand them in as amendments")
)

// Take reads a file. Errors: those of convert.Parse, ErrTooLarge.
func Take(ctx context.Context, name string, b []byte) (paper.Paper, File, error) {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	if len(b) > MaxBytes {
		return paper.Paper{}, File{}, fmt.Errorf("%s: %d bytes: %w", name, len(b), ErrTooLarge)
	}
	r, err := convert.Parse(ctx, name, b)
	if err != nil {
		return paper.Paper{}, File{}, err
	}
	digest := sha256.Sum256(b)
	f := File{Name: name, Digest: hex.EncodeToString(digest[:]), Format: r.Format, Warnings: r.Warnings}
	if r.Report != nil {
		f.Characters, f.Accounted = r.Report.Characters, r.Report.Characters-r.Report.Lost
	}
	return r.Paper, f, nil
}

// Draft is a file as a text that can be tabled.
type Draft struct {
	File   File
	Format markup.Format // of the source
	printing.Tabled
}

// Table makes a text of a file: plain text and Markdown as they are, byte for byte, any other kind as the Markdown that it becomes.
// Tracked changes are refused unless they are accepted. Errors: those of Take and markup.Parse, ErrTracked, ErrLost.
func Table(ctx context.Context, name string, b []byte, accept bool) (Draft, error) {
	p, f, err := Take(ctx, name, b)
	if err != nil {
		return Draft{}, err
	}
	switch {
	case f.Characters != f.Accounted:
		return Draft{}, fmt.Errorf("%s: %d of %d: %w", f.Name, f.Accounted, f.Characters, ErrLost)
	case p.Tracked() && !accept:
		return Draft{}, fmt.Errorf("%s, by %s: %w", f.Name, strings.Join(p.Authors(), ", "), ErrTracked)
	}
	if format, err := markup.FormatOf(f.Name); err == nil && !p.Tracked() {
		d, err := markup.Parse(b, format)
		if err != nil {
			return Draft{}, fmt.Errorf("%s: %w", f.Name, err)
		}
		return Draft{File: f, Format: format, Tabled: printing.Tabled{Source: string(b), Document: d}}, nil
	}
	return Draft{File: f, Format: markup.Markdown, Tabled: printing.Table(p)}, nil
}
