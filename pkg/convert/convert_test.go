package convert_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"adref/pkg/convert"
	"adref/pkg/engine"
	"adref/pkg/paper"
	"adref/pkg/paper/papertest"
	"adref/pkg/realtext"

	"github.com/google/go-cmp/cmp"
)

func write(t testing.TB, name string, p paper.Paper) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := convert.Write(t.Context(), &b, name, p, convert.Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func parse(t testing.TB, name string, b []byte) convert.Read {
	t.Helper()
	r, err := convert.Parse(t.Context(), name, b)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// told is what every format that tracks has a place for: labels, words, and who changed them.
func told(p paper.Paper) string {
	var b strings.Builder
	for _, q := range p.Normal().Paragraphs {
		if !q.Style.OfText() {
			continue
		}
		fmt.Fprintf(&b, "%s|", q.Label)
		for _, s := range q.Spans {
			words := strings.TrimSpace(s.Text)
			if words == "" {
				continue
			}
			if s.Inserted != nil {
				words = "{+" + s.Inserted.By + ":" + words + "+}"
			}
			if s.Deleted != nil {
				words = "{-" + s.Deleted.By + ":" + words + "-}"
			}
			b.WriteString(words)
		}
		b.WriteString("\n")
	}
	return b.String()
}

var norland = &paper.Change{By: "Norland"}

func draft() paper.Paper {
	return paper.Paper{Language: "en", Title: "Draft report", Paragraphs: []paper.Paragraph{
		{ID: "p1", Style: paper.Title, Spans: []paper.Span{{Text: "Draft report"}}},
		{ID: "p2", Style: paper.Heading, Level: 1, Label: "A.", Spans: []paper.Span{{Text: "Overview"}}},
		{ID: "p3", Style: paper.Numbered, Label: "1.", Spans: []paper.Span{{Text: "States "}, {Text: "should", Deleted: norland}, {Text: "shall", Inserted: norland}, {Text: " act."}}},
		{Style: paper.Body, Inserted: norland, Spans: []paper.Span{{Text: "=HYPERLINK(1)", Inserted: norland}}},
		{ID: "p4", Style: paper.Numbered, Level: 1, Label: "(a)", Spans: []paper.Span{{Text: "Ended."}}},
	}}
}

// TestBetweenAll goes from every format that tracks to every other one.
func TestBetweenAll(t *testing.T) {
	want := told(draft())
	tracking := []string{"a.docx", "a.html", "a.md", "a.akn", "a.json"}
	for _, from := range tracking {
		first := parse(t, from, write(t, from, draft())).Paper
		for _, to := range tracking {
			if diff := cmp.Diff(want, told(parse(t, to, write(t, to, first)).Paper)); diff != "" {
				t.Errorf("%s to %s (-want +got):\n%s", from, to, diff)
			}
		}
	}
}

// TestSameBytes holds that the same paper gives the same bytes in every format that we write ourselves.
func TestSameBytes(t *testing.T) {
	p := papertest.Paper().Example(3)
	for _, name := range []string{"a.docx", "a.html", "a.md", "a.akn", "a.json", "a.txt", "a.csv", "a.xlsx"} {
		q := p
		if f, _ := convert.Of(name); !f.Tracks {
			q = p.Accept()
		}
		if !bytes.Equal(write(t, name, q), write(t, name, q)) {
			t.Errorf("%s is not the same bytes", name)
		}
	}
}

func TestWithoutTracking(t *testing.T) {
	for _, name := range []string{"a.txt", "a.csv", "a.xlsx"} {
		if err := convert.Write(t.Context(), &bytes.Buffer{}, name, draft(), convert.Options{}); !errors.Is(err, convert.ErrTracked) {
			t.Errorf("%s: %v", name, err)
		}
	}
	got := string(write(t, "a.txt", draft().Accept()))
	if want := "Draft report\n\nA. Overview\n\n1. States shall act.\n\n=HYPERLINK(1)\n\n(a) Ended.\n\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if csv := string(write(t, "a.csv", draft().Accept())); !strings.Contains(csv, "'=HYPERLINK(1)") {
		t.Errorf("a formula is not guarded:\n%s", csv)
	}
}

func TestUnknown(t *testing.T) {
	if _, err := convert.Parse(t.Context(), "a.pages", nil); !errors.Is(err, convert.ErrFormat) || !strings.Contains(err.Error(), ".docx") {
		t.Errorf("%v", err)
	}
	if _, err := convert.Parse(t.Context(), "a.csv", nil); !errors.Is(err, convert.ErrFormat) {
		t.Errorf("%v", err)
	}
	for _, name := range []string{"a.docx", "a.akn", "a.json"} {
		if _, err := convert.Parse(t.Context(), name, []byte("no document")); err == nil || !strings.HasPrefix(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestPDF prints a paper with contents, whose page numbers were counted, and reads its words back.
func TestPDF(t *testing.T) {
	p := paper.Paper{Language: "en", Paragraphs: []paper.Paragraph{{Style: paper.Contents, Spans: []paper.Span{{Text: "Contents"}}}}}
	for i := range 3 {
		id := fmt.Sprintf("h%d", i)
		p.Paragraphs = append(p.Paragraphs,
			paper.Paragraph{ID: id, Style: paper.Heading, Level: 1, NewPage: true, Spans: []paper.Span{{Text: fmt.Sprintf("Heading number %d", i)}}},
			paper.Paragraph{Style: paper.Body, Spans: []paper.Span{{Text: "Some words."}}})
	}
	var b bytes.Buffer
	err := convert.Write(t.Context(), &b, "a.pdf", p, convert.Options{})
	if errors.Is(err, engine.ErrMissing) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	pages, err := engine.PagesOf(t.Context(), b.Bytes())
	if errors.Is(err, engine.ErrMissing) {
		t.Skip(err)
	}
	if err != nil || len(pages) != 4 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	for i := range 3 {
		if want := fmt.Sprintf("Heading number %d", i); !strings.Contains(pages[0], want) || !strings.Contains(pages[i+1], want) {
			t.Errorf("%q: contents %q, page %q", want, pages[0], pages[i+1])
		}
	}
	if !strings.Contains(pages[0], "2") || !strings.Contains(pages[0], "4") {
		t.Errorf("the contents have no numbers: %q", pages[0])
	}
	r := parse(t, "a.pdf", b.Bytes())
	if len(r.Warnings) != 1 || !strings.Contains(r.Warnings[0], "unreliable") {
		t.Errorf("%q", r.Warnings)
	}
}

// TestRealDocuments converts every real Word document to all formats that track and back to the same words.
func TestRealDocuments(t *testing.T) {
	names, err := filepath.Glob(filepath.Join(realtext.Dir(t, "docx"), "*.docx"))
	if err != nil || len(names) == 0 {
		t.Fatal(err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		r, err := convert.Parse(t.Context(), name, b)
		if err != nil {
			t.Logf("%s: %v", filepath.Base(name), err)
			continue
		}
		want := words(r.Paper)
		for _, to := range []string{"a.docx", "a.html", "a.akn", "a.json"} {
			if got := words(parse(t, to, write(t, to, r.Paper)).Paper); got != want {
				t.Errorf("%s as %s: %s", filepath.Base(name), to, cmp.Diff(want, got))
			}
		}
	}
}

// words are all characters of the text of a paper but white space, accepted and rejected.
func words(p paper.Paper) string {
	var b strings.Builder
	for _, v := range []paper.Paper{p.Accept(), p.Reject()} {
		for _, q := range v.Paragraphs {
			if q.Style.OfText() {
				b.WriteString(strings.Join(strings.Fields(q.Label+" "+q.Text()), "") + "\n")
			}
		}
		b.WriteString("--\n")
	}
	return b.String()
}
