package convert_test

import (
	"testing"

	"adref/pkg/convert"

	"github.com/google/go-cmp/cmp"
)

func TestStanding(t *testing.T) {
	headings := []string{"Almara", "Belvane (on behalf of the Group)", "ألمارا البلاد", "Index"}
	contents := "Contents\nAlmara\nBelvane (on behalf\nof the Group)\nألمارا البالد\nIndex\n"
	for name, c := range map[string]struct {
		pages []string
		want  []int
	}{
		"names in the text are no headings": {
			[]string{contents + "Almara\nWe thank Belvane\nand Index makers.", "Almara thanks.\nBelvane (on behalf of the Group)\nWords.", "ألمارا البلاد\n", "Words.\nIndex\n"},
			[]int{1, 2, 3, 4},
		},
		"contents over two pages": {
			[]string{"Contents\nAlmara\n", "Belvane (on behalf of the Group)\nألمارا البلاد\nIndex", "Almara", "Belvane\n(on behalf of the Group)", "ألمارا البلاد", "Index"},
			[]int{3, 4, 5, 6},
		},
		"one that is not found has no page": {
			[]string{contents, "Almara\n", "Belvane (on behalf of the Group)", "", "Index"},
			[]int{2, 3, 0, 5},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(c.want, convert.Standing(c.pages, headings)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}
