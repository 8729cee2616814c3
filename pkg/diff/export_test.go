package diff

// ByRule are the tokens of s by UAX #29 alone, without the table, for a test that both are the same.
func ByRule(s string) []string { return cutOut(s, byRule(nil, s, 0)) }

func cutOut(s string, t []token) []string {
	out := make([]string, len(t))
	for i := range t {
		out[i] = s[t[i].start:t[i].end]
	}
	return out
}

// Aligned are the places of a and b that the kernel puts together.
func Aligned(a, b []int32) [][2]int {
	top := int32(0)
	for _, id := range append(append([]int32{}, a...), b...) {
		top = max(top, id)
	}
	var k kernel
	var out [][2]int
	for _, p := range k.align(a, b, int(top)+1) {
		out = append(out, [2]int{p.a, p.b})
	}
	return out
}

// Halved are the places that the kernel puts together where it halves every stretch of more than a few tokens.
func Halved(a, b []int32) [][2]int {
	var out [][2]int
	k := kernel{}
	k.align(a, b, 1<<10)
	k.pairs = nil
	var run func(a, b []int32, ao, bo int)
	run = func(a, b []int32, ao, bo int) {
		if len(a) == 0 || len(b) == 0 {
			return
		}
		if len(a) == 1 || len(b) == 1 {
			k.single(a, b, ao, bo)
			return
		}
		i, j := k.halve(a, b)
		run(a[:i], b[:j], ao, bo)
		run(a[i:], b[j:], ao+i, bo+j)
	}
	run(a, b, 0, 0)
	for _, p := range k.pairs {
		out = append(out, [2]int{p.a, p.b})
	}
	return out
}
