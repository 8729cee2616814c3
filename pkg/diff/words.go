package diff

import (
	"strings"
	"unicode"
)

// Words is the redline of two strings in whole words: no change begins or ends inside a word or a combining sequence. In
// reading order a deletion stands before the insertion that replaces it. Equal and deleted runs are old, equal and inserted
// ones new, byte for byte, whatever the bytes. It is nil for two empty strings.
func Words(old, new string) []Op {
	if old == new {
		if old == "" {
			return nil
		}
		return []Op{{Equal, old}}
	}
	a, b := tokens(old), tokens(new)
	ia, ib, symbols := intern(old, a, new, b)
	hunks := hunksOf(align(ia, ib, symbols), len(a), len(b))
	c := cleaner{old: old, new: new, a: a, b: b, ia: ia, ib: ib}
	return assemble(old, new, a, b, c.clean(hunks))
}

// Tokens are the words, marks and brackets of a text, as Words sees them.
func Tokens(s string) []string {
	t := tokens(s)
	out := make([]string, len(t))
	for i := range t {
		out[i] = s[t[i].start:t[i].end]
	}
	return out
}

// intern numbers the tokens of both sides by their bytes, from 0; symbols is how many there are.
func intern(old string, a []token, new string, b []token) (ia, ib []int32, symbols int) {
	ids := make(map[string]int32, len(a))
	number := func(s string, t []token) []int32 {
		out := make([]int32, len(t))
		for i := range t {
			w := s[t[i].start:t[i].end]
			id, ok := ids[w]
			if !ok {
				id = int32(len(ids))
				ids[w] = id
			}
			out[i] = id
		}
		return out
	}
	ia, ib = number(old, a), number(new, b)
	return ia, ib, len(ids)
}

// hunksOf are the stretches between the pairs.
func hunksOf(pairs []pair, n, m int) []hunk {
	var out []hunk
	i, j := 0, 0
	for _, p := range append(pairs, pair{n, m}) {
		if p.a > i || p.b > j {
			out = append(out, hunk{i, p.a, j, p.b})
		}
		i, j = p.a+1, p.b+1
	}
	return out
}

// script collects operations, joining neighbours of one kind.
type script []Op

func (s *script) add(kind OpKind, text string) {
	if text == "" {
		return
	}
	if n := len(*s); n > 0 && (*s)[n-1].Op == kind {
		(*s)[n-1].Text += text
		return
	}
	*s = append(*s, Op{kind, text})
}

func (s *script) change(old, new string) {
	s.add(Delete, old)
	s.add(Insert, new)
}

// assemble turns hunks into operations. Between two tokens there is white space; it is kept where both sides have the same.
func assemble(old, new string, a, b []token, hunks []hunk) []Op {
	var out script
	i, j, po, pn := 0, 0, 0, 0 // next tokens; bytes done
	equal := func(until int) {
		begin := po // a run without any difference is one slice
		flush := func() {
			out.add(Equal, old[begin:po])
			begin = po
		}
		for ; i < until; i, j = i+1, j+1 {
			so, sn := old[po:a[i].start], new[pn:b[j].start]
			if so != sn {
				flush()
				out.change(so, sn)
				begin = a[i].start
			}
			po, pn = a[i].end, b[j].end
		}
		flush()
	}
	for _, h := range hunks {
		equal(h.a0)
		eo, en := len(old), len(new)
		if h.a1 < len(a) {
			eo, en = a[h.a1].start, b[h.b1].start
		}
		out.hunk(side(old, a, po, eo, h.a0, h.a1), side(new, b, pn, en, h.b0, h.b1))
		i, j, po, pn = h.a1, h.b1, eo, en
	}
	equal(len(a))
	out.hunk(stretch{lead: old[po:]}, stretch{lead: new[pn:]})
	return out
}

// stretch is one side of a hunk: white space, words, white space. Without words, all its space is lead.
type stretch struct{ lead, words, trail string }

func side(s string, t []token, from, to, first, after int) stretch {
	if first == after {
		return stretch{lead: s[from:to]}
	}
	return stretch{s[from:t[first].start], s[t[first].start:t[after-1].end], s[t[after-1].end:to]}
}

// hunk adds a change, leaving equal space before or after it unmarked.
func (s *script) hunk(old, new stretch) {
	if old.lead == new.lead {
		s.add(Equal, old.lead)
		s.tail(old.words, old.trail, new.words, new.trail)
		return
	}
	if old.words == "" {
		s.tail("", old.lead, new.lead+new.words, new.trail)
		return
	}
	if new.words == "" {
		s.tail(old.lead+old.words, old.trail, "", new.lead)
		return
	}
	s.tail(old.lead+old.words, old.trail, new.lead+new.words, new.trail)
}

func (s *script) tail(old, oldTrail, new, newTrail string) {
	if oldTrail == newTrail {
		s.change(old, new)
		s.add(Equal, oldTrail)
		return
	}
	s.change(old+oldTrail, new+newTrail)
}

// trailingSpace is the number of bytes of white space at the end of s.
func trailingSpace(s string) int { return len(s) - len(strings.TrimRightFunc(s, unicode.IsSpace)) }
