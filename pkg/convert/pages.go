package convert

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode"

	"adref/pkg/docx"
	"adref/pkg/engine"
	"adref/pkg/paper"

	"golang.org/x/text/unicode/norm"
)

// Pages says on which page each entry of the contents stands, by the index of its heading, in what a program makes of the paper.
// It is nil for a paper without contents, and where nobody can read the pages.
//
// Rule: a heading is one line of a page or several that follow each other, whole. The headings are looked for in their order, behind
// the contents, where all of them stand once before.
func Pages(ctx context.Context, p paper.Paper, print func(paper.Paper) ([]byte, error)) (map[int]int, error) {
	entries := docx.Entries(p)
	if len(entries) == 0 || !hasContents(p) {
		return nil, nil
	}
	pdf, err := print(p)
	if err != nil {
		return nil, err
	}
	pages, err := engine.PagesOf(ctx, pdf)
	if errors.Is(err, engine.ErrMissing) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	headings := make([]letters, len(entries))
	for k, i := range entries {
		headings[k] = lettersOf(p.Paragraphs[i].Label + p.Paragraphs[i].Text())
	}
	found := standing(linesOf(pages), headings)
	out := map[int]int{}
	for k, i := range entries {
		if found[k] > 0 {
			out[i] = found[k]
		}
	}
	return out, nil
}

func hasContents(p paper.Paper) bool {
	for _, q := range p.Paragraphs {
		if q.Style == paper.Contents {
			return true
		}
	}
	return false
}

// printed is a line of a page.
type printed struct {
	page int // from 1
	letters
}

func linesOf(pages []string) []printed {
	var out []printed
	for n, page := range pages {
		for line := range strings.Lines(page) {
			if l := lettersOf(line); l != "" {
				out = append(out, printed{n + 1, l})
			}
		}
	}
	return out
}

// standing is the page of each heading, 0 for one that is not found.
func standing(lines []printed, headings []letters) []int {
	at := behindContents(lines, headings)
	out := make([]int, len(headings))
	for k, h := range headings {
		if i, end := find(lines[at:], h); i >= 0 {
			out[k] = lines[at+i].page
			at += end
		}
	}
	return out
}

// near is how many lines may stand between two lines of the contents: the foot and the head of a page, an entry that cannot be read.
const near = 12

// behindContents is the line behind the contents; 0 where they cannot be read, for then the first of each is the heading.
func behindContents(lines []printed, headings []letters) int {
	at, seen, reach := 0, 0, len(lines)
	for _, h := range headings {
		if i, end := find(lines[at:min(at+reach, len(lines))], h); i >= 0 {
			at, seen, reach = at+end, seen+1, near
		} else {
			reach += near
		}
	}
	if 2*seen <= len(headings) {
		return 0
	}
	return at
}

// find is where a heading stands first, as lines that hold its letters and no others: the first of them and that after the last.
func find(lines []printed, h letters) (start, end int) {
	for i := range lines {
		whole := ""
		for j := i; j < len(lines) && len(whole) < len(h); j++ {
			whole += string(lines[j].letters)
			if len(whole) == len(h) && sorted(whole) == sorted(string(h)) {
				return i, j + 1
			}
		}
	}
	return -1, 0
}

// letters are the letters and digits of some words in their simplest form.
type letters string

func lettersOf(s string) letters {
	return letters(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, norm.NFKC.String(s)))
}

// sorted makes words equal that differ in nothing but the order of their letters: programs write some Arabic letters into a PDF in
// the order in which they are seen.
func sorted(s string) string {
	r := []rune(s)
	slices.Sort(r)
	return string(r)
}
