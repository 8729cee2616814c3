package history

import (
	"slices"
	"strings"

	"adref/pkg/diff"
	"adref/pkg/text"
)

// What tells that words were taken elsewhere. Texts under negotiation repeat themselves, so that words which an amendment wants may
// come into another paragraph for reasons of its own. They are said to have been taken there if
//
//   - they are the longest run of words that the amendment adds, and five words or more;
//   - they stand in the other paragraph more often than before; and
//   - they came by themselves: between two words that were neighbours before, at the beginning or at the end; a word that fastens
//     them to what stands before ("including") may have come along. Where the same words stood in any paragraph of the text already,
//     that other paragraph must have changed by nothing else.
//
// A run of ten words or more that stood nowhere counts however it came: with other words, and in a new paragraph.
const (
	fewestWords = 5
	longClause  = 10
)

// clause is a run of wanted words.
type clause struct {
	words []string // in small letters, without marks
	as    string   // as it was proposed
	share float64  // of the whole change
}

func newClause(s string, share float64) clause {
	return clause{plainWords(s), strings.Join(strings.Fields(s), " "), share}
}

// aside is up to how many words of the text may stand in the middle of a wanted run: a small word that was there before.
const aside = 2

// longestClause is the longest run of words that a redline inserts, with the few words of the text that stand in their middle. What
// both sides of such a place begin or end with is not of it.
func longestClause(ops []diff.Op) clause {
	var best clause
	var was, is []string // of the place, words and marks
	added, all := 0, 0   // words inserted at the place; deleted and inserted in all
	flush := func() {
		if added > 0 {
			if c := placeClause(was, is, added); len(c.words) > len(best.words) {
				best = c
			}
		}
		was, is, added = nil, nil, 0
	}
	for i, op := range ops {
		n := len(tokensOf(op.Text))
		switch {
		case op.Op == diff.Insert:
			is = append(is, op.Text)
			added, all = added+n, all+n
		case op.Op == diff.Delete:
			was = append(was, op.Text)
			all += n
		case substance(tokensOf(op.Text)) <= aside && added > 0 && comesMore(ops[i:]):
			was, is = append(was, op.Text), append(is, op.Text)
		default:
			flush()
		}
	}
	flush()
	best.share /= float64(max(all, 1))
	return best
}

func comesMore(ops []diff.Op) bool {
	return slices.ContainsFunc(ops, func(o diff.Op) bool { return o.Op == diff.Insert })
}

// placeClause is what a place of a redline adds, without what both sides of it begin or end with.
func placeClause(was, is []string, added int) clause {
	s := strings.Join(is, "")
	old, words := diff.Tokens(strings.Join(was, "")), diff.Tokens(s)
	from, to := 0, len(words)
	for from < to && from < len(old) && old[from] == words[from] {
		from++
	}
	for n := len(old); to > from && n > from && old[n-1] == words[to-1]; n-- {
		to--
	}
	begin, end := 0, len(s)
	for i, at := 0, 0; i < len(words); i++ {
		at += strings.Index(s[at:], words[i])
		if i == from {
			begin = at
		}
		at += len(words[i])
		if i == to-1 {
			end = at
		}
	}
	return newClause(s[begin:end], float64(added))
}

// elsewhere looks for the longest run of the wanted words in paragraphs other than those that continue the amended one.
func (w *wish) elsewhere(d text.Document, not []int) (finding, bool) {
	p := w.longest
	if substance(p.words) < fewestWords {
		return finding{}, false
	}
	k := w.findClause(d, not, p.words)
	if k < 0 {
		return finding{}, false
	}
	return finding{outcome: Elsewhere, share: p.share, paragraph: d.Blocks[k].ID, cite: called(d.Blocks[k]), words: p.as}, true
}

// findClause is the first block that took the words in, -1 for none.
func (w *wish) findClause(d text.Document, not []int, words []string) int {
	asked, usual := false, false // whether the words stood in the text already
	longest := longestWord(words)
	for k, b := range d.Blocks {
		if slices.Contains(not, k) || !strings.Contains(strings.ToLower(b.Text), longest) { // saves cutting most texts into words
			continue
		}
		before, now := w.words(b), plainWords(b.Text)
		if times(now, words) <= times(before, words) {
			continue
		}
		if !asked {
			asked, usual = true, w.stood(words)
		}
		if !usual && substance(words) >= longClause || cameByItself(before, now, words, usual) {
			return k
		}
	}
	return -1
}

// cameInto is the first block that the words came into, however they did, -1 for none.
func (w *wish) cameInto(d text.Document, words []string) int {
	if substance(words) < fewestWords {
		return -1
	}
	return slices.IndexFunc(d.Blocks, func(b text.Block) bool { return times(plainWords(b.Text), words) > times(w.words(b), words) })
}

// words are those of a block in the base, none of one that is new.
func (w *wish) words(b text.Block) []string {
	if i, ok := w.known[b.ID]; ok {
		return plainWords(w.base.Blocks[i].Text)
	}
	return nil
}

// stood says whether words stand in a paragraph of the base.
func (w *wish) stood(words []string) bool {
	return slices.ContainsFunc(w.base.Blocks, func(b text.Block) bool { return within(plainWords(b.Text), words) >= 0 })
}

func longestWord(words []string) string {
	return slices.MaxFunc(words, func(x, y string) int { return len(x) - len(y) })
}

// within is where words stand one after another in others, -1 for nowhere.
func within(others, words []string) int {
	for i := 0; i+len(words) <= len(others); i++ {
		if slices.Equal(others[i:i+len(words)], words) {
			return i
		}
	}
	return -1
}

// times is how often words stand one after another in others.
func times(others, words []string) int {
	n := 0
	for {
		i := within(others, words)
		if i < 0 {
			return n
		}
		n, others = n+1, others[i+1:]
	}
}

// cameByItself says whether the words stand between two that were neighbours before, at the beginning or at the end; alone, whether
// nothing else changed.
func cameByItself(was, is, words []string, alone bool) bool {
	for from := 0; ; from++ {
		i := within(is[from:], words)
		if i < 0 {
			return false
		}
		from += i
		before, after := is[:from], is[from+len(words):]
		if alone {
			if slices.Equal(was, slices.Concat(before, after)) {
				return true
			}
		} else if neighbours(was, before, after) || neighbours(was, untied(before), after) {
			return true
		}
	}
}

// ties are the words that fasten a phrase to what stands before it ("…, including in ports"). They come with it and are not of it.
var ties = map[string]bool{
	"including": true, "and": true, "or": true, "also": true, "notably": true, "especially": true, "particularly": true,
	"y": true, "compris": true, "et": true, "ou": true, "notamment": true, // y compris; Spanish y
	"incluido": true, "incluida": true, "incluidos": true, "incluidas": true, "o": true, "también": true,
	"включая": true, "и": true, "или": true, "также": true,
	"بما": true, "في": true, "ذلك": true, "أو": true,
	"包": true, "括": true, "和": true, "及": true, "或": true,
}

// mostTies is how many of them may come with a phrase: بما في ذلك.
const mostTies = 3

// untied is what stands before a phrase without the words that fasten the phrase to it.
func untied(before []string) []string {
	for n := 0; n < mostTies && len(before) > 0 && ties[before[len(before)-1]]; n++ {
		before = before[:len(before)-1]
	}
	return before
}

// neighbours says whether the last word of what is before and the first one of what is after stood side by side.
func neighbours(was, before, after []string) bool {
	switch {
	case len(was) == 0:
		return false
	case len(before) == 0:
		return len(after) > 0 && was[0] == after[0]
	case len(after) == 0:
		return was[len(was)-1] == before[len(before)-1]
	}
	return within(was, []string{before[len(before)-1], after[0]}) >= 0
}
