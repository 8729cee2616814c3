package timekeeper

import (
	"adref/pkg/event"
	"adref/pkg/eventlog"
)

// question is an adoption that is proposed, and who objects to it.
type question struct {
	revision int
	objects  map[string]bool // codes
}

// put keeps which adoptions are proposed, and what objections stand.
func (k *timekeeper) put(a eventlog.Aggregate, e event.Event) {
	switch e := e.(type) {
	case *event.AdoptionProposed:
		delete(k.failed, a)
		k.questions[a] = question{revision: e.Revision, objects: map[string]bool{}}
	case *event.ObjectionRaised:
		if q, ok := k.questions[a]; ok {
			q.objects[e.Attribution.By] = true
		}
	case *event.ObjectionWithdrawn:
		if q, ok := k.questions[a]; ok && !e.Silence {
			delete(q.objects, e.Attribution.By)
			if len(q.objects) == 0 {
				delete(k.failed, a)
			}
		}
	case *event.AdoptionBlocked, *event.TextAdopted, *event.RevisionTabled, *event.DocumentWithdrawn:
		delete(k.failed, a)
		delete(k.questions, a)
	}
}

// closed finds the adoptions that fail with a meeting: objections stand when it closes.
func (k *timekeeper) closed(process string, e *event.MeetingClosed, c eventlog.Stored) []deadline {
	var failed []deadline
	for a, q := range k.questions {
		if a.Process != process || len(q.objects) == 0 {
			continue
		}
		k.failed[a] = deadline{Process: process, Document: a.Document, Revision: q.revision, At: c.At, Meeting: e.Meeting}
		failed = append(failed, k.failed[a])
	}
	return failed
}
