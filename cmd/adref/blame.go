package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"adref/pkg/markup"
	"adref/pkg/provenance"
)

func blameCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "blame FILE…",
		Short: "Say for every word of the last draft in which one it entered",
		Long: `blame follows the words through the files in the order given: through paragraphs that move, are split or merged, and out of
the text and back. Texts are plain text (.txt) or Markdown (.md).

With --format json: {"spans":[{"start","end","revision"}]}, byte offsets into the last file, half open; revision counts the files
from 0. "absent" lists when the words were out ("out") and came back ("back").`,
		Example: "  adref blame zero-draft.txt rev1.txt rev2.txt\n  adref blame drafts/*.txt --format html > origins.html",
		Args:    cobra.MinimumNArgs(1),
	}
	format := formatFlag(c)
	c.RunE = func(cmd *cobra.Command, args []string) error {
		f, err := format()
		if err != nil {
			return err
		}
		debug.SetGCPercent(400) // the process is over before it pays to collect
		s, err := originsOf(args)
		if err != nil {
			return err
		}
		return writeOrigins(cmd.OutOrStdout(), f, s)
	}
	return c
}

// originsOf follows the words through the files.
func originsOf(files []string) (provenance.Sheet, error) {
	t := provenance.NewTrace()
	s := provenance.Sheet{}
	var readers sync.WaitGroup
	defer readers.Wait()
	done := make(chan struct{})
	defer close(done)
	for i, next := range drafts(files, &readers, done) {
		d := <-next
		if d.err != nil {
			return s, d.err
		}
		s.Source = d.source
		t.Append(d.passages)
		file := filepath.Base(files[i])
		s.Names = append(s.Names, strings.TrimSuffix(file, filepath.Ext(file)))
	}
	s.Title = "Where the words of " + s.Names[len(s.Names)-1] + " come from"
	s.Origins = t.Origins(t.Len())
	return s, nil
}

// readDraft is a file that was read, or why it could not be.
type readDraft struct {
	source   string
	passages []provenance.Passage
	err      error
}

// ahead is how many files are read before they are needed.
const ahead = 4

// drafts are the files in their order, read while the ones before them are followed. No file is read after done.
func drafts(files []string, readers *sync.WaitGroup, done <-chan struct{}) []chan readDraft {
	out := make([]chan readDraft, len(files))
	for i := range out {
		out[i] = make(chan readDraft)
	}
	turn := make(chan struct{}, ahead)
	readers.Go(func() {
		for i, name := range files {
			select {
			case turn <- struct{}{}:
			case <-done:
				return
			}
			readers.Go(func() {
				d := draftOf(name)
				select {
				case out[i] <- d:
				case <-done:
				}
				<-turn
			})
		}
	})
	return out
}

func draftOf(name string) (d readDraft) {
	if _, d.err = markup.FormatOf(name); d.err != nil {
		return d
	}
	b, err := os.ReadFile(name)
	if err != nil {
		d.err = err
		return d
	}
	if err := markup.Check(b); err != nil {
		d.err = fmt.Errorf("%s: %w", name, err)
		return d
	}
	d.source = string(b)
	d.passages = provenance.Passages(d.source)
	return d
}

func writeOrigins(w io.Writer, format string, s provenance.Sheet) error {
	switch format {
	case "json":
		return writeJSON(w, spansOf(s.Origins))
	case "markdown":
		return s.Markdown(w)
	case "html":
		return s.HTML(w)
	}
	return s.Text(w)
}

// spans are origins with the files counted from 0.
type spans struct {
	Spans []span `json:"spans"`
}

type span struct {
	Start    int                  `json:"start"`
	End      int                  `json:"end"`
	Revision int                  `json:"revision"`
	Absent   []provenance.Absence `json:"absent,omitempty"`
}

func spansOf(origins []provenance.Origin) spans {
	out := spans{Spans: make([]span, 0, len(origins))}
	for _, o := range origins {
		s := span{Start: o.Start, End: o.End, Revision: o.Revision - 1}
		for _, a := range o.Absent {
			s.Absent = append(s.Absent, provenance.Absence{Out: a.Out - 1, Back: a.Back - 1})
		}
		out.Spans = append(out.Spans, s)
	}
	return out
}
