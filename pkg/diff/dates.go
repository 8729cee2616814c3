package diff

import "strings"

// dateTokens is the number of tokens of the date that begins with token i, 0 for none: a day and a month with or without a year, in the
// orders of the six languages ("6 July 2026", "1er juillet 2026", "6 de julio de 2026", "July 6, 2026", "2026年7月6日"), a month and a
// year, a month, or a year.
func dateTokens(s string, t []token, i int) int {
	at := func(k int) string { return tokenAt(s, t, k) }
	of := func(k int) int { // after the "de" of Spanish
		if at(k) == "de" {
			return k + 1
		}
		return k
	}
	year := func(k int) int { // after the year that may follow
		switch {
		case isYear(at(of(k))):
			return of(k) + 1
		case at(k) == "," && isYear(at(k+1)):
			return k + 2
		}
		return k
	}
	switch end := dateEnd(s, t, i); {
	case end > i:
		return end - i
	case isDay(at(i)) && isMonth(at(of(i+1))):
		return year(of(i+1)+1) - i
	case isMonth(at(i)) && isDay(at(i+1)):
		return year(i+2) - i
	case isMonth(at(i)) && at(i) != "月":
		return year(i+1) - i
	case isYear(at(i)):
		return 1
	}
	return 0
}

func isDay(w string) bool {
	w = strings.TrimSuffix(w, "er")
	return len(w) <= 2 && digits(w)
}

// How many tokens, and how many bytes, beside a change may belong to its date.
const (
	mostAround  = 5
	bytesAround = 64
)

// aroundDate is what stands beside a change, at the end of the text before it and at the start of the one after it, that can be the
// rest of a date: of "6 July 2026" only "6" may have changed.
func aroundDate(before, after string) (lead, trail string) {
	part := func(w string) bool {
		return isMonth(w) || isYear(w) || isDay(w) || w == "de" || w == "," || w == "年" || w == "日"
	}
	before, after = before[max(0, len(before)-bytesAround):], after[:min(len(after), bytesAround)]
	x := tokens(before)
	from := len(x)
	for from > 0 && len(x)-from < mostAround && part(tokenAt(before, x, from-1)) {
		from--
	}
	if from < len(x) {
		lead = before[x[from].start:]
	}
	y := tokens(after)
	to := 0
	for to < len(y) && to < mostAround && part(tokenAt(after, y, to)) {
		to++
	}
	if to > 0 {
		trail = after[:y[to-1].end]
	}
	return lead, trail
}
