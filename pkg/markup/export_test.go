package markup

// Settled says whether a text is known at a glance to be UTF-8 and in NFC.
func Settled(s string) bool {
	valid, settled := survey(s)
	return valid && settled
}
