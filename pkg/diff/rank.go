package diff

import "slices"

// ranker finds the heaviest chains of pairs. It keeps its working memory from one to the next; its zero value is ready.
type ranker struct {
	pairs       []pair // room for those of the caller
	weights     []float64
	best, total []float64
	last, from  []int32
}

// heaviest is a heaviest part of the pairs that rises on both sides. The pairs are in the order of a; m is above every b, and every weight
// above 0.
func (r *ranker) heaviest(pairs []pair, weights []float64, m int) []pair {
	if rises(pairs) {
		return append(make([]pair, 0, len(pairs)+1), pairs...)
	}
	r.prepare(len(pairs), m)
	end, top := int32(-1), 0.0
	for lo := 0; lo < len(pairs); {
		hi := lo
		for ; hi < len(pairs) && pairs[hi].a == pairs[lo].a; hi++ { // pairs of one old block exclude each other
			prev, sum := int32(-1), 0.0
			for k := pairs[hi].b; k > 0; k -= k & -k {
				if r.best[k] > sum {
					sum, prev = r.best[k], r.last[k]
				}
			}
			r.from[hi], r.total[hi] = prev, sum+weights[hi]
		}
		for q := lo; q < hi; q++ {
			total := r.total[q]
			for k := pairs[q].b + 1; k <= m; k += k & -k {
				if total > r.best[k] {
					r.best[k], r.last[k] = total, int32(q)
				}
			}
			if total > top {
				top, end = total, int32(q)
			}
		}
		lo = hi
	}
	return r.chain(pairs, end)
}

// prepare makes room for n pairs and a Fenwick tree over m places: the best chain that ends at or before each.
func (r *ranker) prepare(n, m int) {
	if cap(r.best) <= m {
		r.best, r.last = make([]float64, m+1), make([]int32, m+1)
	}
	r.best, r.last = r.best[:m+1], r.last[:m+1]
	clear(r.best)
	if cap(r.total) < n {
		r.total, r.from = make([]float64, n), make([]int32, n)
	}
	r.total, r.from = r.total[:n], r.from[:n]
}

// chain is the chain that ends with a pair, with room for one more.
func (r *ranker) chain(pairs []pair, end int32) []pair {
	n := 0
	for k := end; k >= 0; k = r.from[k] {
		n++
	}
	out := make([]pair, 0, n+1)
	for k := end; k >= 0; k = r.from[k] {
		out = append(out, pairs[k])
	}
	slices.Reverse(out)
	return out
}

// rises says whether pairs rise on both sides as they are.
func rises(pairs []pair) bool {
	for k := 1; k < len(pairs); k++ {
		if pairs[k].a <= pairs[k-1].a || pairs[k].b <= pairs[k-1].b {
			return false
		}
	}
	return true
}
