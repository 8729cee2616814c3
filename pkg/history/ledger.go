package history

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"adref/pkg/bracket"
	"adref/pkg/diff"
	"adref/pkg/text"
)

// ledger follows every bracket through the revisions.
//
// A bracket continues where its words stand in brackets again in the paragraph that continues its own; else where its opening
// or closing character was kept and its words are still alike; else where just these words stand in brackets elsewhere. What
// is not found has been closed. Unbalanced ones are followed alike: an opening one reaches to the end of its block, a closing
// one from the beginning.
type ledger struct {
	all    []BracketLife
	open   []instance // those that stand in the last revision, by place
	source string     // of the last revision
}

// instance is a bracket in one revision. Offsets are of the source.
type instance struct {
	start, end   int // brackets included
	inner        string
	words        []string
	block        int
	attribution  string
	unbalanced   bool
	life         int // index into the ledger's lives, -1 for none yet
	opens, close int // offsets of '[' and ']', -1 for a missing one
}

func (l *ledger) append(s Step, tree bracket.Tree) {
	doc := s.Revision.Document
	now := instances(tree, offsets(doc))
	if s.Redline != nil {
		l.follow(*s.Redline, now, tree.String(), s.Revision.Ordinal)
	}
	for i := range now {
		l.record(&now[i], doc, s.Revision.Ordinal)
	}
	l.open, l.source = now, tree.String()
}

func offsets(d text.Document) []int {
	at := make([]int, len(d.Blocks)+1)
	for i, b := range d.Blocks {
		at[i+1] = at[i] + len(b.Raw)
	}
	return at
}

// instances are the brackets of a text, unbalanced ones included, by place.
func instances(t bracket.Tree, at []int) []instance {
	s := t.String()
	var out []instance
	add := func(x instance) {
		x.block = max(sort.SearchInts(at, x.start+1)-1, 0)
		x.inner = strings.Join(strings.Fields(x.inner), " ")
		x.words = plainWords(x.inner)
		x.life = -1
		out = append(out, x)
	}
	for _, b := range t.Brackets {
		add(instance{start: b.Start, end: b.End, inner: s[b.Start+1 : b.End-1], attribution: b.Attribution, opens: b.Start, close: b.End - 1})
	}
	for _, u := range t.Unbalanced {
		block := sort.SearchInts(at, u.Offset+1) - 1
		if u.Char == "[" {
			add(instance{start: u.Offset, end: at[block+1], inner: s[u.Offset+1 : at[block+1]], unbalanced: true, opens: u.Offset, close: -1})
		} else {
			add(instance{start: at[block], end: u.Offset + 1, inner: s[at[block]:u.Offset], unbalanced: true, opens: -1, close: u.Offset})
		}
	}
	slices.SortStableFunc(out, func(x, y instance) int {
		if x.start != y.start {
			return x.start - y.start
		}
		return y.end - x.end
	})
	return out
}

// record enters what a revision shows of a bracket.
func (l *ledger) record(x *instance, doc text.Document, ordinal int) {
	content := abridged(x.inner)
	if x.life < 0 {
		x.life = len(l.all)
		l.all = append(l.all, BracketLife{
			ID: fmt.Sprintf("b%d", len(l.all)+1), Paragraph: doc.Blocks[x.block].ID, Opened: ordinal, Content: content, Last: content,
			Attribution: x.attribution, Unbalanced: x.unbalanced,
		})
		return
	}
	b := &l.all[x.life]
	b.Last, b.Unbalanced, b.Paragraph = content, x.unbalanced, doc.Blocks[x.block].ID
	if x.attribution != "" {
		b.Attribution = x.attribution
	}
}

// longest is the number of bytes of a bracket's content that is told in full.
const longest = 600

// abridged is a text, of a long one the beginning and the end.
func abridged(s string) string {
	if len(s) <= longest {
		return s
	}
	head, tail := s[:longest/2], s[len(s)-longest/3:]
	if i := strings.LastIndexByte(head, ' '); i > 0 {
		head = head[:i]
	}
	if i := strings.IndexByte(tail, ' '); i >= 0 {
		tail = tail[i+1:]
	}
	return strings.ToValidUTF8(head, "") + " … " + strings.ToValidUTF8(tail, "")
}

// follow finds the brackets of the last revision among those of the next one, and closes the others.
func (l *ledger) follow(r diff.Redline, now []instance, source string, ordinal int) {
	m := newImage(r)
	old, next := make([][]int, len(r.Blocks)), make([][]int, len(r.Blocks))
	for i, x := range l.open {
		if k := m.oldBlock(x.start); k >= 0 {
			old[k] = append(old[k], i)
		}
	}
	for j, x := range now {
		if k := m.newBlock(x.start); k >= 0 {
			next[k] = append(next[k], j)
		}
	}
	to := make([]int, len(l.open))
	for i := range to {
		to[i] = -1
	}
	join := func(i, j int) { to[i], now[j].life = j, l.open[i].life }
	for k := range r.Blocks {
		l.followIn(m, old[k], next[k], now, to, join)
	}
	l.followElsewhere(now, to, join)
	for i, j := range to {
		b := &l.all[l.open[i].life]
		if j < 0 {
			b.Closed = ordinal
			b.How, b.Replacement = m.ending(l.open[i], l.source, source)
		} else if now[j].inner != l.open[i].inner {
			b.Changed = append(b.Changed, ordinal)
		}
	}
}

// fewWords is up to how many words a bracket is the same when all of its words were replaced.
const fewWords = 4

// manyPairs is how many pairs of brackets in a paragraph are compared word by word.
const manyPairs = 40_000

// followIn finds the old brackets of a paragraph among the new ones of the paragraph that continues it.
func (l *ledger) followIn(m *image, old, next []int, now []instance, to []int, join func(i, j int)) {
	rules := []func(x, y instance) bool{
		func(x, y instance) bool { return x.inner == y.inner && m.sameMark(x, y) },
		func(x, y instance) bool { return x.inner == y.inner },
		func(x, y instance) bool {
			return m.bothMarks(x, y) && (min(len(x.words), len(y.words)) <= fewWords || alike(x.words, y.words) >= 0.15)
		},
		func(x, y instance) bool { return m.sameMark(x, y) && alike(x.words, y.words) >= 0.3 },
		func(x, y instance) bool { return alike(x.words, y.words) >= 0.6 },
	}
	if len(old)*len(next) > manyPairs {
		rules = rules[:4]
	}
	for _, fits := range rules {
		for _, i := range old {
			if to[i] >= 0 {
				continue
			}
			for _, j := range next {
				if now[j].life < 0 && fits(l.open[i], now[j]) {
					join(i, j)
					break
				}
			}
		}
	}
}

// elsewhereWords is the least number of words by which a bracket is known again in another paragraph.
const elsewhereWords = 4

// followElsewhere finds brackets whose words stand in brackets in another paragraph.
func (l *ledger) followElsewhere(now []instance, to []int, join func(i, j int)) {
	where := make(map[string][]int)
	for j, x := range now {
		if x.life < 0 && substance(x.words) >= elsewhereWords {
			where[x.inner] = append(where[x.inner], j)
		}
	}
	for i, x := range l.open {
		if js := where[x.inner]; to[i] < 0 && len(js) > 0 {
			join(i, js[0])
			where[x.inner] = js[1:]
		}
	}
}

// alike is the share of equal words of two lists, whatever their order.
func alike(x, y []string) float64 {
	if len(x)+len(y) == 0 {
		return 1
	}
	count := make(map[string]int, len(x))
	for _, w := range x {
		count[w]++
	}
	n := 0
	for _, w := range y {
		if count[w] > 0 {
			count[w]--
			n++
		}
	}
	return 2 * float64(n) / float64(len(x)+len(y))
}

// lives are all brackets so far, in the order in which they appeared.
func (l *ledger) lives() []BracketLife {
	out := make([]BracketLife, len(l.all))
	for i, b := range l.all {
		b.Changed = slices.Clone(b.Changed)
		out[i] = b
	}
	return out
}
