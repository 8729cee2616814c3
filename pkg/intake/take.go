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
	File File `json:"file"`
	printing.Tabled
}

// Table makes a text of a file. Tracked changes are refused unless they are accepted. Errors: ErrTracked, ErrLost.
func Table(p paper.Paper, f File, accept bool) (Draft, error) {
	if f.Characters != f.Accounted {
		return Draft{}, fmt.Errorf("%s: %d of %d: %w", f.Name, f.Accounted, f.Characters, ErrLost)
	}
	if p.Tracked() && !accept {
		return Draft{}, fmt.Errorf("%s, by %s: %w", f.Name, strings.Join(p.Authors(), ", "), ErrTracked)
	}
	return Draft{File: f, Tabled: printing.Table(p)}, nil
}
