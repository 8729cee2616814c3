package eventlog_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"adref/pkg/event"
	"adref/pkg/eventlog"
)

// A writer builds its commit on the one that it has read. Of two that do so at once, one has to read again.
func Example() {
	ctx := context.Background()
	var log eventlog.Log = eventlog.NewMemory()
	first := eventlog.Commit{
		Aggregate: eventlog.Aggregate{Process: "oewg", Document: "report"},
		Version:   1,
		Command:   "c1",
		Verb:      "open-document",
		Actor:     "chair",
		At:        time.Date(2026, 5, 4, 10, 0, 0, 0, time.UTC),
		Schema:    eventlog.Schema,
		Events:    []event.Stored{event.Encode(event.DocumentOpened{Title: "Draft report"})},
	}.Seal()
	r, err := log.Append(ctx, first)
	fmt.Println(r, err)

	r, err = log.Append(ctx, first) // the answer was lost: ask again
	fmt.Println(r, err)

	rival := first
	rival.Command = "c2"
	_, err = log.Append(ctx, rival.Seal())
	fmt.Println(errors.Is(err, eventlog.ErrConflict), err)

	report, err := eventlog.Verify(ctx, log)
	fmt.Println(report.OK(), report.Commits, err)
	// Output:
	// {1 1 false} <nil>
	// {1 1 true} <nil>
	// true the aggregate has changed since it was read: oewg/report is at version 1, version 1 was offered
	// true 1 <nil>
}
