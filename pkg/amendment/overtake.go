package amendment

import (
	"slices"

	"adref/pkg/text"
)

// Overtakes says whether a proposal, once it is taken, leaves another one without the words or the place that it is anchored at.
// Both have been resolved against the same text. Proposals that change other words of a paragraph live side by side.
func Overtakes(taken, other Proposal) bool {
	if taken.Amends != other.Amends {
		return false
	}
	if taken.OnWords() && other.OnWords() {
		return taken.Anchor.Paragraph == other.Anchor.Paragraph && touches(changed(taken), other.Anchor.Span)
	}
	switch taken.Operation {
	case ReplaceWords, InsertWords, DeleteWords:
		return slices.Contains(other.Paragraphs(), taken.Anchor.Paragraph) &&
			(other.Operation == SplitParagraph && touches(changed(taken), other.Anchor.Span) || other.Operation == MergeParagraphs && other.Words != "")
	case DeleteParagraph:
		return other.rests(taken.Anchor.Paragraph)
	case MoveParagraph:
		return other.Operation == MoveParagraph && other.Anchor.Paragraph == taken.Anchor.Paragraph
	case SplitParagraph:
		return other.Anchor.Paragraph == taken.Anchor.Paragraph && (other.Anchor.Span.End > taken.Anchor.Span.End || !other.OnWords()) &&
			other.Operation != InsertParagraph && other.Operation != MoveParagraph
	case MergeParagraphs:
		return slices.ContainsFunc(taken.With, other.rests) ||
			taken.Words != "" && slices.Contains(other.Paragraphs(), taken.Anchor.Paragraph)
	}
	return false
}

// rests says whether the proposal needs the paragraph to be there.
func (p Proposal) rests(paragraph string) bool {
	return p.Anchor.Paragraph == paragraph || p.To == paragraph && paragraph != "" || slices.Contains(p.With, paragraph)
}

// changed is where the words change: those of the quote, or the place after it where words are inserted.
func changed(p Proposal) text.Span {
	if p.Operation == InsertWords {
		return text.Span{Start: p.Anchor.Span.End, End: p.Anchor.Span.End}
	}
	return p.Anchor.Span
}

// touches says whether words change inside a quote.
func touches(changed, quote text.Span) bool {
	return changed.Start < quote.End && quote.Start < changed.End
}
