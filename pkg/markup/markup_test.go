package markup_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"adref/pkg/markup"
	"adref/pkg/realtext"
	"adref/pkg/text"
)

// reporter is what *testing.T and *rapid.T share.
type reporter interface {
	Helper()
	Fatalf(string, ...any)
	Errorf(string, ...any)
}

// parse parses and checks the laws that hold of every text.
func parse(t reporter, s string, f markup.Format) text.Document {
	t.Helper()
	doc, err := markup.Parse([]byte(s), f)
	if err != nil {
		t.Fatalf("Parse: %v", err)
	}
	if doc.String() != s {
		t.Fatalf("String() is not the source:\n%s", cmp.Diff(s, doc.String()))
	}
	at, cites := 0, map[string]int{}
	var words strings.Builder
	for i, b := range doc.Blocks {
		if b.Span.Start != at || b.Span.End != at+len(b.Raw) || b.Raw == "" {
			t.Errorf("block %d is at %v, want it to begin at %d and to hold %d bytes", i, b.Span, at, len(b.Raw))
		}
		at = b.Span.End
		if b.Kind == "" || b.ID != "" || b.Level < 0 {
			t.Errorf("block %d: kind %q, ID %q, level %d", i, b.Kind, b.ID, b.Level)
		}
		if !norm.NFC.IsNormalString(b.Text) || strings.TrimSpace(b.Text) != b.Text || strings.Contains(b.Text, "\n") {
			t.Errorf("block %d: text %q is not trimmed, of one line and NFC", i, b.Text)
		}
		if b.Cite != "" {
			if other, ok := cites[b.Cite]; ok {
				t.Errorf("blocks %d and %d are both cited %q", other, i, b.Cite)
			}
			cites[b.Cite] = i
			if found, ok := doc.Find(b.Cite); !ok || found != i {
				t.Errorf("Find(%q) = %d, %v; want %d", b.Cite, found, ok, i)
			}
		}
		words.WriteString(b.Label + " " + b.Text + " ")
	}
	want, got := strings.Fields(wordsOf(s)), strings.Fields(wordsOf(words.String()))
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) { // no space stands behind a label
		want, got = []string{strings.Join(want, "")}, []string{strings.Join(got, "")}
	}
	if !slices.Equal(want, got) {
		t.Errorf("words of the source and of the blocks (-source +blocks):\n%s", cmp.Diff(want, got))
	}
	if want, got := bracketsOf(s), bracketsOf(words.String()); f == markup.Plain && !strings.Contains(s, "[^") && !reflectsNotes(doc) && want != got {
		t.Errorf("brackets of the source and of the blocks:\n%s", cmp.Diff(want, got))
	}
	return doc
}

// wordsOf is s in NFC with a space for each character that is neither letter nor digit. Combining marks count
// as none.
func wordsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return ' '
	}, norm.NFC.String(s))
}

// bracketsOf is the number of each of the brackets. Those of a label may stand before those of the words.
func bracketsOf(s string) string {
	return fmt.Sprint(strings.Count(s, "["), strings.Count(s, "]"), strings.Count(s, "{"), strings.Count(s, "}"))
}

// reflectsNotes says whether a footnote label dropped its brackets, which are no brackets of the text.
func reflectsNotes(doc text.Document) bool {
	for _, b := range doc.Blocks {
		if b.Kind == text.Note && strings.HasPrefix(b.Raw, "[") {
			return true
		}
	}
	return false
}

func readFiles(t testing.TB, folder, pattern string) map[string]string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(realtext.Dir(t, folder), pattern))
	if err != nil || len(names) == 0 {
		t.Fatalf("%s/%s: %v, %v", folder, pattern, names, err)
	}
	files := map[string]string{}
	for _, n := range names {
		b, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(n)] = string(b)
	}
	return files
}

func TestRealTextsLoseNothing(t *testing.T) {
	for _, folder := range []string{"paris-agreement", "explanations", "languages/bbnj-agreement", "long-series/tls13"} {
		for name, s := range readFiles(t, folder, "*.txt") {
			t.Run(name, func(t *testing.T) {
				parse(t, s, markup.Plain)
				parse(t, s, markup.Markdown)
			})
		}
	}
}

func TestErrors(t *testing.T) {
	_, err := markup.Parse([]byte("one\ntwo \xff"), markup.Plain)
	if !errors.Is(err, markup.ErrNotUTF8) || !strings.Contains(err.Error(), "byte 8 (line 2)") {
		t.Errorf("bytes that are not UTF-8: %v", err)
	}
	if _, err := markup.FormatOf("draft.docx"); !errors.Is(err, markup.ErrFormat) || !strings.Contains(err.Error(), "draft.docx") {
		t.Errorf("an unknown type: %v", err)
	}
	for name, want := range map[string]markup.Format{"a.txt": markup.Plain, "A.TEXT": markup.Plain, "b.md": markup.Markdown, "b.Markdown": markup.Markdown} {
		if got, err := markup.FormatOf(name); got != want || err != nil {
			t.Errorf("FormatOf(%q) = %q, %v", name, got, err)
		}
	}
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOf(rapid.SampledFrom([]string{
			"\n", "\n\n", "\n", " ", "  ", "\t", "\r\n", "1. ", "2. ", "12 bis. ", "3.1 ", "(a) ", "(i) ", "a. ", "- ", "* ", "• ", "[", "]", "{", "}",
			"Option 1: ", "Option II", "PP1 ", "OP2alt ", "Recalling ", "Decides, ", "Article 3 (A)", "A. ", "I. ", "# ", "## ", "```", "---", "===", "|",
			"FOOTNOTES", "1 note", "[^1]: ", "[^1]", "[1]", "**bold**", "_x_", "*", "_", "`", "\\*", "> ", "é", "e\u0301", "\u0301", "\u00a0", "序言", "（一）", "一、", "第一条", "\ufeff", "\u2028",
			"[50 bis] ", "[4][2]. ", "Placeholder", "word", "Word", ":", ";", ".",
		})).Draw(t, "parts")
		f := rapid.SampledFrom([]markup.Format{markup.Plain, markup.Markdown}).Draw(t, "format")
		parse(t, strings.Join(parts, ""), f)
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"", " \n", "Title\n\n1. One\n(a) two\n(b) three", "[12. [Decide]]", "# A\n\n## B. C\n\n- x\n  - y\n", "```\n[a]\n", "---\ntitle: x\n---\n", "A\n===\n", "FOOTNOTES\n\n1 x\ny", "{a\n\nb}\n", "[^1]: n\n  m", "Option 1:\n\n1. x\n\nOption 2: No text",
	} {
		f.Add(s, false)
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, s string, md bool) {
		format := markup.Plain
		if md {
			format = markup.Markdown
		}
		if markup.Check([]byte(s)) != nil {
			return
		}
		parse(t, s, format)
	})
}

func TestParsePairIsParseOfBoth(t *testing.T) {
	short, long := "1. One.\n", strings.Repeat("1. Decides to meet again.\n\n(a) In July;\n\n", 800)
	for name, p := range map[string][2]string{"short texts": {short, short + short}, "long texts": {long, short + long}, "a short and a long one": {short, long}} {
		t.Run(name, func(t *testing.T) {
			x, y, err := markup.ParsePair([]byte(p[0]), []byte(p[1]), markup.Plain)
			if err != nil {
				t.Fatal(err)
			}
			for i, got := range []text.Document{x, y} {
				want, err := markup.Parse([]byte(p[i]), markup.Plain)
				if d := cmp.Diff(want, got); d != "" || err != nil {
					t.Errorf("text %d, error %v (-want +got):\n%s", i, err, d)
				}
			}
		})
		t.Run(name+", the second not UTF-8", func(t *testing.T) {
			if _, _, err := markup.ParsePair([]byte(p[0]), []byte(p[1]+"\xff"), markup.Plain); !errors.Is(err, markup.ErrNotUTF8) {
				t.Errorf("error %v, want %v", err, markup.ErrNotUTF8)
			}
		})
	}
}
