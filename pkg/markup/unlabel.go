package markup

import (
	"strings"
	"unicode/utf8"
)

// Unlabel parts the label, with the full stop behind it, from the words of a single paragraph ("3 bis. States shall …"); label is ""
// where it has none.
func Unlabel(paragraph string) (label, words string) {
	if !utf8.ValidString(paragraph) {
		return "", paragraph
	}
	d, err := Parse([]byte(paragraph), Plain)
	if err != nil || len(d.Blocks) != 1 || d.Blocks[0].Label == "" {
		return "", paragraph
	}
	b := d.Blocks[0]
	if b.Text == "" || !strings.HasSuffix(paragraph, b.Text) {
		return "", paragraph
	}
	return strings.TrimSpace(strings.TrimSuffix(paragraph, b.Text)), b.Text
}
