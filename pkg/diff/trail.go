package diff

import "strings"

// trail is the headings that a reader has seen. They are those of the new text: a block that was removed with its heading is shown where
// the reader is. None comes twice, as a heading and as a block.
type trail struct {
	stands       map[string]bool // headings of the new text
	under, shown string
}

func newTrail(r Redline) trail {
	stands := make(map[string]bool)
	for _, b := range r.Blocks {
		if b.Kind != Removed {
			stands[b.Under] = true
		}
	}
	return trail{stands: stands}
}

// heading is the heading to be shown before a block, "" for none.
func (t *trail) heading(b Block) string {
	before := t.shown
	t.shown = ""
	if b.Kind != Removed {
		t.shown = title(b)
	}
	if b.Under == t.under || !t.stands[b.Under] {
		return ""
	}
	if t.under = b.Under; t.under == before {
		return ""
	}
	return t.under
}

// title is the new words of a block as one line without mark-up, as a heading is named.
func title(b Block) string {
	var s strings.Builder
	for _, op := range b.Ops {
		if op.Op != Delete {
			s.WriteString(op.Text)
		}
	}
	return oneLine(s.String())
}

// oneLine is words as one line without mark-up.
func oneLine(s string) string { return strings.Trim(strings.Join(strings.Fields(s), " "), "#*_ ") }
