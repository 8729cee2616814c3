package docx

import "adref/pkg/paper"

// Labelled says of each paragraph whether its label is printed with every change accepted and with every change refused.
func Labelled(ps []paper.Paragraph) (accepted, refused []bool) {
	for _, l := range labellings(ps) {
		accepted, refused = append(accepted, l.accepted), append(refused, l.refused)
	}
	return accepted, refused
}
