package tracked

import "adref/pkg/markup"

// unlabelled takes the label off the words of a segment that carries none beside them.
func (s *segment) unlabelled() {
	if s.label != "" {
		return
	}
	whole := s.rejected()
	label, words := markup.Unlabel(whole)
	if label == "" {
		return
	}
	s.label = label
	drop := len(whole) - len(words)
	for i := range s.items {
		it := &s.items[i]
		if it.ins != nil {
			continue
		}
		n := min(drop, len(it.words))
		it.words, drop = it.words[n:], drop-n
	}
}
