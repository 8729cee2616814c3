package meeting_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"adref/pkg/meeting"
)

func clock(hour int) time.Time { return time.Date(2026, 3, 2, hour, 0, 0, 0, time.UTC) }

func Example() {
	m := meeting.Meeting{ID: "m1", Name: "First meeting", Convened: clock(10)}
	m = m.With(meeting.Change{Mode: meeting.Formal, Since: clock(10)})
	m = m.With(meeting.Change{Mode: meeting.Informal, DecidedBy: "chair", Since: clock(15), At: clock(15)})
	// Recorded in the afternoon: the meeting was suspended over lunch.
	m = m.With(meeting.Change{Mode: meeting.Suspended, Since: clock(13), At: clock(16)})
	m.Closed = clock(18)
	for _, h := range []int{9, 10, 13, 14, 15, 18} {
		fmt.Printf("%d:00 %q\n", h, m.ModeAt(clock(h)))
	}
	// Output:
	// 9:00 ""
	// 10:00 "formal"
	// 13:00 "suspended"
	// 14:00 "suspended"
	// 15:00 "informal"
	// 18:00 ""
}

// The order in which changes are recorded does not matter unless two happened at the same moment.
func TestTheModeDependsOnWhenThingsHappened(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hours := rapid.Permutation([]int{10, 11, 12, 13, 14}).Draw(t, "order")
		modes := map[int]meeting.Mode{10: meeting.Formal, 11: meeting.Informal, 12: meeting.Suspended, 13: meeting.Closed, 14: meeting.Formal}
		m := meeting.Meeting{ID: "m1", Convened: clock(10)}
		for _, h := range hours {
			m = m.With(meeting.Change{Mode: modes[h], Since: clock(h)})
		}
		for h, want := range modes {
			if got := m.ModeAt(clock(h).Add(time.Minute)); got != want {
				t.Fatalf("recorded in the order %v: at %d:01 it is %q, want %q", hours, h, got, want)
			}
		}
	})
}

func TestAtOneMomentTheLaterRecordHolds(t *testing.T) {
	m := meeting.Meeting{ID: "m1", Convened: clock(10)}
	first := m.With(meeting.Change{Mode: meeting.Formal, Since: clock(10)})
	second := first.With(meeting.Change{Mode: meeting.Informal, Since: clock(10)})
	if got := second.ModeAt(clock(10)); got != meeting.Informal {
		t.Errorf("it is %q", got)
	}
	if got := first.ModeAt(clock(10)); got != meeting.Formal || len(first.Changes) != 1 {
		t.Errorf("the meeting before is %q with %d changes", got, len(first.Changes))
	}
	if got := (meeting.Meeting{}).ModeAt(clock(10)); got != "" {
		t.Errorf("no meeting sits in mode %q", got)
	}
}
