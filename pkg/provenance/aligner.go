package provenance

import "slices"

// Bounds and costs of comparing two passages word by word.
const (
	cells       = 1 << 12 // of the table, beyond which anchors are looked for first
	maxCells    = 1 << 16 // of the table, beyond which only anchors count
	runCost     = 2       // bits that a kept run between changed ones must tell more, and chance for every doubling of the table:
	chance      = 0.5     // the more places there are, the more alike by chance
	foreignCost = 24      // the same in a passage that was written anew
	rewritten   = 0.6     // share of what a passage tells below which it was
)

// aligner finds the pieces that stay when a passage is reworded: the chain of kept runs of the greatest weight, where every run
// between changed words costs. So a lone "the" among other words is none that stayed.
type aligner struct {
	x, y  []uint32
	cost  float32   // of a run, see runCost
	price float32   // of a run in the table that is filled
	alone []float32 // what the pieces of x tell at the beginning of a run
	after []float32 // and behind the one before
	pairs [][2]int
	run   []float32 // best chain that ends with a pair, of a row of the table
	best  []float32 // best chain, of a row
	step  []byte    // of the table
	seen  []seen    // by piece, in a stretch that is looked at for anchors
	round int32
	all   [][2]int
}

// seen is how often a piece stands on each side of a stretch, and where last.
type seen struct{ round, inX, x, inY, y int32 }

// none is the weight of a run where there is none.
const none = -1e9

// Steps of the table.
const (
	up byte = iota
	left
	pair     // a kept run ends here
	more = 4 // the run goes on from the pair before
)

// read makes the words those that are aligned next; bits is what each tells behind the one before it.
func (l *aligner) read(words sequence, bits []float32, lex *lexicon) {
	l.x, l.after, l.alone = words.ids, bits, l.alone[:0]
	for _, id := range l.x {
		l.alone = append(l.alone, lex.alone(id))
	}
}

// align is the pairs of pieces of x and y that stay, in order.
func (l *aligner) align(y []uint32, cost float32) [][2]int {
	l.cost, l.y, l.pairs = cost, y, l.pairs[:0]
	if cost > runCost {
		l.middle(0, len(l.x), 0, len(y)) // a common "." at the end says nothing
	} else {
		l.between(0, len(l.x), 0, len(y))
	}
	return l.pairs
}

// between aligns a stretch: its common beginning and end, then what is in the middle.
func (l *aligner) between(x0, x1, y0, y1 int) {
	for x0 < x1 && y0 < y1 && l.x[x0] == l.y[y0] {
		l.pairs = append(l.pairs, [2]int{x0, y0})
		x0, y0 = x0+1, y0+1
	}
	tail := 0
	for x0 < x1 && y0 < y1 && l.x[x1-1] == l.y[y1-1] {
		x1, y1, tail = x1-1, y1-1, tail+1
	}
	if x0 < x1 && y0 < y1 {
		l.middle(x0, x1, y0, y1)
	}
	for i := range tail {
		l.pairs = append(l.pairs, [2]int{x1 + i, y1 + i})
	}
}

func (l *aligner) middle(x0, x1, y0, y1 int) {
	size := (x1 - x0) * (y1 - y0)
	if size > cells {
		if at := l.anchors(x0, x1, y0, y1); len(at) > 0 {
			for _, p := range at {
				l.between(x0, p[0], y0, p[1])
				l.pairs = append(l.pairs, p)
				x0, y0 = p[0]+1, p[1]+1
			}
			l.between(x0, x1, y0, y1)
			return
		}
	}
	if size <= maxCells {
		l.table(x0, x1, y0, y1)
	}
}

// anchors are the pieces that stand once on each side, beside another pair, of these a longest chain in order.
func (l *aligner) anchors(x0, x1, y0, y1 int) [][2]int {
	l.round++
	for i := x0; i < x1; i++ {
		for int(l.x[i]) >= len(l.seen) {
			l.seen = append(l.seen, make([]seen, len(l.seen)+1024)...)
		}
		s := &l.seen[l.x[i]]
		if s.round != l.round {
			*s = seen{round: l.round}
		}
		s.inX, s.x = s.inX+1, int32(i)
	}
	for j := y0; j < y1; j++ {
		if int(l.y[j]) >= len(l.seen) {
			continue
		}
		if s := &l.seen[l.y[j]]; s.round == l.round {
			s.inY, s.y = s.inY+1, int32(j)
		}
	}
	l.all = l.all[:0]
	for i := x0; i < x1; i++ {
		s := &l.seen[l.x[i]]
		j := int(s.y)
		if s.inX != 1 || s.inY != 1 {
			continue
		}
		if i > x0 && j > y0 && l.x[i-1] == l.y[j-1] || i+1 < x1 && j+1 < y1 && l.x[i+1] == l.y[j+1] {
			l.all = append(l.all, [2]int{i, j})
		}
	}
	return longestRise(l.all)
}

// longestRise is a longest chain of pairs that rise on both sides; they rise on the first already.
func longestRise(p [][2]int) [][2]int {
	var tops []int // index of the last pair of the lowest chain of each length
	from := make([]int, len(p))
	for i := range p {
		n, _ := slices.BinarySearchFunc(tops, p[i][1], func(t, j int) int { return p[t][1] - j })
		from[i] = -1
		if n > 0 {
			from[i] = tops[n-1]
		}
		if n == len(tops) {
			tops = append(tops, i)
		} else {
			tops[n] = i
		}
	}
	out := make([][2]int, len(tops))
	for n, i := len(tops)-1, 0; n >= 0; n-- {
		if n == len(tops)-1 {
			i = tops[n]
		}
		out[n], i = p[i], from[i]
	}
	return out
}

// table fills a table of chains and goes back along the best one.
func (l *aligner) table(x0, x1, y0, y1 int) {
	n, m := x1-x0, y1-y0
	l.run = append(l.run[:0], make([]float32, m+1)...)
	for j := range l.run {
		l.run[j] = none
	}
	l.best = append(l.best[:0], make([]float32, m+1)...)
	if cap(l.step) < n*m {
		l.step = make([]byte, n*m)
	}
	step := l.step[:n*m]
	l.price = l.cost + chance*log2(float32(n*m))
	for i := range n {
		l.row(l.x[x0+i], l.y[y0:y1], l.alone[x0+i], l.after[x0+i], step[i*m:(i+1)*m])
	}
	l.trace(x0, y0, n, m, step)
}

// row is the next row of the table. run and best hold the row before and become this one; index 0 stands for no column.
func (l *aligner) row(id uint32, y []uint32, alone, after float32, step []byte) {
	run, best := l.run, l.best[:len(l.run)]
	diagonalRun, diagonalBest := run[0], best[0]
	for j, other := range y {
		s := up
		b := best[j+1]
		if best[j] > b {
			s, b = left, best[j]
		}
		r := float32(none)
		if other == id {
			r = diagonalBest + alone - l.price
			if on := diagonalRun + after; on >= r {
				r = on
				s |= more
			}
			if r >= b {
				b, s = r, s&more|pair
			}
		}
		diagonalRun, diagonalBest = run[j+1], best[j+1]
		run[j+1], best[j+1], step[j] = r, b, s
	}
}

// trace appends the pairs of the best chain.
func (l *aligner) trace(x0, y0, n, m int, step []byte) {
	first := len(l.pairs)
	running := false
	for i, j := n-1, m-1; i >= 0 && j >= 0; {
		s := step[i*m+j]
		if !running && s&3 == up {
			i--
			continue
		}
		if !running && s&3 == left {
			j--
			continue
		}
		l.pairs = append(l.pairs, [2]int{x0 + i, y0 + j})
		running = s&more != 0
		i, j = i-1, j-1
	}
	slices.Reverse(l.pairs[first:])
}

// told is what the kept runs tell.
func (l *aligner) told(pairs [][2]int) (w float32) {
	for k, p := range pairs {
		if k > 0 && pairs[k-1][0] == p[0]-1 && pairs[k-1][1] == p[1]-1 {
			w += l.after[p[0]]
		} else {
			w += l.alone[p[0]] - l.cost
		}
	}
	return w
}
