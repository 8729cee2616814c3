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
		return []Op{{Op: Equal, Text: old}}
	}
	l := newLexicon(64)
	var k kernel
	return k.words(old, new, l.read(old), l.read(new), l)
}

// words is the redline of two strings that were read.
func (k *kernel) words(old, new string, a, b passage, l *lexicon) []Op {
	return assemble(old, new, a.tokens, b.tokens, k.hunks(old, new, a, b, l))
}

// hunks are the changes between two strings, good to read.
func (k *kernel) hunks(old, new string, a, b passage, l *lexicon) []hunk {
	hunks := hunksOf(k.align(a.ids, b.ids, len(l.list)), len(a.ids), len(b.ids))
	c := cleaner{old: old, new: new, a: a, b: b, words: l}
	return c.clean(hunks)
}

// beginning is the redline of two strings that differ in their first words only, such as a paragraph and the same with another
// number. It says false where that cannot be told from their beginning.
func (k *kernel) beginning(old, new string, l *lexicon) ([]Op, bool) {
	n := 0
	for n < len(old) && n < len(new) && old[len(old)-1-n] == new[len(new)-1-n] {
		n++
	}
	cut := len(old) - n // from here on both are the same; find a place where a word begins that is tied to nothing before it
	for cut++; cut < len(old); cut++ {
		c := old[cut]
		if old[cut-1] == ' ' && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') && !ordinalFollows(old[cut:]) {
			break
		}
	}
	if cut >= len(old) || cut > 64+(len(old)-n) {
		return nil, false
	}
	x, y := old[:cut], new[:len(new)-(len(old)-cut)]
	a, b := l.read(x), l.read(y)
	hunks := k.hunks(x, y, a, b, l)
	for _, h := range hunks { // what was only inserted or deleted might be slid into the rest
		if h.a0 == h.a1 || h.b0 == h.b1 {
			return nil, false
		}
	}
	ops := assemble(x, y, a.tokens, b.tokens, hunks)
	if last := &ops[len(ops)-1]; last.Op == Equal {
		last.Text = old[cut-len(last.Text):]
	} else {
		ops = append(ops, Op{Op: Equal, Text: old[cut:]})
	}
	return ops, true
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
	if n := len(*s); n > 0 && (*s)[n-1].Op == kind && (*s)[n-1].Phrase == 0 {
		(*s)[n-1].Text += text
		return
	}
	*s = append(*s, Op{Op: kind, Text: text})
}

func (s *script) change(old, new string) {
	s.add(Delete, old)
	s.add(Insert, new)
}

// assemble turns hunks into operations. Between two tokens there is white space; it is kept where both sides have the same.
func assemble(old, new string, a, b []token, hunks []hunk) []Op {
	var out script
	i, j := 0, 0                 // next tokens
	po, pn := int32(0), int32(0) // bytes done
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
		eo, en := int32(len(old)), int32(len(new))
		if h.a1 < len(a) {
			eo, en = a[h.a1].start, b[h.b1].start
		}
		out.hunk(stretchOf(old, a, po, eo, h.a0, h.a1), stretchOf(new, b, pn, en, h.b0, h.b1))
		i, j, po, pn = h.a1, h.b1, eo, en
	}
	equal(len(a))
	out.hunk(stretch{lead: old[po:]}, stretch{lead: new[pn:]})
	return out
}

// stretch is one side of a hunk: white space, words, white space. Without words, all its space is lead.
type stretch struct{ lead, words, trail string }

func stretchOf(s string, t []token, from, to int32, first, after int) stretch {
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
