package herald

import (
	"encoding/json"
	"strings"
	"testing"

	"adref/pkg/amendment"
	"adref/pkg/bracket"
	"adref/pkg/delegation"
	"adref/pkg/event"
	"adref/pkg/eventlog"
	"adref/pkg/negotiation"
	"adref/pkg/position"
)

func TestEveryKindIsToldInASentence(t *testing.T) {
	s := scene{process: &negotiation.Process{}, document: &negotiation.Document{}}
	for _, entry := range event.Catalogue {
		e := entry.New()
		c := eventlog.Stored{Commit: eventlog.Commit{Aggregate: eventlog.Aggregate{Process: "p", Document: "d"}, Events: []event.Stored{event.Encode(e)}}}
		got := s.tell(c, 0, e)
		if got.Says == entry.Kind || !strings.HasSuffix(got.Says, ".") && !strings.HasSuffix(got.Says, "…") {
			t.Errorf("%s is told as %q", entry.Kind, got.Says)
		}
		if got.Audience != string(position.Public) {
			t.Errorf("%s is for %q", entry.Kind, got.Audience)
		}
		if !json.Valid(got.Data) {
			t.Errorf("%s has no payload", entry.Kind)
		}
	}
}

func TestWhatIsSaidReadsWell(t *testing.T) {
	d := &negotiation.Document{}
	d.Revisions = []negotiation.Revision{{RevisionTabled: event.RevisionTabled{Revision: 1, Name: "Zero draft", Blocks: []event.Block{{ID: "p1", Cite: "12 (a)"}}}}}
	d.Amendments = []amendment.Amendment{{ID: "a1", Sponsors: []string{"norland", "gics"}, Proposal: amendment.Proposal{Anchor: amendment.Anchor{Paragraph: "p1"}}}}
	p := &negotiation.Process{
		Delegations: []delegation.Delegation{{Code: "norland", Names: map[string]string{"en": "Norland"}}},
		Groups:      []delegation.Group{{Code: "gics", Names: map[string]string{"en": "Group of Islands"}}},
	}
	p.Explanations = []position.Explanation{{ID: "e1", Attribution: delegation.Attribution{By: "norland"}}}
	s := scene{process: p, document: d}
	for _, c := range []struct {
		event event.Event
		want  string
	}{
		{&event.AmendmentProposed{Amendment: "a1", Attribution: delegation.Attribution{By: "norland", OnBehalfOf: []string{"gics"}}, Proposal: amendment.Proposal{
			Operation: amendment.DeleteWords, Anchor: amendment.Anchor{Paragraph: "p1", Quote: "timely and"}}},
			"Norland, on behalf of Group of Islands, (a1) asks to delete “timely and” in paragraph 12 (a)."},
		{&event.AmendmentProposed{Amendment: "a2", Attribution: delegation.Attribution{By: "norland"}, Oral: true, Proposal: amendment.Proposal{
			Operation: amendment.MergeParagraphs, Anchor: amendment.Anchor{Paragraph: "p1"}, With: []string{"p8", "p9"}}},
			"Norland (a2) asks to merge paragraphs p8, p9 into paragraph 12 (a), orally."},
		{&event.AuthorAttributed{Author: "Jane Doe", Parties: []string{"norland", "gics"}}, "“Jane Doe” writes for Norland and Group of Islands."},
		{&event.AuthorAttributed{Author: "Jane Doe", Parties: []string{}}, "Whom “Jane Doe” writes for is no longer said."},
		{&event.AmendmentRevised{Amendment: "a1", Attribution: delegation.Attribution{By: "norland"}, Proposal: amendment.Proposal{
			Operation: amendment.ReplaceWords, Amends: "a7", Anchor: amendment.Anchor{Paragraph: "p1", Quote: "two"}, Words: "four"}},
			"Norland revises amendment a1 of Norland and Group of Islands, which now asks to replace “two” by “four” in the words of amendment a7."},
		{&event.AmendmentStale{Amendment: "a1", Because: "a7", Reason: "a7 was revised"},
			"Amendment a1 of Norland and Group of Islands no longer stands on its words: a7 was revised."},
		{&event.AmendmentDisposed{Amendment: "a1", Disposition: amendment.TakenInPart, Reason: "The word “timely” stays."},
			"The chair's office: amendment a1 of Norland and Group of Islands is taken in part: The word “timely” stays."},
		{&event.SilenceBroken{Attribution: delegation.Attribution{By: "norland"}, Paragraphs: []string{"p1"}},
			"Norland breaks silence over paragraph 12 (a)."},
		{&event.ExplanationWithdrawn{Explanation: "e1", Reason: "consultations satisfied us"},
			"Norland withdraws its explanation of position (e1): consultations satisfied us."},
		{&event.ExplanationCorrected{Explanation: position.Explanation{ID: "e2", Corrects: "e1", Attribution: delegation.Attribution{By: "norland"}}},
			"Norland corrects its explanation of position (e2, was e1)."},
		{&event.CompendiumIssued{Edition: 2, Corrigendum: 1, Languages: []string{"es", "fr"}, Explanations: []string{"e2"}},
			"The compendium is issued again (Corr.1, es, fr): 1 explanation."},
		{&event.CompendiumIssued{Edition: 1, Language: "fr", Explanations: []string{"e1", "e2"}}, "The compendium is issued in French: 2 explanations."},
		{&event.CompendiumIssued{Edition: 3, Language: "ru", Addendum: 1, Explanations: []string{"e1", "e2"}}, "The compendium is issued in Russian again (Add.1): 2 explanations."},
		{&event.CompendiumIssued{Edition: 1, Explanations: []string{"e1", "e2"}}, "The compendium is issued again (Add.1): 2 explanations."},
		{&event.BracketAttributed{Attribution: delegation.Attribution{By: "norland"}, Wants: bracket.Delete, Anchor: amendment.Anchor{Paragraph: "p1", Quote: "[extreme]"}},
			"Norland wants to delete “[extreme]”, in brackets in paragraph 12 (a)."},
		{&event.BracketAttributed{Attribution: delegation.Attribution{By: "norland"}, Wants: bracket.Retain,
			Anchor: amendment.Anchor{Paragraph: "p1", Quote: "[States shall"}, Through: amendment.Anchor{Paragraph: "p2", Quote: "annually]"}},
			"Norland wants to retain “[States shall”, in brackets in paragraph 12 (a) up to “annually]” in paragraph p2."},
		{&event.TextAdopted{Revision: 1, How: "by consensus"}, "Zero draft is adopted by consensus."},
		{&event.PositionRecorded{Position: position.Position{Attribution: delegation.Attribution{By: "norland"}, Stance: position.Flexible, On: position.Target{Theme: "finance"}}},
			"Norland on “finance”: flexible."},
		{&event.PositionRecorded{Position: position.Position{Attribution: delegation.Attribution{By: delegation.Chair}, Stance: position.CanLiveWith}},
			"The chair's office on the text: can live with."},
	} {
		if got := s.news(eventlog.Stored{}, c.event).says; got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.event.Kind(), got, c.want)
		}
	}
}

func TestWhatIsForTheChairStaysWithTheChair(t *testing.T) {
	s := scene{process: &negotiation.Process{}, document: &negotiation.Document{}}
	forChair := position.Position{Audience: position.ChairOnly}
	for _, e := range []event.Event{&event.PositionRecorded{Position: forChair}, &event.PositionCorrected{Position: forChair}} {
		c := eventlog.Stored{Commit: eventlog.Commit{Events: []event.Stored{event.Encode(e)}}}
		if got := s.tell(c, 0, e).Audience; got != "chair" {
			t.Errorf("%s is told to %q", e.Kind(), got)
		}
	}
}
