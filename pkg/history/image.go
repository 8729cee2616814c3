package history

import (
	"sort"
	"strings"

	"adref/pkg/diff"
)

// image says where the bytes of the old text stand in the new one.
type image struct {
	redline  diff.Redline
	kept     []run  // by old offset
	old, new []site // where the places of both texts begin, and in which block of the redline they are
}

// run is bytes that stand in both texts.
type run struct{ old, new, length, block int }

type site struct{ start, end, block int }

func newImage(r diff.Redline) *image {
	m := &image{redline: r}
	for k, b := range r.Blocks {
		for _, p := range b.Old {
			m.old = append(m.old, site{p.Start, p.End, k})
		}
		for _, p := range b.New {
			m.new = append(m.new, site{p.Start, p.End, k})
		}
		if len(b.Old) == 0 || len(b.New) == 0 {
			continue
		}
		// The places of one side of a block stand one after another.
		i, j := b.Old[0].Start, b.New[0].Start
		for _, op := range b.Ops {
			switch op.Op {
			case diff.Equal:
				m.kept = append(m.kept, run{i, j, len(op.Text), k})
				i, j = i+len(op.Text), j+len(op.Text)
			case diff.Delete:
				i += len(op.Text)
			case diff.Insert:
				j += len(op.Text)
			}
		}
	}
	sort.Slice(m.kept, func(x, y int) bool { return m.kept[x].old < m.kept[y].old })
	sort.Slice(m.old, func(x, y int) bool { return m.old[x].start < m.old[y].start })
	sort.Slice(m.new, func(x, y int) bool { return m.new[x].start < m.new[y].start })
	return m
}

func (m *image) oldBlock(at int) int { return find(m.old, at) }
func (m *image) newBlock(at int) int { return find(m.new, at) }

// find is the block of the redline that an offset is in, -1 for none.
func find(sites []site, at int) int {
	i := sort.Search(len(sites), func(i int) bool { return sites[i].end > at })
	if i == len(sites) {
		return -1
	}
	return sites[i].block
}

// at is the new offset of the byte at the old one, -1 where it was deleted.
func (m *image) at(old int) int {
	i := sort.Search(len(m.kept), func(i int) bool { return m.kept[i].old+m.kept[i].length > old })
	if old < 0 || i == len(m.kept) || m.kept[i].old > old {
		return -1
	}
	return m.kept[i].new + old - m.kept[i].old
}

// sameMark says whether the opening or the closing character of one bracket became that of the other.
func (m *image) sameMark(x, y instance) bool {
	return x.opens >= 0 && y.opens >= 0 && m.at(x.opens) == y.opens || x.close >= 0 && y.close >= 0 && m.at(x.close) == y.close
}

func (m *image) bothMarks(x, y instance) bool {
	return x.opens >= 0 && y.opens >= 0 && m.at(x.opens) == y.opens && x.close >= 0 && y.close >= 0 && m.at(x.close) == y.close
}

// Shares of the words of a closed bracket.
const (
	mostKept = 0.85 // kept: they stand without brackets
	halfKept = 0.5  // kept, of a bracket over several paragraphs, which nothing in one place can replace
	someKept = 0.15
)

// ending says how a bracket ended that stands in the old text and no longer in the new one: "kept", "deleted", or "replaced" and
// by what.
func (m *image) ending(x instance, old, new string) (how, replacement string) {
	inner := len(x.words)
	kept := 0
	for i := sort.Search(len(m.kept), func(i int) bool { return m.kept[i].old+m.kept[i].length > x.start }); i < len(m.kept) && m.kept[i].old < x.end; i++ {
		for _, own := range x.own {
			from, to := max(m.kept[i].old, own.Start), min(m.kept[i].old+m.kept[i].length, own.End)
			if from < to {
				kept += len(plainWords(old[from:to]))
			}
		}
	}
	enough := mostKept
	if m.oldBlock(x.start) != m.oldBlock(x.end-1) {
		enough = halfKept
	}
	switch {
	case inner == 0:
		return "deleted", ""
	case float64(kept) >= enough*float64(inner):
		return "kept", ""
	}
	instead := strings.Join(strings.Fields(balanced(m.between(x.start, x.end, new))), " ")
	n := len(plainWords(instead))
	if n == 0 || n > 3*inner+8 && float64(kept) < someKept*float64(inner) {
		return "deleted", "" // the words around it were rewritten too
	}
	return "replaced", abridged(instead)
}

// balanced is a text without the brackets that have no partner in it.
func balanced(s string) string {
	drop := make(map[int]bool)
	var open []int
	for i := range len(s) {
		switch {
		case s[i] == '[':
			open = append(open, i)
		case s[i] == ']' && len(open) > 0:
			open = open[:len(open)-1]
		case s[i] == ']':
			drop[i] = true
		}
	}
	for _, i := range open {
		drop[i] = true
	}
	var b strings.Builder
	for i := range len(s) {
		if !drop[i] {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// between is the new text that stands between what was kept before the old offset start and what was kept from end on, within
// the paragraph; "" where the paragraph is gone.
func (m *image) between(start, end int, new string) string {
	k := m.oldBlock(start)
	if k < 0 || len(m.redline.Blocks[k].New) == 0 || m.oldBlock(end-1) != k {
		return ""
	}
	places := m.redline.Blocks[k].New
	from, to := places[0].Start, places[len(places)-1].End
	i := sort.Search(len(m.kept), func(i int) bool { return m.kept[i].old >= start })
	if i > 0 && m.kept[i-1].block == k {
		from = m.kept[i-1].new + min(m.kept[i-1].length, start-m.kept[i-1].old)
	}
	j := sort.Search(len(m.kept), func(i int) bool { return m.kept[i].old+m.kept[i].length > end })
	if j < len(m.kept) && m.kept[j].block == k {
		to = m.kept[j].new + max(0, end-m.kept[j].old)
	}
	if from >= to {
		return ""
	}
	return new[from:to]
}
