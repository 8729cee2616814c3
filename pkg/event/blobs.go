package event

// Blobs are the digests of the blobs that an event names: without them it cannot be read in full. A backup takes them along.
func Blobs(e Event) []string {
	switch e := e.(type) {
	case *RevisionTabled:
		return []string{e.Source, e.Text}
	case *AmendmentProposed:
		if e.Source.Digest != "" {
			return []string{e.Source.Digest}
		}
	case *CompendiumIssued:
		return []string{e.Digest}
	}
	return nil
}
