package convert

import (
	"context"
	"errors"
	"strings"
	"unicode"

	"adref/pkg/docx"
	"adref/pkg/engine"
	"adref/pkg/paper"
)

// Pages says on which page each entry of the contents stands, by the index of its heading, in what a program makes of the paper.
// It is nil for a paper without contents, and where nobody can read the pages.
//
// Rule: the headings are looked for in their order, each from the page of the one before on, after the pages on which the contents
// themselves stand.
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
	for i := range pages {
		pages[i] = bare(pages[i])
	}
	words := make([]string, len(entries))
	for k, i := range entries {
		words[k] = bare(p.Paragraphs[i].Label + p.Paragraphs[i].Text())
	}
	out := map[int]int{}
	at := lastOfContents(pages, words)
	for k, i := range entries {
		for n := at; n < len(pages); n++ {
			if strings.Contains(pages[n], words[k]) {
				at = n
				out[i] = n + 1
				break
			}
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

// lastOfContents is the page on which the list of all headings ends: the first one from whose beginning on all have been seen.
func lastOfContents(pages, words []string) int {
	k := 0
	for n, page := range pages {
		rest := page
		for k < len(words) {
			i := strings.Index(rest, words[k])
			if i < 0 {
				break
			}
			rest = rest[i+len(words[k]):]
			k++
		}
		if k == len(words) {
			// The first section may begin on the same page, below the list.
			if strings.Contains(rest, words[0]) {
				return n
			}
			return min(n+1, len(pages)-1)
		}
	}
	return 0
}

// bare is words without white space and without the marks that programs set or leave out.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
}
