package api_test

import (
	"errors"
	"fmt"
	"testing"

	"adref/pkg/api"
	"adref/pkg/eventlog"
	"adref/pkg/negotiation"
)

func TestASubjectIsReadAsItWasWritten(t *testing.T) {
	for _, c := range [][4]string{
		{"chair", "ict", "report", "table-revision"},
		{"norland", "ict", "", "explain-position"},
	} {
		s := api.CommandSubject(c[0], c[1], c[2], c[3])
		actor, process, document, verb, err := api.ParseCommandSubject(s)
		if got := [4]string{actor, process, document, verb}; got != c || err != nil {
			t.Errorf("%s is read as %v, %v", s, got, err)
		}
	}
}

func TestAForeignSubjectIsRefused(t *testing.T) {
	for _, s := range []string{"", "cmd", "cmd.a.b.c", "ev.a.b.c.d", "cmd.A.p.d.object", "cmd.a.p.d.e.f", "cmd.a.p.D.object", "cmd.*.p.d.object"} {
		if _, _, _, _, err := api.ParseCommandSubject(s); err == nil {
			t.Errorf("%q is taken", s)
		}
	}
}

func TestEveryRefusalHasACodeAndAStatus(t *testing.T) {
	for _, c := range []struct {
		err  error
		want api.Code
	}{
		{fmt.Errorf("amendment a1: %w", negotiation.ErrWithdrawn), api.Conflict},
		{negotiation.ErrNoParagraph, api.NotFound},
		{negotiation.ErrNotChair, api.Forbidden},
		{negotiation.ErrDeadline, api.Invalid},
		{fmt.Errorf("x: %w", eventlog.ErrUnavailable), api.Unavailable},
		{eventlog.ErrBroken, api.Broken},
		{&api.Error{Code: api.Forbidden, Message: "m"}, api.Forbidden},
		{errors.New("unheard of"), api.Internal},
	} {
		got := api.ErrorOf(c.err)
		if got.Code != c.want {
			t.Errorf("%v has code %s, want %s", c.err, got.Code, c.want)
		}
		if api.Status[got.Code] < 400 {
			t.Errorf("code %s has status %d", got.Code, api.Status[got.Code])
		}
	}
}

func TestAFilterNamesTheSubjectThatHoldsWhatItWants(t *testing.T) {
	for want, f := range map[string]api.Filter{
		"pub.*.*.*.*.*":                        {},
		"pub.public.ict.report.amendment.*":    {Audience: "public", Process: "ict", Document: "report", Kind: "amendment"},
		"pub.public.*.*.text.adopted":          {Audience: "public", Kind: "text.adopted"},
		"pub.chair.ict._record.process.opened": {Audience: "chair", Process: "ict", Document: eventlog.Record, Kind: "process.opened"},
	} {
		if got := f.Subject(); got != want {
			t.Errorf("%+v: subject %s, want %s", f, got, want)
		}
	}
}

func TestAFilterTakesWhatConcernsAParagraphOrADelegation(t *testing.T) {
	e := api.PublicEvent{Actor: "chair", Paragraphs: []string{"p7"}, Cites: []string{"12 (a)"}, Delegations: []string{"norland"}}
	for _, c := range []struct {
		f    api.Filter
		want bool
	}{
		{api.Filter{}, true},
		{api.Filter{Paragraph: "p7"}, true},
		{api.Filter{Paragraph: "12 (a)"}, true},
		{api.Filter{Paragraph: "12"}, false},
		{api.Filter{Delegation: "norland"}, true},
		{api.Filter{Delegation: "chair"}, true},
		{api.Filter{Delegation: "sudria"}, false},
	} {
		if got := c.f.Wants(e); got != c.want {
			t.Errorf("%+v: %v", c.f, got)
		}
	}
}
