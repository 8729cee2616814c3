package negotiation_test

import (
	"fmt"
	"strings"
	"time"

	"pgregory.net/rapid"

	"adref/pkg/amendment"
	"adref/pkg/bracket"
	"adref/pkg/consensus"
	"adref/pkg/delegation"
	"adref/pkg/event"
	"adref/pkg/meeting"
	"adref/pkg/negotiation"
	"adref/pkg/position"
	"adref/pkg/text"
)

// command is any command, more often than not one that has a meaning.
func (m *model) command() negotiation.Command {
	commands := []func() negotiation.Command{
		func() negotiation.Command { return &negotiation.OpenProcess{Title: "Again"} },
		func() negotiation.Command { return m.admit() },
		func() negotiation.Command { return m.form() },
		func() negotiation.Command { return &negotiation.SetRules{Rules: m.rules()} },
		func() negotiation.Command { return m.meeting() },
		func() negotiation.Command { return &negotiation.OpenDocument{Title: "Again"} },
		func() negotiation.Command { return m.revision() },
		func() negotiation.Command { return m.revision() },
		func() negotiation.Command {
			return &negotiation.CorrectMatch{Revision: m.pick(0, 1, 2, 3, 4), Block: m.paragraph(), Same: m.one("same", "", "p1", "p2", "p3", "p4", "p5")}
		},
		func() negotiation.Command { return m.proposal() },
		func() negotiation.Command { return m.proposal() },
		func() negotiation.Command {
			return &negotiation.JoinSponsors{By: m.by(), OnBehalfOf: m.behalf(), Amendment: m.id("a")}
		},
		func() negotiation.Command {
			return &negotiation.AmendAmendment{By: m.by(), OnBehalfOf: m.behalf(), Amendment: m.id("a"), Proposal: m.proposal().Proposal}
		},
		func() negotiation.Command {
			return &negotiation.AmendAmendment{By: m.by(), Amendment: m.id("a"), Proposal: m.onWords()}
		},
		func() negotiation.Command {
			return &negotiation.LeaveSponsors{By: m.by(), OnBehalfOf: m.behalf(), Amendment: m.id("a")}
		},
		func() negotiation.Command {
			return &negotiation.ReintroduceAmendment{By: m.by(), OnBehalfOf: m.behalf(), Amendment: m.id("a")}
		},
		func() negotiation.Command { return &negotiation.WithdrawAmendment{Amendment: m.id("a")} },
		func() negotiation.Command {
			return &negotiation.DisposeAmendment{Amendment: m.id("a"), Disposition: amendment.Disposition(m.one("disposition", "taken", "taken-in-part", "bracketed", "not-taken", "?"))}
		},
		func() negotiation.Command {
			return &negotiation.BracketText{By: m.by(), OnBehalfOf: m.behalf(), Anchor: m.anchor()}
		},
		func() negotiation.Command { return &negotiation.LiftBracket{Bracket: m.id("k")} },
		func() negotiation.Command { return &negotiation.LiftBracket{Bracket: m.id("k")} },
		func() negotiation.Command {
			return &negotiation.AttributeBracket{By: m.by(), Bracket: m.id("k"), Wants: bracket.Wish(m.one("wants", "retain", "delete", "?"))}
		},
		func() negotiation.Command {
			return &negotiation.AttributeBracket{By: m.by(), Anchor: amendment.Anchor{Paragraph: m.paragraph(), Quote: "[shall]"}, Wants: bracket.Retain}
		},
		func() negotiation.Command {
			return &negotiation.DeclareAlternatives{Options: []event.Option{{From: m.paragraph(), To: m.paragraph()}, {From: m.paragraph()}, {NoText: m.likely()}}}
		},
		func() negotiation.Command {
			return &negotiation.LinkPackage{By: m.by(), Paragraphs: []string{m.paragraph(), m.paragraph()}}
		},
		func() negotiation.Command {
			return &negotiation.AgreeParagraph{Paragraph: m.paragraph(), Status: m.one("status", "", "agreed", "green"), Pending: m.pending()}
		},
		func() negotiation.Command { return m.position() },
		func() negotiation.Command {
			return &negotiation.CorrectPosition{Position: m.id("s"), Stance: position.Stance(m.one("stance", "flexible", "supports", "?"))}
		},
		func() negotiation.Command { return &negotiation.AgreeParagraph{Paragraph: m.paragraph()} },
		func() negotiation.Command { return &negotiation.AgreeParagraph{Paragraph: m.paragraph()} },
		func() negotiation.Command { return &negotiation.ReopenParagraph{Paragraph: m.paragraph()} },
		func() negotiation.Command {
			return &negotiation.OpenSilence{Deadline: m.now.Add(time.Duration(m.pick(1, 72, 80)) * time.Hour)}
		},
		func() negotiation.Command {
			return &negotiation.BreakSilence{By: m.by(), OnBehalfOf: m.behalf(), Paragraphs: m.paragraphs()}
		},
		func() negotiation.Command {
			return &negotiation.ExtendSilence{Deadline: m.now.Add(time.Duration(m.pick(1, 72, 100)) * time.Hour)}
		},
		func() negotiation.Command { return &negotiation.ConcludeSilence{} },
		func() negotiation.Command { return &negotiation.ProposeAdoption{} },
		func() negotiation.Command {
			return &negotiation.Object{By: m.by(), OnBehalfOf: m.behalf(), Paragraphs: m.paragraphs()}
		},
		func() negotiation.Command { return &negotiation.WithdrawObjection{By: m.by()} },
		func() negotiation.Command { return &negotiation.AdoptText{} },
		func() negotiation.Command { return &negotiation.AdoptText{Amendments: []string{m.id("a")}} },
		func() negotiation.Command { return m.oral() },
		func() negotiation.Command { return m.oral() },
		func() negotiation.Command { return &negotiation.BlockAdoption{} },
		func() negotiation.Command {
			return &negotiation.CorrectText{Languages: []string{"fr"}, Corrections: []event.Correction{{Language: "fr", Paragraph: m.paragraph(), For: "a", Read: "à"}}}
		},
		func() negotiation.Command { return m.rarely(&negotiation.WithdrawDocument{}) },
		func() negotiation.Command {
			return &negotiation.InviteExplanations{Deadline: m.now.Add(time.Duration(m.pick(-1, 1, 48)) * time.Hour)}
		},
		func() negotiation.Command {
			return &negotiation.ExplainPosition{By: m.by(), OnBehalfOf: m.behalf(), Language: m.one("language", "en", "zh-Hans", "?"), Text: "My delegation …"}
		},
		func() negotiation.Command {
			return &negotiation.CorrectExplanation{Explanation: m.id("e"), Text: m.one("text", "My delegation …", "Our delegation …")}
		},
		func() negotiation.Command { return &negotiation.WithdrawExplanation{Explanation: m.id("e")} },
		func() negotiation.Command {
			return &negotiation.IssueCompendium{Digest: "00", Language: m.one("language", "en", "fr")}
		},
	}
	return commands[rapid.IntRange(0, len(commands)-1).Draw(m.rt, "command")]()
}

func (m *model) admit() negotiation.Command {
	return &negotiation.AdmitDelegation{Delegation: delegation.Delegation{
		Code: m.one("code", "norland", "westmark", "friends", "chair"), Names: map[string]string{"en": m.one("name", "Norland", "Westmark")},
	}}
}

func (m *model) form() negotiation.Command {
	return &negotiation.FormGroup{Group: delegation.Group{
		Code: m.one("code", "friends", "coast", "estia"), Names: map[string]string{"en": m.one("name", "Friends", "Coast")},
		Members: rapid.SliceOfN(rapid.SampledFrom([]string{"norland", "sudmark", "estia", "elsewhere"}), 0, 3).Draw(m.rt, "members"),
	}}
}

func (m *model) rules() consensus.Rules {
	return consensus.Rules{
		Silence: consensus.Duration(time.Duration(m.pick(0, 24, -1)) * time.Hour),
		Ladder:  rapid.SampledFrom([][]string{nil, {"green"}, {"yellow", "green"}}).Draw(m.rt, "ladder"),
		Bracket: consensus.Who(m.one("bracket", "", "chair")), Lift: consensus.Who(m.one("lift", "", "chair")),
	}
}

func (m *model) meeting() negotiation.Command {
	mode := meeting.Mode(m.one("mode", "formal", "formal", "informal", "closed", "?"))
	since := time.Time{}
	if !m.likely() {
		since = m.now.Add(time.Duration(m.pick(-24, -1, 1)) * time.Hour)
	}
	return rapid.SampledFrom([]negotiation.Command{
		&negotiation.ConveneMeeting{Name: "Meeting", Mode: mode, Since: since},
		&negotiation.AdoptProgramme{Programme: "Programme"},
		&negotiation.AdoptProgramme{Programme: "Programme", Objecting: []string{m.one("objecting", "norland", "union")}},
		&negotiation.ChangeMode{Mode: mode, Since: since},
		&negotiation.DisputeMode{By: m.by(), Mode: mode, Since: since},
		&negotiation.SuspendMeeting{Since: since},
		&negotiation.CloseMeeting{Since: since},
	}).Draw(m.rt, "meeting")
}

// revision is a text of the same few sentences in some order, numbered anew or with the old numbers.
func (m *model) revision() negotiation.Command {
	sentences := []string{
		"States should cooperate.", "States [shall] report annually.", "States shall report annually.", "Groups should cooperate.",
		"The Group recommends concrete, action-oriented steps and other concrete measures.", "The Group recommends steps.",
	}
	chosen := rapid.SliceOfNDistinct(rapid.SampledFrom(sentences), 1, len(sentences), rapid.ID[string]).Draw(m.rt, "sentences")
	var b strings.Builder
	for i, s := range chosen {
		fmt.Fprintf(&b, "%d. %s\n", i+1, s)
	}
	return &negotiation.TableRevision{
		Name: fmt.Sprintf("Rev.%d", rapid.IntRange(1, 20).Draw(m.rt, "rev")), Content: b.String(),
		Published: rapid.IntRange(0, 3).Draw(m.rt, "published") == 0,
	}
}

func (m *model) proposal() *negotiation.ProposeAmendment {
	return &negotiation.ProposeAmendment{By: m.by(), OnBehalfOf: m.behalf(), Proposal: amendment.Proposal{
		Operation: amendment.Operation(m.one("operation", "replace-words", "insert-words", "delete-words", "insert-paragraph", "delete-paragraph",
			"move-paragraph", "split-paragraph", "merge-paragraphs", "?")),
		Anchor: m.anchor(), Words: m.one("words", "", "voluntarily", "should"), To: m.paragraph(), With: m.paragraphs(),
		Amends: m.one("amends", "", "", "", "a1"),
	}}
}

// oral is an amendment from the floor, mostly read back as it is.
func (m *model) oral() negotiation.Command {
	blocks := m.texts[len(m.texts)-1].Blocks
	i := rapid.IntRange(0, len(blocks)-1).Draw(m.rt, "block")
	p := amendment.Proposal{Operation: amendment.ReplaceWords, Words: "Delegations", Anchor: amendment.Anchor{Paragraph: m.current().Blocks[i].ID}}
	p.Anchor.Quote, _, _ = strings.Cut(blocks[i].Text, " ")
	resolved, err := amendment.Resolve(p, blocks[i].Text)
	if err != nil || !m.likely() {
		return &negotiation.ProposeAmendment{Proposal: p, Oral: true, Reads: "States cooperate."}
	}
	return &negotiation.ProposeAmendment{By: m.by(), Proposal: p, Oral: true, Reads: amendment.Apply(resolved, blocks[i].Text)}
}

// rarely is the command, or mostly one that nobody may do.
func (m *model) rarely(c negotiation.Command) negotiation.Command {
	if rapid.IntRange(0, 29).Draw(m.rt, "rarely") > 0 {
		return &negotiation.OpenDocument{Title: "Again"}
	}
	return c
}

// onWords is a proposal on the words that amendments of the model want.
func (m *model) onWords() amendment.Proposal {
	return amendment.Proposal{
		Operation: amendment.ReplaceWords, Anchor: amendment.Anchor{Quote: m.one("quote", "voluntarily", "should")}, Words: m.one("words", "shall", "should"),
	}
}

func (m *model) position() negotiation.Command {
	on := rapid.SampledFrom([]position.Target{
		{}, {Paragraph: "1"}, {Paragraph: "2", Quote: "States"}, {Amendment: "a1"}, {Amendment: "a1", Paragraph: "1"}, {Quote: "x"}, {Alternatives: "o1"}, {Theme: "finance"},
	}).Draw(m.rt, "target")
	return &negotiation.RecordPosition{By: m.by(), OnBehalfOf: m.behalf(), On: on, Stance: position.Stance(m.one("stance", "opposes", "supports", "?"))}
}

// anchor is more often than not one that holds.
func (m *model) anchor() amendment.Anchor {
	a := amendment.Anchor{Revision: m.pick(0, 0, 0, 0, 1, 9), Paragraph: m.paragraph(), Quote: m.one("quote", "should", "other concrete", "")}
	if i, ok := m.current().Find(a.Paragraph); ok && m.likely() {
		a.Quote, _, _ = strings.Cut(m.current().Blocks[i].Text, " ")
	}
	if m.pick(0, 0, 0, 1) == 1 {
		a.Span = text.Span{Start: 0, End: 6}
	}
	return a
}

// paragraph is more often than not one of the current text.
func (m *model) paragraph() string {
	if blocks := m.current().Blocks; m.likely() {
		return rapid.SampledFrom(blocks).Draw(m.rt, "block").ID
	}
	return m.one("paragraph", "1", "2", "PP1", "p2", "p9", "")
}

func (m *model) likely() bool { return rapid.IntRange(0, 9).Draw(m.rt, "likely") > 1 }

func (m *model) paragraphs() []string {
	return rapid.SliceOfN(rapid.SampledFrom([]string{"1", "2", "p2", "9"}), 0, 2).Draw(m.rt, "paragraphs")
}

func (m *model) by() string { return m.one("by", "", "", "", "", "norland", "estia", "elsewhere") }

func (m *model) behalf() []string {
	return rapid.SampledFrom([][]string{nil, nil, nil, nil, {"friends"}, {"estia"}, {"nobody"}, {"friends", "friends"}}).Draw(m.rt, "on behalf of")
}

func (m *model) pending() []string {
	return rapid.SampledFrom([][]string{nil, {"estia"}, {"estia", "norland"}, {"union"}}).Draw(m.rt, "pending")
}

// id is a small ID of that letter.
func (m *model) id(letter string) string {
	return fmt.Sprintf("%s%d", letter, rapid.IntRange(1, 3).Draw(m.rt, letter))
}

func (m *model) one(label string, of ...string) string {
	return rapid.SampledFrom(of).Draw(m.rt, label)
}

func (m *model) pick(of ...int) int { return rapid.SampledFrom(of).Draw(m.rt, "number") }
