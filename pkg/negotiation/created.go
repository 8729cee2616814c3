package negotiation

import (
	"strconv"

	"adref/pkg/event"
)

// Created is the ID of what an event brought into being: a meeting, an amendment, a bracket, a position, an explanation, the ordinal of a
// revision, the edition of a compendium; "" for an event that only changes something.
func Created(e event.Event) string {
	switch e := e.(type) {
	case *event.MeetingConvened:
		return e.Meeting
	case *event.RevisionTabled:
		return strconv.Itoa(e.Revision)
	case *event.AmendmentProposed:
		return e.Amendment
	case *event.AmendmentReintroduced:
		return e.Amendment
	case *event.TextBracketed:
		return e.Bracket
	case *event.AlternativesDeclared:
		return e.Alternatives
	case *event.PackageLinked:
		return e.Package
	case *event.PositionRecorded:
		return e.Position.ID
	case *event.PositionCorrected:
		return e.Position.ID
	case *event.ExplanationReceived:
		return e.Explanation.ID
	case *event.ExplanationCorrected:
		return e.Explanation.ID
	case *event.CompendiumIssued:
		return strconv.Itoa(e.Edition)
	}
	return ""
}
