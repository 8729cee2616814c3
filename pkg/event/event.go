// Package event is the catalogue of what can happen in a negotiation.
//
// Events are in the past tense, carry the actor's intent and never change meaning. Derived results (alignment, redline, fate)
// are not events. To add one: a struct with a doc comment, one line in Catalogue, one case in negotiation's Evolve.
package event

import (
	"encoding/json"
	"errors"
	"fmt"
)

// Event is a fact. Kind is its name, "noun.verb".
type Event interface{ Kind() string }

// Entry is a line of the catalogue.
type Entry struct {
	Kind   string
	Schema int          // of the payload; raised when its meaning or shape changes
	New    func() Event // a pointer to the zero payload, to decode into
}

// Stored is an event as it stands in a commit.
type Stored struct {
	Kind   string          `json:"kind"`
	Schema int             `json:"schema"`
	Data   json.RawMessage `json:"data"`
}

// Errors of decoding.
var (
	ErrUnknown = errors.New("unknown kind of event")
	ErrNewer   = errors.New("event of a newer schema than this program knows")
)

// Lookup finds the entry of a kind.
func Lookup(kind string) (Entry, bool) {
	for _, e := range Catalogue {
		if e.Kind == kind {
			return e, true
		}
	}
	return Entry{}, false
}

// Encode stores an event. It panics on an event that is not in the catalogue, which only a fault of the program can cause.
func Encode(e Event) Stored {
	entry, ok := Lookup(e.Kind())
	if !ok {
		panic(fmt.Sprintf("event %q is not in the catalogue", e.Kind()))
	}
	data, err := json.Marshal(e)
	if err != nil {
		panic(fmt.Sprintf("event %q: %v", e.Kind(), err))
	}
	return Stored{Kind: e.Kind(), Schema: entry.Schema, Data: data}
}

// Decode reads a stored event; the error wraps ErrUnknown, ErrNewer or a JSON error.
func Decode(s Stored) (Event, error) {
	entry, ok := Lookup(s.Kind)
	if !ok {
		return nil, fmt.Errorf("%q: %w", s.Kind, ErrUnknown)
	}
	if s.Schema > entry.Schema {
		return nil, fmt.Errorf("%s schema %d: %w", s.Kind, s.Schema, ErrNewer)
	}
	if e, ok := fast(s); ok {
		return e, nil
	}
	e := entry.New()
	if err := json.Unmarshal(s.Data, e); err != nil {
		return nil, fmt.Errorf("%s: %w", s.Kind, err)
	}
	return e, nil
}

// DecodeAll reads the events of one commit in their order.
func DecodeAll(ss []Stored) ([]Event, error) {
	es := make([]Event, len(ss))
	for i, s := range ss {
		e, err := Decode(s)
		if err != nil {
			return nil, err
		}
		es[i] = e
	}
	return es, nil
}
