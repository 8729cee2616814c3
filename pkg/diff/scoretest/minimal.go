package scoretest

import "math/bits"

// minimal is the number of tokens that the shortest script from a to b deletes and inserts: n + m less twice the longest common
// subsequence, which is computed here 64 columns at a time (Crochemore et al. 2001), apart from the differ that it judges.
func minimal(a, b []string) int {
	n := len(a) + len(b)
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b, n = a[1:], b[1:], n-2
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b, n = a[:len(a)-1], b[:len(b)-1], n-2
	}
	return n - 2*common(a, b)
}

// common is the length of the longest common subsequence.
func common(a, b []string) int {
	size := (len(a) + 63) / 64
	places := make(map[string][]uint64)
	for i, w := range a {
		if places[w] == nil {
			places[w] = make([]uint64, size)
		}
		places[w][i/64] |= 1 << (i % 64)
	}
	v := make([]uint64, size)
	for i := range v {
		v[i] = ^uint64(0)
	}
	for _, w := range b {
		m := places[w]
		if m == nil {
			continue
		}
		carry := uint64(0)
		for i, x := range v {
			var sum uint64
			u := x & m[i]
			sum, carry = bits.Add64(x, u, carry)
			v[i] = sum | (x - u)
		}
	}
	n := 0
	for i, x := range v {
		x = ^x
		if rest := len(a) - 64*i; rest < 64 {
			x &= 1<<rest - 1
		}
		n += bits.OnesCount64(x)
	}
	return n
}
