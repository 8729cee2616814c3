package markup

import (
	"slices"
	"strings"
)

// series is where one list, or one row of options, stands: its style and the last number in it.
type series struct {
	style string
	last  int
	name  string // the last label as it is cited
}

// unnamed says whether the items are bullets, which cannot be cited.
func (s series) unnamed() bool { return s.name == "" }

// sequence is the lists that are open, outer first. It decides which list an item continues and what an ambiguous label means.
type sequence []series

// place takes an item in: it goes on with an open list, begins one in the innermost, or, where its number fits nowhere, joins
// the list of its style. Later gives the readings of the item that follows, none where none does: (i) after (h) is a letter when (j)
// follows or nothing does, a roman numeral when (ii) follows. A nil later is none.
func (q *sequence) place(readings []reading, later func() []reading, name string) {
	r, at := q.choose(readings, later)
	*q = append((*q)[:at], series{r.style, r.ordinal, name})
}

func (q sequence) choose(readings []reading, later func() []reading) (reading, int) {
	begins := slices.IndexFunc(readings, func(r reading) bool { return r.ordinal == 1 && q.index(r.style) < 0 })
	if begins >= 0 && later != nil && goesOn(readings[begins], later()) {
		return readings[begins], len(q)
	}
	for at := len(q) - 1; at >= 0; at-- {
		for _, r := range readings {
			if q[at].style == r.style && (r.ordinal == q[at].last+1 || r.ordinal == q[at].last) {
				return r, at
			}
		}
	}
	if begins >= 0 {
		return readings[begins], len(q)
	}
	for _, r := range readings {
		if at := q.index(r.style); at >= 0 {
			return r, at
		}
	}
	return readings[0], len(q)
}

// options are the options that the sequence begins with.
func (q sequence) options() sequence {
	n := 0
	for n < len(q) && strings.HasPrefix(q[n].style, "option ") {
		n++
	}
	return slices.Clone(q[:n])
}

// index is where the style is open, or -1.
func (q sequence) index(style string) int {
	return slices.IndexFunc(q, func(s series) bool { return s.style == style })
}

// continues says whether one of the readings comes next in an open list.
func (q sequence) continues(readings []reading) bool {
	for _, s := range q {
		if slices.Contains(readings, reading{s.style, s.last + 1}) || slices.Contains(readings, reading{s.style, s.last}) {
			return true
		}
	}
	return false
}

// goesOn says whether one of the later readings follows r.
func goesOn(r reading, later []reading) bool {
	return slices.Contains(later, reading{r.style, r.ordinal + 1})
}
