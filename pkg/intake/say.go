package intake

import (
	"fmt"
	"strings"

	"adref/pkg/amendment"
)

// Says is a proposal in words, without its place.
func Says(p amendment.Proposal) string {
	switch p.Operation {
	case amendment.ReplaceWords:
		return fmt.Sprintf("replace “%s” by “%s”", p.Anchor.Quote, p.Words)
	case amendment.InsertWords:
		return fmt.Sprintf("insert “%s” after “%s”", strings.TrimSpace(p.Words), p.Anchor.Quote)
	case amendment.DeleteWords:
		return fmt.Sprintf("delete “%s”", p.Anchor.Quote)
	case amendment.InsertParagraph:
		return "insert a new paragraph"
	case amendment.DeleteParagraph:
		return "delete the paragraph"
	case amendment.MoveParagraph:
		return "move the paragraph"
	case amendment.SplitParagraph:
		return fmt.Sprintf("split the paragraph after “%s”", p.Anchor.Quote)
	case amendment.MergeParagraphs:
		return "merge the paragraph with the next"
	}
	return string(p.Operation)
}

// where is the place of a proposal in words.
func (b *builder) where(p amendment.Proposal, of string) string {
	place := "the beginning"
	if p.Anchor.Paragraph != "" {
		place = "paragraph " + b.cite(p.Anchor.Paragraph)
	}
	switch {
	case of != "":
		return "the words of amendment " + of + ", " + place
	case p.Operation == amendment.InsertParagraph && p.Anchor.Paragraph == "":
		return place
	case p.Operation == amendment.InsertParagraph:
		return "after " + place
	case p.Operation == amendment.MoveParagraph && p.To == "":
		return place + ", to the beginning"
	case p.Operation == amendment.MoveParagraph:
		return place + ", to after paragraph " + b.cite(p.To)
	}
	return place
}

// cite is how the base cites a block.
func (b *builder) cite(id string) string {
	for _, block := range b.Base.Blocks {
		if block.ID != id {
			continue
		}
		if block.Cite != "" {
			return block.Cite
		}
		words := strings.Fields(block.Text)
		return "“" + strings.Join(words[:min(5, len(words))], " ") + " …”"
	}
	return id
}

// warn says what a person should look at before saying yes.
func (b *builder) warn() {
	p := &b.out
	say := func(format string, args ...any) { p.Warnings = append(p.Warnings, fmt.Sprintf(format, args...)) }
	if !p.Base.Certain {
		say("The file does not say which text it was made from: it is held against %s (%s).", p.Base.Name, p.Base.How)
	}
	if current, _ := b.Document.Current(); current.Revision != b.Revision {
		say("The file was made from %s and the current text is %s: each amendment is carried forward where its words still stand.", p.Base.Name, current.Name)
	}
	if len(p.Amendments) == 0 && len(p.Untracked) == 0 {
		say("Nothing is tracked in the file, and its text is that of %s: there is nothing to propose.", p.Base.Name)
	}
	if len(p.Amendments) == 0 && len(p.Untracked) > 0 {
		say("Nothing is tracked in the file, but its text differs from %s: the changes were accepted, or made without tracking.", p.Base.Name)
	}
	if p.Base.Share < 50 && len(p.Untracked) > 0 {
		say("Only %d per cent of the paragraphs of %s stand in the file: it may be of another text.", p.Base.Share, p.Base.Name)
	}
	if len(p.Standing) > 0 {
		say("%s has other amendments open on the same paragraphs. They stay beside the new ones unless they are replaced.", p.SenderName)
	}
}
