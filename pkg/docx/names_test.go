package docx

import (
	"testing"

	"pgregory.net/rapid"

	"adref/pkg/paper"
)

func TestBookmarkNamesAParagraphAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.String().Draw(t, "id")
		name, ok := bookmark(id)
		if !ok {
			return
		}
		if len(name) > bookmarkLimit {
			t.Fatalf("%q has %d characters", name, len(name))
		}
		if got, ok := bookmarkID(name); !ok || got != id {
			t.Fatalf("bookmarkID(%q) = %q, %v; want %q", name, got, ok, id)
		}
	})
	for _, name := range []string{"", "p_", "_Toc123", "p_4_Copy_1", "p_A", "p__1", "p_6", "p_a_", "p_a_6", "p_a_61", "p_a_4A"} {
		if id, ok := bookmarkID(name); ok && name != "p_6" {
			t.Errorf("%q is no bookmark of ours and names %q", name, id)
		}
	}
}

func TestStyleNamesAStyleAndBack(t *testing.T) {
	for _, s := range []paper.Style{paper.Title, paper.Subtitle, paper.Heading, paper.Numbered, paper.Preambular, paper.Quote, paper.Remark, paper.Contents, paper.Head, paper.Furniture} {
		from, to := 0, 0
		switch s {
		case paper.Heading:
			from, to = 1, 9
		case paper.Numbered:
			to = 8
		case paper.Contents:
			to = 9
		}
		for level := from; level <= to; level++ {
			id := styleID(s, level)
			if got, l, ok := styleOf(id); !ok || got != s || l != level {
				t.Errorf("%s at level %d is %q, which is read as %s at %d", s, level, id, got, l)
			}
		}
	}
}
