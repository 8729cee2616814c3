// Package api is the contract over the wire: subjects, requests, replies, errors, public events, the keys of views.
package api

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"adref/pkg/delegation"
	"adref/pkg/eventlog"
)

// CommandSubject is where a command is sent: cmd.<actor>.<process>.<document>.<verb>. Who asks stands in the subject, so that
// permissions of the NATS server enforce it. document is eventlog.Record for a command of the process itself.
func CommandSubject(actor, process, document, verb string) string {
	if document == "" {
		document = eventlog.Record
	}
	return strings.Join([]string{"cmd", actor, process, document, verb}, ".")
}

// ParseCommandSubject is the reverse of CommandSubject; document is "" for eventlog.Record.
func ParseCommandSubject(subject string) (actor, process, document, verb string, err error) {
	t := strings.Split(subject, ".")
	if len(t) != 5 || t[0] != "cmd" {
		return "", "", "", "", fmt.Errorf("subject %q is not cmd.<actor>.<process>.<document>.<verb>", subject)
	}
	for _, c := range t[1:3] {
		if err := delegation.CheckCode(c); err != nil {
			return "", "", "", "", err
		}
	}
	if t[3] == eventlog.Record {
		t[3] = ""
	} else if err := delegation.CheckCode(t[3]); err != nil {
		return "", "", "", "", err
	}
	return t[1], t[2], t[3], t[4], nil
}

// Call is the payload of a command. The same ID twice has one effect and the same reply.
type Call struct {
	ID   string          `json:"id"` // UUIDv7
	Body json.RawMessage `json:"body"`
	// Until is when the client stops waiting for the answer to this try, by its own clock; the zero time is never. The command
	// is not decided after that, so that what another replica answers to the next try is the last word.
	Until time.Time `json:"until,omitzero"`
}

// Reply says what a command caused.
type Reply struct {
	// Seq is the place of the commit in the log; a read may ask for at least that Seq.
	Seq     uint64   `json:"seq"`
	Version uint64   `json:"version"` // of the aggregate
	Events  []string `json:"events"`  // kinds
	// Created is the ID of what the command made: an amendment "a7", a bracket "k2", a position "s3", an explanation "e1", the
	// ordinal of a revision; "" for none.
	Created string `json:"created,omitempty"`
}

// PublicEvent is an event as it is announced: CloudEvents 1.0, structured JSON.
type PublicEvent struct {
	SpecVersion     string          `json:"specversion"` // "1.0"
	ID              string          `json:"id"`          // "<command>/<index>"
	Source          string          `json:"source"`      // "/processes/<process>/documents/<document>"
	Type            string          `json:"type"`        // "amendment.proposed"
	Time            time.Time       `json:"time"`
	Subject         string          `json:"subject,omitempty"` // the paragraph: its block ID
	DataContentType string          `json:"datacontenttype"`   // "application/json"
	Process         string          `json:"process"`
	Document        string          `json:"document,omitempty"`
	Actor           string          `json:"actor"`
	Audience        string          `json:"audience"`
	Paragraphs      []string        `json:"paragraphs,omitempty"`  // block IDs that the event concerns
	Cites           []string        `json:"cites,omitempty"`       // the same as cited in the current revision
	Delegations     []string        `json:"delegations,omitempty"` // codes that the event concerns
	Seq             uint64          `json:"seq"`                   // of the commit in the log
	Index           int             `json:"index"`                 // of the event in the commit
	Says            string          `json:"says"`                  // the event in a sentence
	Data            json.RawMessage `json:"data"`
	// Sequence is the place in the public stream, where a watcher resumes. It is set on reception and not stored.
	Sequence uint64 `json:"sequence,omitempty"`
}

// After reports whether the event comes after another one in the log. The public stream is in this order; where an event is
// not after the one before it, the stream lost events and is filled again.
func (e PublicEvent) After(o PublicEvent) bool {
	return e.Seq > o.Seq || e.Seq == o.Seq && e.Index > o.Index
}

// PublicSubject is where an event is announced: pub.<audience>.<process>.<document>.<noun>.<verb>, and the same under live.
func PublicSubject(audience, process, document, kind string) string {
	if document == "" {
		document = eventlog.Record
	}
	return strings.Join([]string{"pub", audience, process, document, kind}, ".")
}
