package diff

import (
	"runtime"
	"sync"

	"adref/pkg/text"
)

// readApart is how many bytes without a partner each side has at least where both are read at once: a goroutine that has to be woken
// costs some microseconds, in which a few kilobytes are read. It decides nothing else: the numbers of the tokens, and with them the
// result, are the same on one processor.
const readApart = 32 << 10

// readRest reads what has no partner yet, and takes the weights of words from it.
func (a *aligner) readRest() {
	if min(unread(a.old, a.oldTo), unread(a.new, a.newTo)) >= readApart && runtime.GOMAXPROCS(0) > 1 {
		a.readAtOnce()
	} else {
		a.words.readRest(a.old, a.oldTo, a.oldRead)
		a.words.readRest(a.new, a.newTo, a.newRead)
	}
	for i, r := range a.oldRead {
		if a.oldTo[i] < 0 {
			a.words.count(&r.bag)
		}
	}
	for j, r := range a.newRead {
		if a.newTo[j] < 0 {
			a.words.count(&r.bag)
		}
	}
	a.words.weighWords()
	for _, reads := range [][]*reading{a.oldRead, a.newRead} {
		for _, r := range reads {
			if r != nil {
				a.words.weigh(&r.bag)
			}
		}
	}
}

// readAtOnce reads both sides at once, the new one with a lexicon of its own that is then taken into the one of both. What has
// no partner was not read before.
func (a *aligner) readAtOnce() {
	own := newLexicon(1024)
	var wait sync.WaitGroup
	wait.Go(func() { own.readRest(a.new, a.newTo, a.newRead) })
	a.words.readRest(a.old, a.oldTo, a.oldRead)
	wait.Wait()
	number := a.words.adopt(own)
	for j, r := range a.newRead {
		if a.newTo[j] < 0 {
			r.renumber(number)
		}
	}
}

// readRest reads the blocks without a partner.
func (l *lexicon) readRest(blocks []text.Block, to []int, reads []*reading) {
	for i := range blocks {
		if to[i] < 0 {
			reads[i] = l.reading(reads[i], blocks[i])
		}
	}
}

// unread is how many bytes the blocks without a partner have.
func unread(blocks []text.Block, to []int) int {
	n := 0
	for i := range blocks {
		if to[i] < 0 {
			n += len(blocks[i].Raw)
		}
	}
	return n
}

// adopt gives every token of m the number that it would have had if l had read, after its own, what m read; it returns these by
// the numbers of m.
func (l *lexicon) adopt(m *lexicon) []int32 {
	number := make([]int32, len(m.list))
	first := int32(len(l.list)) // of those that are new
	for i := range m.list {
		x := &m.list[i]
		mask := uint32(len(l.slots) - 1)
		at := x.hash & mask
		for l.slots[at] != 0 && !l.list[l.slots[at]-1].is(x) {
			at = (at + 1) & mask
		}
		if l.slots[at] == 0 {
			l.list = append(l.list, *x)
			l.slots[at] = int32(len(l.list))
			number[i] = l.slots[at] - 1
			if 2*len(l.list) > len(l.slots) {
				l.grow()
			}
			continue
		}
		number[i] = l.slots[at] - 1
	}
	for i := range l.list[first:] {
		if x := &l.list[int(first)+i]; x.bare >= 0 {
			x.bare = number[x.bare]
		}
	}
	return number
}

func (x *lexeme) is(y *lexeme) bool { return x.hash == y.hash && x.text == y.text }

// renumber gives the words of a block other numbers.
func (r *reading) renumber(number []int32) {
	for i, id := range r.ids {
		r.ids[i] = number[id]
	}
	for i, id := range r.bag.words {
		r.bag.words[i] = number[id]
	}
	for i := range r.bag.uni {
		r.bag.uni[i].id = number[r.bag.uni[i].id]
	}
}
