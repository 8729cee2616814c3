package convert

// Standing is on which of the pages each heading stands.
func Standing(pages, headings []string) []int {
	var hs []letters
	for _, h := range headings {
		hs = append(hs, lettersOf(h))
	}
	return standing(linesOf(pages), hs)
}
