package negotiation

import (
	"time"

	"adref/pkg/event"
)

// Handles says whether Evolve has a case for the event.
func (p *Process) Handles(e event.Event) bool { return p.evolve(e, time.Time{}) }

// Handles says whether Evolve has a case for the event.
func (d *Document) Handles(e event.Event) bool { return d.evolve(e, time.Time{}) }
