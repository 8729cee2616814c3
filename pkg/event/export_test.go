package event

// Fast reads an event without reflection, if it can.
func Fast(s Stored) (Event, bool) { return fast(s) }
