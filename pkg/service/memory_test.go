package service_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"adref/pkg/amendment"
	"adref/pkg/blob"
	"adref/pkg/delegation"
	"adref/pkg/eventlog"
	"adref/pkg/negotiation"
	"adref/pkg/realtext"
	"adref/pkg/service"
	"adref/services/drafter"
)

// TestMemoryOfADocument is the heap that an open document takes in a service: its state and its newest text.
func TestMemoryOfADocument(t *testing.T) {
	measured(t)
	sample := filepath.Join("..", "..", "cmd", "adref", "sample", "texts", "0-zero-draft.md")
	paris := filepath.Join(realtext.Dir(t, "paris-agreement"), "01-2015-02-12-geneva-negotiating-text.txt")
	for _, c := range []struct {
		name, file, format string
	}{{"the zero draft of the sample", sample, "markdown"}, {"draft 1 of the Paris Agreement", paris, "text"}} {
		source, err := os.ReadFile(c.file)
		if err != nil {
			t.Fatal(err)
		}
		for _, amendments := range []int{0, 200} {
			kb, blocks := heapOf(t, c.format, string(source), amendments)
			fmt.Printf("| %s, %d blocks, %d KB of text | %d amendments | %.0f KB |\n", c.name, blocks, len(source)>>10, amendments, kb)
		}
	}
}

// heapOf is what one of several such documents takes, in KB.
func heapOf(t *testing.T, format, source string, amendments int) (kb float64, blocks int) {
	const documents = 4
	env := service.Env{Log: eventlog.NewMemory(), Blobs: blob.NewMemory()}
	for i := range documents {
		write(t, env, document(i), format, source, amendments)
	}
	before := heap()
	var loaders []*service.Loader
	for i := range documents {
		l := service.NewLoader(env.Log, env.Blobs) // each with a text of its own
		d, err := l.Document(t.Context(), "ict", document(i), service.Newest)
		if err != nil || len(d.Amendments) != amendments {
			t.Fatal(len(d.Amendments), err)
		}
		if _, err := l.Revision(t.Context(), d, 1); err != nil {
			t.Fatal(err)
		}
		blocks = len(d.Revisions[0].Blocks)
		loaders = append(loaders, l)
	}
	kb = float64(heap()-before) / documents / 1024
	runtime.KeepAlive(loaders)
	return kb, blocks
}

// write opens a document, tables its text and amends one paragraph after the other.
func write(t *testing.T, env service.Env, name, format, source string, amendments int) {
	t.Helper()
	process, w := newWriter(env.Log), drafter.Writer(env)
	do := func(w *service.Writer, document string, c negotiation.Command) error {
		r := request(c)
		r.Actor, r.Document = delegation.Chair, document
		_, err := w.Do(t.Context(), r)
		return err
	}
	_ = do(process, "", &negotiation.OpenProcess{Title: "ICT"}) // refused but for the first document
	for _, c := range []negotiation.Command{
		&negotiation.OpenDocument{Title: "Report"}, &negotiation.TableRevision{Name: "Zero draft", Format: format, Content: source},
	} {
		if err := do(w, name, c); err != nil {
			t.Fatal(err)
		}
	}
	l := service.NewLoader(env.Log, env.Blobs)
	d, err := l.Document(t.Context(), "ict", name, service.Newest)
	if err != nil {
		t.Fatal(err)
	}
	tabled, err := l.Revision(t.Context(), d, 1)
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; n < amendments; {
		before := n
		for _, b := range tabled.Blocks {
			words := strings.Fields(b.Text)
			if n == amendments || len(words) < 8 {
				continue
			}
			c := negotiation.ProposeAmendment{By: delegation.Chair, Proposal: amendment.Proposal{
				Operation: amendment.ReplaceWords, Anchor: amendment.Anchor{Paragraph: b.ID, Quote: strings.Join(words[2:6], " ")}, Words: "other words",
			}}
			if do(w, name, &c) == nil { // words that stand there twice are refused
				n++
			}
		}
		if n == before {
			t.Fatal("no amendment was accepted")
		}
	}
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
