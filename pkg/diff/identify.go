package diff

import (
	"slices"

	"adref/pkg/text"
)

// Identify is the new document with an ID for every block: the ID of the old block that it continues (of a split, the largest
// piece; of a merger, that of the largest part), else a fresh one. An ID that a block already has is kept, and decides.
//
// IDs are unique in the result as long as those given are and fresh never returns the same ID twice or one of the old text.
func Identify(old, new text.Document, fresh func() string) text.Document {
	out := new
	out.Blocks = slices.Clone(new.Blocks)
	a := alignBlocks(old.Blocks, new.Blocks)
	used := make(map[string]bool, len(new.Blocks))
	for _, b := range new.Blocks {
		used[b.ID] = true
	}
	for j := range out.Blocks {
		b := &out.Blocks[j]
		if b.ID != "" {
			continue
		}
		if i := a.newTo[j]; i >= 0 && a.oldTo[i] == j && !used[old.Blocks[i].ID] {
			b.ID = old.Blocks[i].ID
		} else {
			b.ID = fresh()
		}
		used[b.ID] = true
	}
	return out
}
