package amendment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"adref/pkg/text"
)

// Apply is the text of the block as the proposal wants it; its anchor has been resolved against this text. Of the operations
// on paragraphs, DeleteParagraph gives "", InsertParagraph and MoveParagraph give the block unchanged; of a paragraph that is
// split it gives the first part. See Result for all that a proposal gives.
//
// Words that are inserted or deleted take the space beside them along, so that no double space is left and none is added
// where the script has none.
func Apply(p Proposal, block string) string {
	at := p.Anchor.Span
	switch p.Operation {
	case ReplaceWords:
		return block[:at.Start] + p.Words + block[at.End:]
	case InsertWords:
		return insert(block, at.End, p.Words)
	case DeleteWords:
		return remove(block, at)
	case DeleteParagraph:
		return ""
	case SplitParagraph:
		return strings.TrimSpace(block[:at.End])
	default:
		return block
	}
}

// Result is the words of the paragraphs that the proposal wants where those stand that it names: the block of its anchor, then
// those that are merged with it. A deleted paragraph leaves none, a split one two; a new one is the only one.
func Result(p Proposal, block string, with ...string) []string {
	switch p.Operation {
	case InsertParagraph:
		return []string{p.Words}
	case DeleteParagraph:
		return nil
	case SplitParagraph:
		return []string{Apply(p, block), strings.TrimSpace(block[p.Anchor.Span.End:])}
	case MergeParagraphs:
		if p.Words != "" {
			return []string{p.Words}
		}
		for _, words := range with {
			block = insert(block, len(block), words)
		}
		return []string{block}
	}
	return []string{Apply(p, block)}
}

func insert(block string, at int, words string) string {
	before, after := block[:at], block[at:]
	if apart(before, words) {
		words = " " + words
	}
	if apart(words, after) {
		words += " "
	}
	return before + words + after
}

func remove(block string, at text.Span) string {
	before, after := block[:at.Start], block[at.End:]
	switch {
	case strings.HasSuffix(before, " ") && !apart(strings.TrimSuffix(before, " "), after):
		before = before[:len(before)-1]
	case strings.HasPrefix(after, " ") && !apart(before, after[1:]):
		after = after[1:]
	}
	return before + after
}

// apart says whether a space belongs between two pieces of text: not at an end, not beside another space, not before closing
// or after opening punctuation, not beside a character of a script that is written without spaces.
func apart(before, after string) bool {
	if before == "" || after == "" {
		return false
	}
	a, _ := utf8.DecodeLastRuneInString(before)
	b, _ := utf8.DecodeRuneInString(after)
	if unicode.IsSpace(a) || unicode.IsSpace(b) || solid(a) || solid(b) {
		return false
	}
	return !strings.ContainsRune("([“‘«/", a) && !strings.ContainsRune(",.;:?!)]”’»/،؛؟", b)
}

// solid says whether words of the character's script stand without spaces between them.
func solid(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) || strings.ContainsRune("，。；：、！？（）《》「」", r)
}
