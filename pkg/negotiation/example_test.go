package negotiation_test

import (
	"errors"
	"fmt"
	"time"

	"adref/pkg/delegation"
	"adref/pkg/event"
	"adref/pkg/negotiation"
)

// A service loads the state, decides, stores what follows, and folds it.
func ExampleProcess_Decide() {
	var p negotiation.Process
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	ask := func(actor string, c negotiation.Command) {
		events, err := p.Decide(&negotiation.Document{}, negotiation.Request{Process: "ict", Actor: actor, At: now, Command: c})
		if err != nil {
			fmt.Println("refused:", err)
			fmt.Println("not allowed:", errors.Is(err, negotiation.ErrForbidden))
		}
		for _, e := range events {
			fmt.Printf("%s %s\n", e.Kind(), event.Encode(e).Data)
			p.Evolve(e, now)
		}
	}
	admit := &negotiation.AdmitDelegation{Delegation: delegation.Delegation{Code: "norland", Names: map[string]string{"en": "Norland"}}}
	ask(delegation.Chair, &negotiation.OpenProcess{Title: "Working group on ICT"})
	ask("norland", admit)
	ask(delegation.Chair, admit)
	// Output:
	// process.opened {"title":"Working group on ICT","rules":{}}
	// refused: norland: this delegation has not been admitted to the process
	// not allowed: true
	// delegation.admitted {"delegation":{"code":"norland","names":{"en":"Norland"}}}
}
