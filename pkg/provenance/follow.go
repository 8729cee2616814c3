package provenance

import (
	"slices"
	"unicode/utf8"
)

// shared is how many pieces at the beginning and at the end of a text stand there in a passage too, and what of the text is between.
type shared struct {
	head, tail int
	at, end    int
}

// follow finds the pieces at the beginning and at the end of a text that stand there in a passage too, without looking them up.
func (l *lexicon) follow(s string, like *passage) shared {
	l.heads, l.tails = l.heads[:0], l.tails[:0]
	c := shared{end: len(s)}
	for c.head < len(like.pieces) {
		from, to, ok := pieceAt(s, c.at, like.at(c.head))
		if !ok {
			break
		}
		l.heads = append(l.heads, piece{uint32(from), uint32(to)})
		c.at, c.head = to, c.head+1
	}
	for c.tail < len(like.pieces)-c.head {
		from, to, ok := pieceBefore(s, c.at, c.end, like.at(len(like.pieces)-1-c.tail))
		if !ok {
			break
		}
		l.tails = append(l.tails, piece{uint32(from), uint32(to)})
		c.end, c.tail = from, c.tail+1
	}
	return c
}

// readBetween reads a text that was followed last; only what is between has to be looked up. It is the reading without the passage.
func (l *lexicon) readBetween(s string, like *passage, c shared) {
	r := &l.reading
	r.pieces = append(r.pieces[:0], l.heads...)
	r.ids, r.pairs = append(r.ids[:0], like.words.ids[:c.head]...), append(r.pairs[:0], like.words.pairs[:c.head]...)
	l.read(s, c.at, c.end)
	if c.tail == 0 {
		return
	}
	first := len(like.pieces) - c.tail
	pair := uint32(0)
	if n := len(r.ids); n > 0 {
		pair = l.pair(r.ids[n-1], like.words.ids[first])
	}
	r.ids, r.pairs = append(r.ids, like.words.ids[first:]...), append(append(r.pairs, pair), like.words.pairs[first+1:]...)
	slices.Reverse(l.tails)
	r.pieces = append(r.pieces, l.tails...)
}

// pieceAt says whether the first piece of s from at on is w, and where.
func pieceAt(s string, at int, w string) (from, to int, ok bool) {
	for at < len(s) {
		n, kind := next(s[at:])
		if kind != space {
			break
		}
		at += n
	}
	to = at + len(w)
	if to > len(s) || s[at:to] != w {
		return 0, 0, false
	}
	if n, kind := next(w); kind != inWord {
		whole, _ := next(s[at:])
		return at, to, n == whole
	}
	if to < len(s) {
		if _, kind := next(s[to:]); kind == inWord {
			return 0, 0, false
		}
	}
	return at, to, true
}

// pieceBefore says whether the last piece of s from low to end is w, and where. A piece begins or white space ends at end.
func pieceBefore(s string, low, end int, w string) (from, to int, ok bool) {
	width, kind := 0, space
	for end > low {
		if width, kind = last(s[low:end]); kind != space {
			break
		}
		end -= width
	}
	from = end - len(w)
	if from < low || s[from:end] != w || width > len(w) {
		return 0, 0, false
	}
	if kind != inWord {
		return from, end, width == len(w)
	}
	if from > low {
		if _, kind = last(s[low:from]); kind == inWord {
			return 0, 0, false
		}
	}
	return from, end, true
}

// last is the length and the class of the last character of s.
func last(s string) (int, class) {
	if c := s[len(s)-1]; c < utf8.RuneSelf {
		return 1, ascii[c]
	}
	r, n := utf8.DecodeLastRuneInString(s)
	return n, classOf(r)
}
