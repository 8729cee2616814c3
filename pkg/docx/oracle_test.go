package docx_test

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/paper"
	"adref/pkg/realtext"
)

// Why pandoc (2.17) reads other words than we do.
const (
	boxes     = "pandoc drops text boxes, we read them: its words are among ours, in their order"
	equations = "pandoc turns equations into TeX, we keep their characters"
	rows      = "of a table with tracked rows pandoc drops words where changes are refused"
)

// explained are the real documents of which pandoc reads something else.
var explained = map[string]string{
	"docxodus-WC037-Textbox-Before": boxes, "docxodus-WC045-Text-Box-Mod": boxes, "docxodus-WC046-Two-Text-Box": boxes,
	"docxodus-WC048-Text-Box-in-Cell": boxes, "docxodus-WC048-Text-Box-in-Cell-Mod": boxes, "docxodus-WC049-Text-Box-in-Cell-Mod": boxes,
	"docxodus-WC050-Table-in-Text-Box-Mod": boxes, "docxodus-WC051-Table-in-Text-Box": boxes, "docxodus-WC065-Textbox": boxes,
	"docxodus-WC065-Textbox-Mod": boxes, "docxodus-WC066-Textbox-Before-Ins-Mod": boxes,
	"docxodus-011-InsertedMathChar": equations, "docxodus-012-DeletedMathChar": equations, "docxodus-WC012-Math-Before": equations,
	"docxodus-WC021-Math-Before-2": equations, "docxodus-WC023-Table-4-Row-Image-After-Delete-1-Row": equations,
	"docxodus-WC023-Table-4-Row-Image-Before": equations, "docxodus-WC031-Two-Maths-Before": equations, "docxodus-WC042-Table-5-Mod": equations,
	"docxodus-RA001-Tracked-Revisions-02": rows,
}

// TestPandocReadsTheSame compares the words of both views of every real document with those that pandoc reads, white space aside.
// Differences are explained above; all others are failures, and so is an explanation of nothing.
func TestPandocReadsTheSame(t *testing.T) {
	if testing.Short() {
		t.Skip("pandoc is slow")
	}
	if _, err := exec.LookPath("pandoc"); err != nil {
		t.Skip("pandoc is not here: apt-get install pandoc")
	}
	dir := realtext.Dir(t, "docx")
	for name, data := range realFiles(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, _ := read(t, data)
			differ := false
			for view, paper := range map[string]paper.Paper{"accept": p.Accept(), "reject": p.Reject()} {
				theirs, ours := byPandoc(t, filepath.Join(dir, name+".docx"), view), squeeze(words(paper))
				if theirs == ours {
					continue
				}
				differ = true
				if why := explained[name]; why == "" || why == boxes && !inOrder(theirs, ours) {
					t.Errorf("%s (-pandoc +ours) %s:\n%s", view, why, cmp.Diff(theirs, ours))
				}
			}
			if why := explained[name]; why != "" && !differ {
				t.Errorf("there is no difference, and one is explained: %s", why)
			}
		})
	}
}

// byPandoc is what pandoc reads of a view of the file.
func byPandoc(t *testing.T, file, view string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "pandoc", "--track-changes="+view, "-f", "docx", "-t", "json", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(out, &tree); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	pandocWords(tree, &b)
	return squeeze(b.String())
}

// inOrder says whether the characters of part stand in whole, in their order.
func inOrder(part, whole string) bool {
	for _, r := range part {
		i := strings.IndexRune(whole, r)
		if i < 0 {
			return false
		}
		whole = whole[i+utf8.RuneLen(r):]
	}
	return true
}

// pandocWords collects the words of a document in pandoc's JSON, the title and the like first, as they stand in a file.
func pandocWords(n any, b *strings.Builder) {
	switch n := n.(type) {
	case []any:
		for _, c := range n {
			pandocWords(c, b)
		}
	case map[string]any:
		switch n["t"] {
		case nil:
			if meta, ok := n["meta"].(map[string]any); ok {
				for _, key := range []string{"title", "subtitle", "author", "date", "abstract"} {
					pandocWords(meta[key], b)
				}
			}
			pandocWords(n["blocks"], b)
		case "Str":
			b.WriteString(n["c"].(string))
		case "Code", "Math":
			b.WriteString(n["c"].([]any)[1].(string))
		case "Image":
		default:
			pandocWords(n["c"], b)
		}
	}
}

// words are the words of a paper with those of the notes where their marks stand, as pandoc gives them.
func words(p paper.Paper) string {
	notes := map[string][]paper.Paragraph{}
	for _, n := range p.Notes {
		notes[n.ID] = n.Paragraphs
	}
	var b strings.Builder
	var add func([]paper.Paragraph)
	add = func(ps []paper.Paragraph) {
		for _, q := range ps {
			if q.Style == paper.Furniture {
				continue
			}
			for _, s := range q.Spans {
				if s.Note != "" {
					add(notes[s.Note])
				} else {
					b.WriteString(s.Text)
				}
			}
		}
	}
	add(p.Paragraphs)
	return b.String()
}

// squeeze takes out white space and what pandoc does not keep of hyphens.
func squeeze(s string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(s), ""), "\u00ad", "")
}
