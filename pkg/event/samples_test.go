package event_test

import (
	"time"

	"adref/pkg/amendment"
	"adref/pkg/bracket"
	"adref/pkg/consensus"
	"adref/pkg/delegation"
	"adref/pkg/event"
	"adref/pkg/meeting"
	"adref/pkg/position"
	"adref/pkg/text"
)

// samples are one event of each kind with every field set; the golden files hold them.
func samples() []event.Event {
	at := time.Date(2026, 7, 29, 16, 30, 0, 0, time.UTC)
	who := delegation.Attribution{By: "norland", OnBehalfOf: []string{"friends"}}
	rules := consensus.Rules{
		Silence: consensus.Duration(consensus.DefaultSilence), Bracket: consensus.ChairOffice, Lift: consensus.ChairOffice,
		Bis: consensus.Alternative, Formal: []string{"agree-paragraph"}, Informal: []string{"adopt-programme"},
		GroupsBind: true, Ladder: []string{"agreed in informals", "agreed in plenary"},
	}
	anchor := amendment.Anchor{Revision: 2, Paragraph: "p17", Quote: "subjective ", Span: text.Span{Start: 21, End: 32}, From: 1}
	proposal := amendment.Proposal{
		Operation: amendment.ReplaceWords, Anchor: anchor, Words: "measurable ", To: "p3", With: []string{"p4"}, Amends: "a2",
		Rationale: "the words are subjective",
	}
	before, after := "The Group recommends subjective steps.", "The Group recommends measurable steps."
	said := position.Position{
		ID: "s3", Attribution: who, Revision: 2, From: 1, On: position.Target{Paragraph: "p17", Quote: anchor.Quote, Span: anchor.Span, Amendment: "a7", Alternatives: "o1", Theme: "capacity-building"},
		Stance: position.CanLiveWith, Words: "if paragraph 3 stays", Source: position.Reported, ReportedBy: "a monitor",
		Capacity: position.ForGroup, Mode: meeting.Closed, Audience: position.Delegations, Corrects: "s2", At: at,
	}
	explained := position.Explanation{
		ID: "e1", Document: "report", Attribution: who, Kind: position.Dissociates, Before: true, Language: "fr",
		Text: "Ma délégation se dissocie du paragraphe 12.", Paragraphs: []string{"OP 12"}, At: at, Late: true,
		Corrects: "e0", CorrectedAt: at.AddDate(0, 0, 1),
	}
	source, parsed := text.Digest("source"), text.Digest("parsed")
	return []event.Event{
		&event.ProcessOpened{Title: "Security of ICT", Body: "Open-ended working group on security of ICT", Rules: rules},
		&event.DelegationAdmitted{Delegation: delegation.Delegation{
			Code: "norland", Names: map[string]string{"en": "Norland", "fr": "Norlande"}, Aliases: []string{"NL"}, SortKeys: map[string]string{"zh": "诺兰"}, Observer: true,
		}},
		&event.GroupFormed{Group: delegation.Group{
			Code: "friends", Names: map[string]string{"en": "Friends of the text"}, Aliases: []string{"FoT"}, Members: []string{"norland", "sudmark"},
		}, Since: at.AddDate(0, -1, 0), Until: at},
		&event.AuthorAttributed{Author: "Jane Doe", Parties: []string{"norland", "friends"}},
		&event.RulesSet{Rules: rules},
		&event.MeetingConvened{Meeting: "m1", Name: "First meeting", Mode: meeting.Formal, Since: at},
		&event.ProgrammeAdopted{Meeting: "m1", Programme: "A/AC.311/2026/L.1"},
		&event.ProgrammeBlocked{Meeting: "m1", Programme: "A/AC.311/2026/L.1", By: []string{"norland"}, Reason: "the modalities are open"},
		&event.ModeChanged{Meeting: "m1", Mode: meeting.Informal, DecidedBy: "chair", Since: at, Reason: "to hear stakeholders"},
		&event.ModeDisputed{Meeting: "m1", Attribution: who, Mode: meeting.Formal, Since: at, Reason: "the meeting was called to order"},
		&event.MeetingSuspended{Meeting: "m1", Since: at, Reason: "for consultations"},
		&event.MeetingClosed{Meeting: "m1", Since: at},
		&event.DocumentOpened{Title: "Annual progress report", Symbol: "A/AC.311/2026/CRP.1"},
		&event.RevisionTabled{
			Revision: 2, Name: "Rev.1", Symbol: "A/AC.311/2026/CRP.1/Rev.1", Language: "en", Format: "markdown",
			Source: source, Text: parsed, Published: true, Letter: "Excellency, …", Algorithm: "adref-diff/1",
			Blocks: []event.Block{{
				ID: "p17", Label: "12 bis", Cite: "12 bis", Kind: text.Paragraph,
				Digest: text.Digest("12 bis\x00States report."), Wording: text.Digest("States report."),
			}},
		},
		&event.MatchCorrected{Revision: 2, Renames: []event.Rename{{From: "p17", To: "p12"}}, Reason: "it was paragraph 11"},
		&event.AmendmentProposed{
			Amendment: "a7", Attribution: who, Sponsors: []string{"friends"}, Proposal: proposal, Before: before, After: after,
			Oral: true, Mode: meeting.Informal, Source: amendment.Source{Digest: source, Name: "Norland.docx", Author: "Jane Doe", At: at},
		},
		&event.AmendmentRevised{
			Amendment: "a7", Attribution: who, Proposal: proposal, Before: before, After: after, Oral: true, Mode: meeting.Informal,
		},
		&event.AmendmentCosponsored{Amendment: "a7", Sponsors: []string{"estia"}},
		&event.AmendmentLeft{Amendment: "a7", Sponsors: []string{"estia"}},
		&event.AmendmentWithdrawn{Amendment: "a7", Reason: "in a spirit of compromise"},
		&event.AmendmentReintroduced{
			Amendment: "a9", Of: "a7", Attribution: who, Sponsors: []string{"friends"}, Proposal: proposal, Before: before, After: after,
			Mode: meeting.Informal,
		},
		&event.AmendmentDisposed{Amendment: "a7", Disposition: amendment.TakenInPart, Reason: "as a footnote"},
		&event.AmendmentStale{Amendment: "a8", Because: "a7", Reason: "a7 was taken and changes the same words"},
		&event.TextBracketed{Bracket: "k2", Attribution: who, Anchor: anchor, Reason: "subjective"},
		&event.BracketAttributed{Bracket: "k2", Attribution: who, Wants: bracket.Delete, Anchor: anchor, Through: anchor},
		&event.AlternativesDeclared{Alternatives: "o1", Revision: 2, Reason: "as the co-chairs see it", Options: []event.Option{
			{Name: "Option 1", Anchor: anchor, From: "p17", To: "p19", NoText: true},
		}},
		&event.BracketLifted{Bracket: "k2", Reason: "agreed in informals"},
		&event.PositionRecorded{Position: said},
		&event.PositionCorrected{Position: said, Reason: "it was said of paragraph 17"},
		&event.ParagraphAgreed{Revision: 2, Paragraph: "p17", Digest: text.Digest("States report."), Status: "agreed in informals", Pending: []string{"estia"}},
		&event.ParagraphReopened{Paragraph: "p17", Reason: "the wording changed in Rev.2"},
		&event.PackageLinked{Package: "g1", Attribution: who, Revision: 2, Paragraphs: []string{"p17", "p19"}, Reason: "the fund and the directory"},
		&event.SilenceOpened{Revision: 2, Digest: parsed, Deadline: at},
		&event.SilenceExtended{Revision: 2, Deadline: at, Reason: "a holiday in the capital"},
		&event.SilenceBroken{Attribution: who, Paragraphs: []string{"p17"}, Reason: "insufficient time"},
		&event.ObjectionLate{Revision: 2, Attribution: who, Paragraphs: []string{"p17"}, Reason: "instructions arrived late"},
		&event.SilenceConcluded{Revision: 2, Digest: parsed},
		&event.AdoptionProposed{Revision: 2, Digest: parsed},
		&event.ObjectionRaised{Attribution: who, Paragraphs: []string{"p17"}, Reason: "insufficient time"},
		&event.ObjectionWithdrawn{Attribution: who, Reason: "explanations of position will be recorded", Silence: true},
		&event.AdoptionBlocked{Revision: 2, By: []string{"norland"}, Reason: "the meeting rose"},
		&event.TextAdopted{Revision: 3, Digest: parsed, How: "by consensus, as orally amended", Proposed: 2, Amendments: []string{"a7"}},
		&event.TextCorrected{
			Corrigendum: 1, Revision: 3, Symbol: "A/AC.311/2026/L.1/Corr.1", Languages: []string{"fr"},
			Corrections: []event.Correction{{Language: "fr", Paragraph: "p17", For: "78/650", Read: "78/560"}}, Reason: "a wrong citation",
		},
		&event.DocumentWithdrawn{Reason: "no agreement is in sight"},
		&event.ExplanationsInvited{Document: "report", Deadline: at},
		&event.ExplanationReceived{Explanation: explained},
		&event.ExplanationCorrected{Explanation: explained, Reason: "a wrong paragraph"},
		&event.ExplanationWithdrawn{Document: "report", Explanation: "e1", Reason: "consultations satisfied the delegation"},
		&event.CompendiumIssued{
			Document: "report", Symbol: "A/AC.311/2026/INF/4", Edition: 1, Digest: parsed, Explanations: []string{"e1", "e2"},
			Addendum: 1, Corrigendum: 2, Languages: []string{"fr"}, Language: "fr",
		},
	}
}
