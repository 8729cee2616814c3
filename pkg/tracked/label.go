package tracked

import (
	"strings"

	"adref/pkg/markup"
)

// unlabel parts the label from the words of a paragraph that was read as one string ("3 bis. States shall …").
func unlabel(s string) (label, words string) {
	d, err := markup.Parse([]byte(s), markup.Plain)
	if err != nil || len(d.Blocks) != 1 || d.Blocks[0].Label == "" {
		return "", s
	}
	b := d.Blocks[0]
	if b.Text == "" || !strings.HasSuffix(s, b.Text) {
		return "", s
	}
	return b.Label, b.Text
}

// unlabelled takes the label off the words of a segment that carries none beside them.
func (s *segment) unlabelled() {
	if s.label != "" {
		return
	}
	label, words := unlabel(s.rejected())
	if label == "" {
		return
	}
	s.label = label
	drop := len(s.rejected()) - len(words)
	for i := range s.items {
		it := &s.items[i]
		if it.ins != nil {
			continue
		}
		n := min(drop, len(it.words))
		it.words, drop = it.words[n:], drop-n
	}
}
