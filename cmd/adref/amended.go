package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"adref/pkg/amendment"
	"adref/pkg/diff"
	"adref/pkg/history"
)

// amended is a text, what somebody wants it to be, and the text that came next.
type amended struct {
	Base    string          `json:"base"`
	Amended string          `json:"amended"`
	Next    string          `json:"next"`
	history history.History // of base and next, the changes wanted as amendments
}

// readAmended reads the three files. Errors are those of readText.
func readAmended(args []string) (amended, error) {
	a := amended{Base: args[0], Amended: args[1], Next: args[2]}
	base, _, err := readText(a.Base)
	if err != nil {
		return a, err
	}
	wanted, _, err := readText(a.Amended)
	if err != nil {
		return a, err
	}
	next, _, err := readText(a.Next)
	if err != nil {
		return a, err
	}
	s := history.NewSeries("")
	s.Append(history.Revision{Ordinal: 1, Name: fileName(a.Base), Document: base})
	s.Append(history.Revision{Ordinal: 2, Name: fileName(a.Next), Document: next})
	base = s.History(nil).Steps[0].Revision.Document
	fresh := 0
	wanted = diff.Identify(base, wanted, func() string { fresh++; return fmt.Sprintf("new%d", fresh) })
	var all []amendment.Amendment
	for i, p := range history.Wanted(base, wanted) {
		p.Anchor.Revision = 1
		all = append(all, amendment.Amendment{ID: fmt.Sprint(i + 1), State: amendment.Open, Proposal: p})
	}
	a.history = s.History(all)
	return a, nil
}

// fileName is the name of a file without its folder and ending.
func fileName(path string) string {
	file := filepath.Base(path)
	return strings.TrimSuffix(file, filepath.Ext(file))
}

// wish is a change that AMENDED asks for, in words.
func wish(p amendment.Proposal) string {
	words, quote := strings.Join(strings.Fields(p.Words), " "), strings.Join(strings.Fields(p.Anchor.Quote), " ")
	switch p.Operation {
	case amendment.ReplaceWords:
		return fmt.Sprintf("for “%s” put “%s”", quote, words)
	case amendment.InsertWords:
		return fmt.Sprintf("after “%s” insert “%s”", quote, words)
	case amendment.DeleteWords:
		return fmt.Sprintf("delete “%s”", quote)
	case amendment.InsertParagraph:
		return fmt.Sprintf("insert the paragraph “%s”", words)
	case amendment.DeleteParagraph:
		return "delete the paragraph"
	case amendment.MoveParagraph:
		return "move the paragraph"
	case amendment.SplitParagraph:
		return fmt.Sprintf("split the paragraph after “%s”", quote)
	}
	return "merge the paragraph with the next"
}

// changed says where a change is wanted: "3", or "after 3" for a new paragraph, "at the start".
func changed(p amendment.Proposal, cite string) string {
	switch {
	case p.Operation != amendment.InsertParagraph:
		return cite
	case p.Anchor.Paragraph == "":
		return "at the start"
	case cite == "":
		return ""
	}
	return "after " + cite
}
