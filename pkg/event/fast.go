package event

import (
	"adref/pkg/amendment"
	"adref/pkg/delegation"
	"adref/pkg/meeting"
	"adref/pkg/position"
	"adref/pkg/scan"
	"adref/pkg/text"
)

// fast reads the events of which there are most, in the form in which Encode writes them; ok is false where encoding/json must.
// A log is mostly amendments and positions, and reading them is most of a replay.
func fast(stored Stored) (e Event, ok bool) {
	s := scan.Of(stored.Data)
	switch stored.Kind {
	case "amendment.proposed":
		e = amendmentProposed(&s)
	case "amendment.cosponsored":
		e = amendmentCosponsored(&s)
	case "amendment.disposed":
		e = amendmentDisposed(&s)
	case "position.recorded":
		e = positionRecorded(&s)
	}
	return e, s.Done()
}

func amendmentProposed(s *scan.Scanner) *AmendmentProposed {
	e := new(AmendmentProposed)
	s.Take("{")
	e.Amendment = s.Text(`"amendment":`)
	s.Need(`"attribution":`)
	e.Attribution = attribution(s)
	e.Sponsors = s.Texts(`"sponsors":`)
	s.Need(`"proposal":`)
	e.Proposal = proposal(s)
	e.Before = s.Option(`"before":`)
	e.After = s.Option(`"after":`)
	e.Oral = s.Flag(`"oral":`)
	e.Mode = meeting.Mode(s.Option(`"mode":`))
	s.Take("}") // one that was read out of a file has more, and goes the other way
	return e
}

func amendmentCosponsored(s *scan.Scanner) *AmendmentCosponsored {
	e := new(AmendmentCosponsored)
	s.Take("{")
	e.Amendment = s.Text(`"amendment":`)
	e.Sponsors = s.Texts(`"sponsors":`)
	s.Take("}")
	return e
}

func amendmentDisposed(s *scan.Scanner) *AmendmentDisposed {
	e := new(AmendmentDisposed)
	s.Take("{")
	e.Amendment = s.Text(`"amendment":`)
	e.Disposition = amendment.Disposition(s.Text(`"disposition":`))
	e.Reason = s.Option(`"reason":`)
	s.Take("}")
	return e
}

func positionRecorded(s *scan.Scanner) *PositionRecorded {
	e := new(PositionRecorded)
	p := &e.Position
	s.Take(`{"position":{`)
	p.ID = s.Text(`"id":`)
	s.Need(`"attribution":`)
	p.Attribution = attribution(s)
	p.Revision = int(s.Number(`"revision":`))
	p.From = int(s.NumberOption(`"from":`))
	s.Need(`"on":`)
	p.On = target(s)
	p.Stance = position.Stance(s.Text(`"stance":`))
	p.Words = s.Option(`"words":`)
	p.Source = position.Source(s.Text(`"source":`))
	p.ReportedBy = s.Option(`"reportedBy":`)
	p.Capacity = position.Capacity(s.Option(`"capacity":`))
	p.Mode = meeting.Mode(s.Option(`"mode":`))
	p.Audience = position.Audience(s.Text(`"audience":`))
	p.Corrects = s.Option(`"corrects":`)
	p.At = s.Time(`"at":`)
	s.Take("}}")
	return e
}

func attribution(s *scan.Scanner) (a delegation.Attribution) {
	s.Take("{")
	a.By = s.Text(`"by":`)
	a.OnBehalfOf = s.TextsOption(`"onBehalfOf":`)
	s.Take("}")
	return a
}

func proposal(s *scan.Scanner) (p amendment.Proposal) {
	s.Take("{")
	p.Operation = amendment.Operation(s.Known(`"operation":`, operations))
	s.Need(`"anchor":`)
	p.Anchor = anchor(s)
	p.Words = s.Option(`"words":`)
	p.To = s.Option(`"to":`)
	p.With = s.TextsOption(`"with":`)
	p.Amends = s.Option(`"amends":`)
	p.Rationale = s.Option(`"rationale":`)
	s.Take("}")
	return p
}

// operations are those of which there are most.
var operations = []string{string(amendment.ReplaceWords), string(amendment.InsertWords), string(amendment.DeleteWords)}

func anchor(s *scan.Scanner) (a amendment.Anchor) {
	s.Take("{")
	a.Revision = int(s.Number(`"revision":`))
	a.Paragraph = s.Text(`"paragraph":`)
	a.Quote = s.Option(`"quote":`)
	a.Span = span(s)
	a.From = int(s.NumberOption(`"from":`))
	s.Take("}")
	return a
}

func target(s *scan.Scanner) (t position.Target) {
	s.Take("{")
	t.Paragraph = s.Option(`"paragraph":`)
	t.Quote = s.Option(`"quote":`)
	t.Span = span(s)
	t.Amendment = s.Option(`"amendment":`)
	t.Alternatives = s.Option(`"alternatives":`)
	t.Theme = s.Option(`"theme":`)
	s.Take("}")
	return t
}

func span(s *scan.Scanner) (p text.Span) {
	if !s.Has(`"span":`) {
		return p
	}
	s.Take("{")
	p.Start = int(s.Number(`"start":`))
	p.End = int(s.Number(`"end":`))
	s.Take("}")
	return p
}
