package eventlog_test

import (
	"testing"

	"adref/pkg/eventlog"
)

// TestSubject holds the wire: the number is FNV-1a (32 bits) of the process modulo 16, and stands in every stored message.
func TestSubject(t *testing.T) {
	for want, a := range map[string]eventlog.Aggregate{
		"ev.15.oewg.report":  {Process: "oewg", Document: "report"},
		"ev.15.oewg._record": {Process: "oewg", Document: eventlog.Record},
		"ev.12.a.x":          {Process: "a", Document: "x"}, // FNV-1a("a") is e40c292c and that of "foobar" bf9cf968, in its authors' test values
		"ev.08.foobar.x":     {Process: "foobar", Document: "x"},
	} {
		if got := eventlog.Subject(a); got != want {
			t.Errorf("Subject(%s) = %s, want %s", a, got, want)
		}
	}
}
