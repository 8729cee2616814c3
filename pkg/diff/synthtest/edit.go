package synthtest

import "slices"

// tries is how often a place is looked for before an edit is given up.
const tries = 20

// spot is a run of words of a block that may be changed: none is locked, and it is the only reading of what is done there.
func (w *writer) spot(b *block, shortest, longest int) (from, to int, ok bool) {
	for range tries {
		n := shortest + w.random.IntN(longest-shortest+1)
		if len(b.words) < n+4 {
			continue
		}
		from = 1 + w.random.IntN(len(b.words)-n-2)
		to = from + n
		if free(b, from-1, to+1) && !slides(b.words, from, to) {
			return from, to, true
		}
	}
	return 0, 0, false
}

func free(b *block, from, to int) bool {
	for i := max(from, 0); i < min(to, len(b.words)); i++ {
		if b.words[i].locked {
			return false
		}
	}
	return true
}

// slides says whether the run of words could be cut out at a neighbouring place with the same result.
func slides(words []word, from, to int) bool {
	return to < len(words) && words[from].text == words[to].text || from > 0 && words[from-1].text == words[to-1].text
}

// fits says whether words can be put in the place of those from from to to so that it shows at both ends that they are other ones.
func fits(b *block, from, to int, words []word) bool {
	if len(words) == 0 {
		return true
	}
	first, last := words[0].text, words[len(words)-1].text
	for i := from - 1; i <= to; i++ {
		if i >= 0 && i < len(b.words) && (b.words[i].text == first || b.words[i].text == last) {
			return false
		}
	}
	return true
}

// put replaces the words from from to to and returns those that went.
func (w *writer) put(b *block, from, to int, words []word) []word {
	gone := slices.Clone(b.words[from:to])
	words = slices.Clone(words)
	if len(words) > 0 && w.spaced(b, from, words[0].text) {
		words[0].before = " "
	}
	b.words = slices.Replace(b.words, from, to, words...)
	if after := from + len(words); len(words) > 0 && after < len(b.words) && words[len(words)-1].text != "[" {
		if x := &b.words[after]; x.before == "" && w.v.spaced && classOf([]rune(x.text)[0]) == letter {
			x.before = " "
		}
	}
	return gone
}

// spaced says whether a space stands before a word that comes after word from-1.
func (w *writer) spaced(b *block, from int, first string) bool {
	return w.v.spaced && from > 0 && b.words[from-1].text != "[" && (classOf([]rune(first)[0]) == letter || first == "[")
}

// edit changes a few words of a block and says whether it did.
func (w *writer) edit(b *block) bool {
	switch n := w.random.IntN(100); {
	case n < 12:
		return w.swapModal(b)
	case n < 40:
		return w.replace(b)
	case n < 62:
		return w.insert(b)
	case n < 80:
		return w.remove(b)
	case n < 92:
		return w.bracket(b)
	default:
		return w.unbracket(b)
	}
}

func (w *writer) swapModal(b *block) bool {
	for i := range b.words {
		if slices.Contains(w.v.modals, b.words[i].text) && !b.words[i].locked && i > 0 && i+1 < len(b.words) {
			to := w.words(w.one(w.v.modals))
			if len(to) == 1 && fits(b, i, i+1, to) {
				w.put(b, i, i+1, to)
				return true
			}
		}
	}
	return w.replace(b)
}

func (w *writer) replace(b *block) bool {
	from, to, ok := w.spot(b, 1, 4)
	if words := w.phrase(); ok && fits(b, from, to, words) {
		w.bury(b, w.put(b, from, to, words))
		return true
	}
	return false
}

func (w *writer) insert(b *block) bool {
	from, _, ok := w.spot(b, 1, 1)
	if words := w.phrase(); ok && fits(b, from, from, words) {
		w.put(b, from, from, words)
		return true
	}
	return false
}

func (w *writer) remove(b *block) bool {
	from, to, ok := w.spot(b, 1, 8)
	if ok {
		w.bury(b, w.put(b, from, to, nil))
	}
	return ok
}

// bracket puts words into brackets, now and then with an alternative or with who wants them.
func (w *writer) bracket(b *block) bool {
	from, to, ok := w.spot(b, 2, 8)
	if !ok {
		return false
	}
	for i := from; i < to; i++ {
		if b.words[i].text == "[" || b.words[i].text == "]" {
			return false
		}
	}
	if w.chance(0.5) {
		other := w.words("[")
		inner := w.phrase()
		inner[0].before = ""
		other = append(append(other, inner...), w.words("]")...)
		if !w.chance(0.5) {
			other[0].before = ""
		}
		w.put(b, to, to, other)
	}
	w.put(b, to, to, w.words("]"))
	b.words[to].before = ""
	first := &b.words[from]
	open := w.words("[")
	open[0].before = first.before
	if w.chance(0.3) {
		who := w.words(w.one(delegations) + ":")
		open = append(open, who...)
	} else {
		first.before = ""
	}
	b.words = slices.Insert(b.words, from, open...)
	return true
}

// unbracket lifts a pair of brackets, with or without what stands between them.
func (w *writer) unbracket(b *block) bool {
	var opens []int
	for i := range b.words {
		if b.words[i].text == "[" {
			opens = append(opens, i)
		}
	}
	if len(opens) == 0 {
		return w.bracket(b)
	}
	from := opens[w.random.IntN(len(opens))]
	depth, to := 0, -1
	for i := from; i < len(b.words) && to < 0; i++ {
		switch b.words[i].text {
		case "[":
			depth++
		case "]":
			if depth--; depth == 0 {
				to = i
			}
		}
	}
	if to < 0 || from == 0 || to+1 >= len(b.words) || !free(b, from, to+1) {
		return false
	}
	if w.chance(0.4) && !slides(b.words, from, to+1) {
		w.bury(b, w.put(b, from, to+1, nil))
		return true
	}
	b.words[from+1].before = b.words[from].before
	b.words = slices.Delete(b.words, to, to+1)
	b.words = slices.Delete(b.words, from, from+1)
	return true
}

// longPhrase is the number of words from which on a deleted phrase may come back.
const longPhrase = 5

func (w *writer) bury(b *block, words []word) {
	if len(words) >= longPhrase {
		w.grave = append(w.grave, grave{phrase: words, of: b.key, out: w.revision})
	}
}

// movePhrase takes a phrase out of one block and puts it into another place, in the same block or in the other.
func (w *writer) movePhrase(a, b *block) bool {
	from, to, ok := w.spot(a, 8, 14)
	if !ok {
		return false
	}
	phrase := slices.Clone(a.words[from:to])
	for range tries {
		at := 1 + w.random.IntN(len(b.words)-2)
		if a == b && at > from-4 && at < to+4 || !free(b, at-1, at+1) || !fits(b, at, at, phrase) {
			continue
		}
		var keys []int
		for i := range phrase {
			keys, phrase[i].locked = append(keys, phrase[i].key), true
		}
		if a == b && at > from {
			at -= to - from
		}
		w.put(a, from, to, nil)
		w.put(b, at, at, phrase)
		w.step.MovedPhrases = append(w.step.MovedPhrases, keys)
		return true
	}
	return false
}

// rewrite keeps one stretch of a block and writes the rest anew.
func (w *writer) rewrite(b *block) {
	n := len(b.words)
	keep := n * 4 / 10
	from := w.random.IntN(n - keep)
	fresh := w.words(w.sentence() + w.v.stop)
	half := len(fresh) / 2
	kept := slices.Clone(b.words[from : from+keep])
	b.words = append(append(slices.Clone(fresh[:half]), kept...), fresh[half:]...)
	for i := range b.words {
		if b.words[i].before == "" && i > 0 && w.spaced(b, i, b.words[i].text) {
			b.words[i].before = " "
		}
	}
}
