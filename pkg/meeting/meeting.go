// Package meeting is a sitting of a body: when it was called to order, in which mode it sat at any moment, whether its programme
// of work was adopted, and when it rose.
//
// When something happened is not when it was recorded: a change of mode carries both times, and what mode a meeting was in is
// asked of the first.
package meeting

import (
	"slices"
	"time"
)

// Mode is how a meeting sits (domain.md B9). The zero value says that no meeting sits.
type Mode string

// Modes.
const (
	Formal    Mode = "formal"   // called to order; decisions are taken and there are records
	Informal  Mode = "informal" // the text is negotiated, nothing is decided
	Closed    Mode = "closed"   // informal, and only for those who take part
	Suspended Mode = "suspended"
)

// Modes are those in which a meeting can be put; it is suspended by a command of its own.
var Modes = []Mode{Formal, Informal, Closed}

// Programme is what became of a programme of work.
type Programme string

// What became of it. The zero value says that it was not put to the meeting.
const (
	Adopted Programme = "adopted"
	Blocked Programme = "blocked"
)

// Change is a mode and since when it holds.
type Change struct {
	Mode      Mode      `json:"mode"`
	DecidedBy string    `json:"decidedBy,omitempty"` // who decided it, in words or as a code; of a dispute, who holds it
	Since     time.Time `json:"since"`               // when it happened
	At        time.Time `json:"at"`                  // when it was recorded
	Reason    string    `json:"reason,omitempty"`
}

// Meeting is a sitting. The zero value is none.
type Meeting struct {
	ID       string    `json:"id"` // "m1", counted in the process
	Name     string    `json:"name"`
	Convened time.Time `json:"convened"`
	// Changes of mode, by Since; the first is the one in which the meeting was convened.
	Changes []Change `json:"changes"`
	// Disputes are what others hold the mode to be, in the order of their record.
	Disputes  []Change  `json:"disputes,omitempty"`
	Programme Programme `json:"programme,omitempty"`
	// Title is the programme of work that was put last.
	Title string `json:"title,omitempty"`
	// Closed is when the meeting rose, zero while it sits.
	Closed time.Time `json:"closed,omitzero"`
}

// Sits says whether the meeting had been convened and had not been closed at a moment.
func (m Meeting) Sits(at time.Time) bool {
	return m.ID != "" && !at.Before(m.Convened) && (m.Closed.IsZero() || at.Before(m.Closed))
}

// ModeAt is the mode in which the meeting sat at a moment, "" where it did not sit.
func (m Meeting) ModeAt(at time.Time) Mode {
	var mode Mode
	if !m.Sits(at) {
		return mode
	}
	for _, c := range m.Changes {
		if !c.Since.After(at) {
			mode = c.Mode
		}
	}
	return mode
}

// With is the meeting with one more change of mode, in its place by Since; of two at the same moment the one recorded later holds.
func (m Meeting) With(c Change) Meeting {
	i := len(m.Changes)
	for i > 0 && m.Changes[i-1].Since.After(c.Since) {
		i--
	}
	m.Changes = slices.Insert(slices.Clone(m.Changes), i, c)
	return m
}
