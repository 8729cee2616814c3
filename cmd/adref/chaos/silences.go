//go:build linux

package main

import (
	"context"
	"fmt"
	"time"

	"adref/pkg/delegation"
	"adref/pkg/eventlog"
	"adref/pkg/negotiation"
)

// quiet is the document of each process on which a silence procedure runs that nobody breaks. Its deadline passes during the storm,
// and the timekeepers must conclude it, once.
const quiet = "quiet"

// hush opens the silences; their deadlines are spread over the storm.
func (c *client) hush(ctx context.Context, lasts time.Duration) error {
	began := time.Now()
	for p := range processes {
		deadline := began.Add(lasts * time.Duration(p+1) / (processes + 1))
		for _, command := range []negotiation.Command{
			negotiation.OpenDocument{Title: quiet},
			negotiation.TableRevision{Name: "Zero draft", Format: "markdown", Content: text},
			negotiation.OpenSilence{Deadline: deadline.UTC()},
		} {
			if err := c.send(ctx, delegation.Chair, fmt.Sprint("p", p), quiet, command); err != nil {
				return err
			}
			if len(c.load.refused) > 0 {
				return fmt.Errorf("%s was refused: %v", command.Verb(), c.load.refused)
			}
		}
	}
	return nil
}

// byTimekeeper says whether a commit is one that a deadline caused: no client asked for it.
func byTimekeeper(c eventlog.Stored) bool {
	return c.Document == quiet && c.Verb == negotiation.ConcludeSilence{}.Verb()
}

// silences counts the conclusions on each quiet document.
func silences(commits []eventlog.Stored) map[string]int {
	times := map[string]int{}
	for p := range processes {
		times[fmt.Sprint("p", p)] = 0
	}
	for _, c := range commits {
		if byTimekeeper(c) {
			times[c.Process]++
		}
	}
	return times
}
