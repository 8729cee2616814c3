package history

import (
	"fmt"
	"slices"
	"strings"

	"adref/pkg/amendment"
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
	all    []life
	open   []instance // those that stand in the last revision, by place
	source string     // of the last revision
}

// life is a bracket through the revisions.
type life struct {
	BracketLife
	first []string // its words when it was opened
}

// instance is a bracket in one revision. Offsets are of the source.
type instance struct {
	start, end   int         // brackets included
	inner        string      // its words without those that say who wants them
	own          []text.Span // where they stand
	words        []string
	claims       []bracket.Claim
	group        int // of brackets right beside each other, 0 for none
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
	at := offsets(doc)
	for i := range now {
		l.record(&now[i], doc, at, s.Revision.Ordinal)
	}
	l.beside(now)
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
	notes := attributions(t)
	var out []instance
	add := func(x instance, inner text.Span) {
		x.block, x.life, x.own = blockAt(at, x.start), -1, outside(inner, notes)
		x.inner = oneLine(joined(s, x.own))
		x.words = plainWords(x.inner)
		out = append(out, x)
	}
	for i, b := range t.Brackets {
		x := instance{start: b.Start, end: b.End, attribution: b.Attribution, claims: t.Attributions(i), group: b.Group, opens: b.Start, close: b.End - 1}
		add(x, text.Span{Start: b.Start + 1, End: b.End - 1})
	}
	for _, u := range t.Unbalanced {
		block := blockAt(at, u.Offset)
		if u.Char == "[" {
			add(instance{start: u.Offset, end: at[block+1], unbalanced: true, opens: u.Offset, close: -1}, text.Span{Start: u.Offset + 1, End: at[block+1]})
		} else {
			add(instance{start: at[block], end: u.Offset + 1, unbalanced: true, opens: -1, close: u.Offset}, text.Span{Start: at[block], End: u.Offset})
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

// attributions are the stretches of a text, in order, that say who wants the words of a bracket.
func attributions(t bracket.Tree) []text.Span {
	var out []text.Span
	for i, b := range t.Brackets {
		claims := t.Attributions(i)
		if len(claims) == 0 {
			continue
		}
		slices.SortStableFunc(claims, func(x, y bracket.Claim) int { return x.Words.Start - y.Words.Start })
		from := b.Start + 1
		for _, c := range claims {
			if c.Words.Start > from {
				out = append(out, text.Span{Start: from, End: c.Words.Start})
			}
			from = max(from, c.Words.End)
		}
		if from < b.End-1 {
			out = append(out, text.Span{Start: from, End: b.End - 1})
		}
	}
	slices.SortFunc(out, func(x, y text.Span) int { return x.Start - y.Start })
	return out
}

// outside is what is left of a span without others, which are in order.
func outside(s text.Span, without []text.Span) []text.Span {
	var out []text.Span
	i, _ := slices.BinarySearchFunc(without, s.Start, func(w text.Span, at int) int { return w.End - at })
	for ; i < len(without) && without[i].Start < s.End; i++ {
		if without[i].Start > s.Start {
			out = append(out, text.Span{Start: s.Start, End: without[i].Start})
		}
		s.Start = max(s.Start, min(without[i].End, s.End))
	}
	if s.Start < s.End {
		out = append(out, s)
	}
	return out
}

func joined(s string, spans []text.Span) string {
	var b strings.Builder
	for _, x := range spans {
		b.WriteString(s[x.Start:x.End])
		b.WriteByte(' ')
	}
	return b.String()
}

// record enters what a revision shows of a bracket.
func (l *ledger) record(x *instance, doc text.Document, at []int, ordinal int) {
	content := abridged(x.inner)
	if x.life < 0 {
		x.life = len(l.all)
		l.all = append(l.all, life{BracketLife: BracketLife{ID: fmt.Sprintf("b%d", len(l.all)+1), Opened: ordinal, Content: content, OpenedBy: openers(x.claims)}, first: x.words})
	}
	b := &l.all[x.life]
	b.Last, b.Unbalanced, b.Paragraph = content, x.unbalanced, doc.Blocks[x.block].ID
	if x.attribution != "" {
		b.Attribution = x.attribution
	}
	b.Paragraphs = 0
	if n := blockAt(at, x.end-1) - x.block + 1; n > 1 {
		b.Paragraphs = n
	}
}

// openers are those named beside words of theirs, who want nothing else done with them.
func openers(claims []bracket.Claim) []string {
	var out []string
	for _, c := range claims {
		for _, n := range c.Names {
			if c.Act == "" && !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	return out
}

// beside enters which brackets stand right beside each other.
func (l *ledger) beside(now []instance) {
	groups := map[int][]int{}
	for _, x := range now {
		if x.group > 0 {
			groups[x.group] = append(groups[x.group], x.life)
		}
	}
	for _, x := range now {
		b := &l.all[x.life]
		b.Beside = nil
		for _, other := range groups[x.group] {
			if other != x.life {
				b.Beside = append(b.Beside, l.all[other].ID)
			}
		}
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

// lives are all brackets so far, in the order in which they appeared, with the amendments to their paragraphs that they hold.
func (l *ledger) lives(amendments []amendment.Amendment) []BracketLife {
	out := make([]BracketLife, len(l.all))
	for i, b := range l.all {
		b.Changed, b.OpenedBy, b.Beside = slices.Clone(b.Changed), slices.Clone(b.OpenedBy), slices.Clone(b.Beside)
		for _, a := range amendments {
			if b.holds(a.Proposal) {
				b.Amendments = append(b.Amendments, a.ID)
			}
		}
		out[i] = b.BracketLife
	}
	return out
}

// holds says whether a bracket, when it was opened, held the words that an earlier amendment to its paragraph wants, or just those
// that it wants gone.
func (b life) holds(p amendment.Proposal) bool {
	if !p.OnWords() || p.Anchor.Paragraph != b.Paragraph || p.Anchor.Revision >= b.Opened {
		return false
	}
	wants, gone := plainWords(p.Words), plainWords(p.Anchor.Quote)
	return len(wants) > 0 && within(b.first, wants) >= 0 || p.Operation != amendment.InsertWords && len(gone) > 0 && slices.Equal(b.first, gone)
}
