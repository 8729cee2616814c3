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
