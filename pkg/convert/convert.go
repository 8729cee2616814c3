// Package convert knows the formats of documents: which are read into a paper and which are written of one.
//
// Law: between formats that keep tracked changes (Word, pages, Markdown, Akoma Ntoso, JSON) nothing is lost but what the format has
// no place for; a format that keeps none (plain text, tables) is written only of a paper in which nothing is tracked.
package convert

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"adref/pkg/akn"
	"adref/pkg/critic"
	"adref/pkg/docx"
	"adref/pkg/engine"
	"adref/pkg/hypertext"
	"adref/pkg/markup"
	"adref/pkg/paper"
	"adref/pkg/printing"
	"adref/pkg/table"
)

// MaxBytes is the largest file that is read, of any kind; some kinds have less.
const MaxBytes = 256 << 20

// maxText is the largest plain text and JSON.
const maxText = 64 << 20

// Errors.
var (
	ErrTooLarge = errors.New("larger than any document")
	ErrFormat   = errors.New("unknown kind of file")
	ErrTracked  = errors.New("the paper has tracked changes, which this format cannot hold: accept or reject them first (--accept, --reject)")
)

// Read is what was read of a file.
type Read struct {
	Paper    paper.Paper  `json:"paper"`
	Format   string       `json:"format"`             // its name
	Report   *docx.Report `json:"report,omitempty"`   // of a Word document
	Warnings []string     `json:"warnings,omitempty"` // in plain words
}

// Options are what a written file may be told beyond its paper.
type Options struct {
	Template []byte    // a .docx or .dotx of the chair's office, for Word
	At       time.Time // of the text, for the formats that name a date
	Kind     string    // "draft", "compendium": what the paper is, for Akoma Ntoso
	Record   bool      // Word opens the document with the recording of changes on
	// CountPages lets LibreOffice count the pages on which the entries of the contents of a Word document stand.
	CountPages bool
}

// Format is a kind of file.
type Format struct {
	Name       string   // "Word"
	Extensions []string // without the full stop, the usual one first
	MediaType  string
	// Reads and Writes say what is done with it; Tracks whether tracked changes have a place in it.
	Reads, Writes, Tracks bool

	read  func(ctx context.Context, ext string, b []byte) (Read, error)
	write func(ctx context.Context, w io.Writer, p paper.Paper, o Options) error
}

// Formats are all of them.
var Formats = []Format{
	{Name: "Word", Extensions: []string{"docx", "dotx", "docm"}, MediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", Reads: true, Writes: true, Tracks: true, read: readWord, write: writeWord},
	{Name: "HTML", Extensions: []string{"html", "htm", "xhtml"}, MediaType: "text/html; charset=utf-8", Reads: true, Writes: true, Tracks: true, read: plainly(hypertext.Read), write: writePage},
	{Name: "Markdown", Extensions: []string{"md", "markdown"}, MediaType: "text/markdown; charset=utf-8", Reads: true, Writes: true, Tracks: true, read: plainly(critic.Read), write: writeMarkdown},
	{Name: "Akoma Ntoso", Extensions: []string{"akn", "xml"}, MediaType: "application/akn+xml", Reads: true, Writes: true, Tracks: true, read: plainly(akn.Read), write: writeAKN},
	{Name: "JSON", Extensions: []string{"json"}, MediaType: "application/json", Reads: true, Writes: true, Tracks: true, read: readJSON, write: writeJSON},
	{Name: "plain text", Extensions: []string{"txt", "text"}, MediaType: "text/plain; charset=utf-8", Reads: true, Writes: true, read: readText, write: writeText},
	{Name: "CSV", Extensions: []string{"csv"}, MediaType: "text/csv; charset=utf-8", Writes: true, write: writeCSV},
	{Name: "Excel", Extensions: []string{"xlsx"}, MediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Writes: true, write: writeExcel},
	{Name: "PDF", Extensions: []string{"pdf"}, MediaType: "application/pdf", Reads: true, Writes: true, Tracks: true, read: readPDF, write: writePDF},
	{Name: "LibreOffice and old Word", Extensions: []string{"doc", "odt", "rtf"}, MediaType: "application/octet-stream", Reads: true, Tracks: true, read: readOther},
}

// Of is the format of a file by its name.
func Of(name string) (Format, error) {
	ext := extension(name)
	for _, f := range Formats {
		if slices.Contains(f.Extensions, ext) {
			return f, nil
		}
	}
	var known []string
	for _, f := range Formats {
		known = append(known, "."+f.Extensions[0])
	}
	return Format{}, fmt.Errorf("%s: %w (known: %s)", name, ErrFormat, strings.Join(known, ", "))
}

func extension(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Ext(strings.ReplaceAll(name, `\`, "/")), "."))
}

// Parse reads a file into a paper. The name says what it is.
func Parse(ctx context.Context, name string, b []byte) (Read, error) {
	f, err := Of(name)
	if err != nil {
		return Read{}, err
	}
	switch {
	case !f.Reads:
		return Read{}, fmt.Errorf("%s: %s is only written: %w", name, f.Name, ErrFormat)
	case len(b) > MaxBytes, len(b) > maxText && (f.Name == "JSON" || f.Name == "plain text"):
		return Read{}, fmt.Errorf("%s: %w: %d MiB", name, ErrTooLarge, len(b)>>20)
	}
	r, err := f.read(ctx, extension(name), b)
	if err != nil {
		return Read{}, fmt.Errorf("%s: %w", name, err)
	}
	r.Format = f.Name
	return r, nil
}

// Write writes a paper as the kind of file that the name says.
func Write(ctx context.Context, w io.Writer, name string, p paper.Paper, o Options) error {
	f, err := Of(name)
	switch {
	case err != nil:
		return err
	case !f.Writes:
		return fmt.Errorf("%s: %s is only read: %w", name, f.Name, ErrFormat)
	case !f.Tracks && p.Tracked():
		return fmt.Errorf("%s: %w", name, ErrTracked)
	}
	return f.write(ctx, w, p, o)
}

// plainly makes a reader of papers one of files.
func plainly(read func(io.Reader) (paper.Paper, error)) func(context.Context, string, []byte) (Read, error) {
	return func(_ context.Context, _ string, b []byte) (Read, error) {
		p, err := read(bytes.NewReader(b))
		return Read{Paper: p}, err
	}
}

func readWord(_ context.Context, _ string, b []byte) (Read, error) {
	p, report, err := docx.Read(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return Read{}, err
	}
	return Read{Paper: p, Report: &report, Warnings: report.Warnings}, nil
}

func readJSON(_ context.Context, _ string, b []byte) (Read, error) {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	var r Read
	err := d.Decode(&r.Paper)
	return r, err
}

func readText(_ context.Context, _ string, b []byte) (Read, error) {
	d, err := markup.Parse(b, markup.Plain)
	if err != nil {
		return Read{}, err
	}
	p := printing.Clean(d, printing.Source{})
	p.Paragraphs = slices.DeleteFunc(p.Paragraphs, func(q paper.Paragraph) bool { return q.Style == paper.Furniture })
	return Read{Paper: p}, nil
}

// readOther lets LibreOffice make a Word document of it.
func readOther(ctx context.Context, ext string, b []byte) (Read, error) {
	made, err := engine.Convert(ctx, b, ext, "docx")
	if err != nil {
		return Read{}, err
	}
	r, err := readWord(ctx, "docx", made)
	r.Warnings = append(r.Warnings, "converted by LibreOffice from ."+ext+": compare it with the original")
	return r, err
}

// readPDF takes what pdftotext gives.
func readPDF(ctx context.Context, _ string, b []byte) (Read, error) {
	pages, err := engine.PagesOf(ctx, b)
	if err != nil {
		return Read{}, err
	}
	r, err := readText(ctx, "txt", []byte(strings.Join(pages, "\n\n")))
	r.Warnings = append(r.Warnings, "text, unreliable: a PDF does not say where paragraphs, columns, notes and page heads begin and end; ask for the Word file")
	return r, err
}

func writeWord(ctx context.Context, w io.Writer, p paper.Paper, o Options) error {
	made := docx.Options{Template: o.Template, At: o.At, Record: o.Record}
	if o.CountPages {
		numbers, err := Pages(ctx, p, func(p paper.Paper) ([]byte, error) {
			var b bytes.Buffer
			if err := docx.Write(&b, p, made); err != nil {
				return nil, err
			}
			return engine.Convert(ctx, b.Bytes(), "docx", "pdf")
		})
		if err != nil {
			return err
		}
		for _, i := range docx.Entries(p) {
			made.Pages = append(made.Pages, numbers[i])
		}
	}
	return docx.Write(w, p, made)
}

func writePage(_ context.Context, w io.Writer, p paper.Paper, _ Options) error {
	return hypertext.Write(w, p, hypertext.Options{})
}

func writeMarkdown(_ context.Context, w io.Writer, p paper.Paper, _ Options) error {
	return critic.Write(w, p)
}

func writeAKN(_ context.Context, w io.Writer, p paper.Paper, o Options) error {
	return akn.Write(w, p, akn.Options{Name: o.Kind, Date: o.At})
}

func writeJSON(_ context.Context, w io.Writer, p paper.Paper, _ Options) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(p)
}

func writeText(_ context.Context, w io.Writer, p paper.Paper, _ Options) error {
	var b strings.Builder
	for _, q := range p.Paragraphs {
		if q.Style.OfText() {
			b.WriteString(strings.TrimSpace(q.Label+" "+q.Text()) + "\n\n")
		}
	}
	for _, n := range p.Notes {
		for i, q := range n.Paragraphs {
			if i == 0 {
				b.WriteString(n.ID + ". ")
			}
			b.WriteString(q.Text() + "\n\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeCSV(_ context.Context, w io.Writer, p paper.Paper, _ Options) error {
	return paragraphs(p).WriteCSV(w)
}

func writeExcel(_ context.Context, w io.Writer, p paper.Paper, _ Options) error {
	return table.WriteXLSX(w, append([]table.Table{paragraphs(p)}, tables(p)...)...)
}

// writePDF prints the page twice: the first time to count on which pages the entries of the contents stand.
func writePDF(ctx context.Context, w io.Writer, p paper.Paper, o Options) error {
	numbers, err := Pages(ctx, p, func(p paper.Paper) ([]byte, error) {
		var page bytes.Buffer
		if err := hypertext.Write(&page, p, hypertext.Options{}); err != nil {
			return nil, err
		}
		return engine.Print(ctx, page.Bytes())
	})
	if err != nil {
		return err
	}
	var page bytes.Buffer
	if err := hypertext.Write(&page, p, hypertext.Options{Pages: numbers}); err != nil {
		return err
	}
	pdf, err := engine.Print(ctx, page.Bytes())
	if err != nil {
		return err
	}
	_, err = w.Write(pdf)
	return err
}
