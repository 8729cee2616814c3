package negotiation_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
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

// TestAnyNegotiationKeepsItsInvariants drives negotiations of random commands by random actors. Besides the laws that the table
// checks at every step, it checks what must be true of the state, whatever happened.
func TestAnyNegotiationKeepsItsInvariants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := &model{table: newTable(t), rt: t}
		for _, step := range givenText {
			if _, err := m.ask(line{}, step); err != nil {
				t.Fatalf("%v", err)
			}
		}
		for range rapid.IntRange(1, 100).Draw(t, "steps") {
			m.step()
			m.check()
		}
		m.replay()
	})
}

// model is a table at which anything is tried.
type model struct {
	*table
	rt      *rapid.T
	adopted *negotiation.Adoption
	final   map[string]amendment.Amendment // those that are withdrawn or disposed of
	said    []position.Position
	// editions are those of the compendium, as they were.
	editions []negotiation.Issued
	// withdrawn says whether the document was when the last command was done.
	withdrawn bool
}

func (m *model) step() {
	m.now = m.now.Add(time.Duration(m.pick(0, 1, 24, 72)) * time.Hour)
	actor := m.one("actor", "chair", "chair", "chair", "norland", "sudmark", "estia", "union", "elsewhere")
	c := m.command()
	es, err := m.do(actor, c)
	if err != nil {
		return
	}
	for _, e := range es {
		if was := m.withdrawn; was && m.isDocuments(e) {
			m.rt.Fatalf("%s after the withdrawal", e.Kind())
		}
		m.afterAdoption(e)
	}
	m.withdrawn = m.doc.Withdrawn != nil
}

// isDocuments says whether the event is one of the document.
func (m *model) isDocuments(e event.Event) bool {
	var d negotiation.Document
	return d.Handles(e)
}

// afterAdoption: no event changes or puts in question a text that is adopted.
func (m *model) afterAdoption(e event.Event) {
	if m.adopted == nil {
		return
	}
	switch e := e.(type) {
	case *event.RevisionTabled:
		if !e.Published {
			m.rt.Fatalf("%s tabled after the adoption", e.Name)
		}
	case *event.MatchCorrected, *event.DelegationAdmitted, *event.GroupFormed, *event.RulesSet,
		*event.MeetingConvened, *event.ProgrammeAdopted, *event.ProgrammeBlocked, *event.ModeChanged, *event.ModeDisputed,
		*event.MeetingSuspended, *event.MeetingClosed,
		*event.ExplanationsInvited, *event.ExplanationReceived, *event.ExplanationCorrected, *event.ExplanationWithdrawn,
		*event.CompendiumIssued, *event.TextCorrected:
	default:
		m.rt.Fatalf("%s after the adoption", e.Kind())
	}
}

// check is what is true of a document at any time.
func (m *model) check() {
	d := &m.doc
	if m.adopted != nil && (d.Adopted == nil || !reflect.DeepEqual(d.Adopted, m.adopted)) {
		m.rt.Fatalf("the adoption changed from %+v to %+v", m.adopted, d.Adopted)
	}
	if m.adopted == nil && d.Adopted != nil {
		m.justAdopted()
	}
	m.adopted = d.Adopted
	m.checkMeetings()
	m.checkRevisions()
	m.checkAmendments()
	m.checkAgreements()
	m.checkPositions()
	m.checkSilence()
	m.checkEditions()
	for i, e := range m.process.Explanations {
		if e.ID != fmt.Sprintf("e%d", i+1) || e.Before != (d.Adopted == nil || e.At.Before(d.Adopted.At) || (e.Before && e.At.Equal(d.Adopted.At))) {
			m.rt.Fatalf("explanation %d: %+v", i+1, e)
		}
	}
}

// checkEditions: an edition that was issued stays as it was; the next one differs from it, and is a corrigendum where something of it is gone.
func (m *model) checkEditions() {
	for i, e := range m.process.Editions {
		if i < len(m.editions) && !reflect.DeepEqual(m.editions[i], e) {
			m.rt.Fatalf("edition %d was %+v and is %+v", i, m.editions[i], e)
		}
		if i == 0 {
			continue
		}
		was := m.process.Editions[i-1].Explanations
		gone := slices.ContainsFunc(was, func(id string) bool { return !slices.Contains(e.Explanations, id) })
		if e.Edition != i || slices.Equal(was, e.Explanations) || gone != (e.Corrigendum > 0) || gone == (e.Addendum > 0) || gone != (len(e.Languages) > 0) {
			m.rt.Fatalf("edition %d after one of %v: %+v", i, was, e)
		}
	}
	m.editions = slices.Clone(m.process.Editions)
}

// checkPositions: what was recorded stays as it was; a record is put right once, by a later one about the same thing.
func (m *model) checkPositions() {
	corrected := map[string]bool{}
	for i, p := range m.doc.Positions {
		if i < len(m.said) && (m.said[i].Stance != p.Stance || m.said[i].Words != p.Words || m.said[i].Corrects != p.Corrects) {
			m.rt.Fatalf("position %s was %+v and is %+v", p.ID, m.said[i], p)
		}
		if p.Corrects == "" {
			continue
		}
		j := slices.IndexFunc(m.doc.Positions[:i], func(o position.Position) bool { return o.ID == p.Corrects })
		if j < 0 || corrected[p.Corrects] || m.doc.Positions[j].Attribution.By != p.Attribution.By {
			m.rt.Fatalf("position %+v", p)
		}
		corrected[p.Corrects] = true
	}
	m.said = slices.Clone(m.doc.Positions)
}

// checkSilence: a silence that runs is about the current text, exactly; it is broken while, and only while, an objection stands that was made
// before the deadline; none that was late stands in the way.
func (m *model) checkSilence() {
	s := m.doc.Silence
	if s == nil || s.State == negotiation.SilenceLapsed {
		return
	}
	standing := 0
	for _, b := range s.By {
		if !b.Withdrawn {
			standing++
		}
		if !b.At.Before(s.Deadline) {
			m.rt.Fatalf("silence until %s is broken on %s", s.Deadline, b.At)
		}
	}
	if (s.State == negotiation.SilenceBroken) != (standing > 0) {
		m.rt.Fatalf("silence is %s, %d objections stand", s.State, standing)
	}
	if current, _ := m.doc.Current(); s.State == negotiation.SilenceRunning && m.doc.Adopted == nil && s.Digest != current.Text {
		m.rt.Fatalf("silence is %s on a text that is not the current one", s.State)
	}
}

// justAdopted: what is adopted is exactly a tabled text, and nobody stood in the way.
func (m *model) justAdopted() {
	d := &m.doc
	current, _ := d.Current()
	if d.Adopted.Digest != current.Text || d.Adopted.Revision != current.Revision {
		m.rt.Fatalf("adopted %+v, the current text is %s", d.Adopted, current.Text)
	}
	for _, s := range m.process.Meetings {
		if s.Sits(m.now) && s.ModeAt(m.now) != meeting.Formal && !slices.Contains(m.process.Rules.Informal, "adopt-text") {
			m.rt.Fatalf("adopted while %s was %s", s.ID, s.ModeAt(m.now))
		}
	}
	for _, o := range d.Objections {
		if (o.Revision == d.Adopted.Revision || o.Revision == d.Adopted.Proposed) && !o.Withdrawn && !o.Blocked {
			m.rt.Fatalf("adopted over the objection of %s", o.Attribution.By)
		}
	}
}

// checkMeetings: meetings follow one another, none sits after it was closed, and none sits formally whose programme is blocked.
func (m *model) checkMeetings() {
	for i, s := range m.process.Meetings {
		if s.ID != fmt.Sprintf("m%d", i+1) || len(s.Changes) == 0 || s.Changes[0].Since.Before(s.Convened) {
			m.rt.Fatalf("meeting %d: %+v", i+1, s)
		}
		if i > 0 && (m.process.Meetings[i-1].Closed.IsZero() || s.Convened.Before(m.process.Meetings[i-1].Closed)) {
			m.rt.Fatalf("%s was convened while %s sat", s.ID, m.process.Meetings[i-1].ID)
		}
		if s.Programme == meeting.Blocked && s.ModeAt(m.now) == meeting.Formal {
			m.rt.Fatalf("%s sits formally without a programme of work", s.ID)
		}
	}
}

func (m *model) checkRevisions() {
	for i, r := range m.doc.Revisions {
		seen := map[string]bool{}
		for _, b := range r.Blocks {
			if seen[b.ID] {
				m.rt.Fatalf("%s stands twice in revision %d", b.ID, i+1)
			}
			seen[b.ID] = true
		}
		if r.Revision != i+1 {
			m.rt.Fatalf("revision %d is numbered %d", i+1, r.Revision)
		}
	}
	fresh := m.doc.Fresh()()
	for _, r := range m.doc.Revisions {
		if slices.ContainsFunc(r.Blocks, func(b event.Block) bool { return b.ID == fresh }) {
			m.rt.Fatalf("the next new identity, %s, stands in %s", fresh, r.Name)
		}
	}
}

// checkAmendments: every amendment has exactly one state; what is withdrawn or disposed of stays so; its sponsors are those whose
// sponsorship has not ended; it is anchored in a paragraph of the revision that it names; what it names is there.
func (m *model) checkAmendments() {
	if m.final == nil {
		m.final = map[string]amendment.Amendment{}
	}
	for i, a := range m.doc.Amendments {
		if a.ID != fmt.Sprintf("a%d", i+1) || (a.Disposition != "") != (a.State == amendment.Disposed) {
			m.rt.Fatalf("amendment %d: %+v", i+1, a)
		}
		if was, ok := m.final[a.ID]; ok && (was.State != a.State || was.Disposition != a.Disposition || !slices.Equal(was.Sponsors, a.Sponsors) ||
			was.Proposal.Words != a.Proposal.Words) {
			m.rt.Fatalf("amendment %s was %+v and is %+v", a.ID, was, a)
		}
		if a.State != amendment.Open {
			m.final[a.ID] = a
		}
		m.checkSponsors(a)
		m.checkLineage(a)
		at := a.Proposal.Anchor
		for _, id := range append(a.Proposal.Paragraphs(), at.Paragraph, a.Proposal.To) {
			if id != "" && !slices.ContainsFunc(m.doc.Revisions[at.Revision-1].Blocks, func(b event.Block) bool { return b.ID == id }) {
				m.rt.Fatalf("amendment %s names %s, which is not in revision %d", a.ID, id, at.Revision)
			}
		}
	}
}

func (m *model) checkSponsors(a amendment.Amendment) {
	var standing []string
	for _, s := range a.Sponsorships {
		if s.Until.IsZero() {
			standing = append(standing, s.Sponsor)
		}
	}
	slices.Sort(standing)
	if len(standing) == 0 || !slices.Equal(standing, slices.Sorted(slices.Values(a.Sponsors))) || len(slices.Compact(standing)) != len(a.Sponsors) {
		m.rt.Fatalf("sponsors of %s: %v, sponsorships %+v", a.ID, a.Sponsors, a.Sponsorships)
	}
}

// checkLineage: an amendment to an amendment names an earlier one that is none itself and, unless it is flagged, quotes words of
// it; one that was brought back names a withdrawn one.
func (m *model) checkLineage(a amendment.Amendment) {
	find := func(id string) amendment.Amendment {
		i := slices.IndexFunc(m.doc.Amendments, func(o amendment.Amendment) bool { return o.ID == id && o.ID != a.ID })
		if i < 0 {
			m.rt.Fatalf("%s names amendment %q", a.ID, id)
		}
		return m.doc.Amendments[i]
	}
	if a.Reintroduces != "" && find(a.Reintroduces).State != amendment.Withdrawn {
		m.rt.Fatalf("%s brings back %s, which is %s", a.ID, a.Reintroduces, find(a.Reintroduces).State)
	}
	if a.Proposal.Amends == "" {
		return
	}
	target, at := find(a.Proposal.Amends), a.Proposal.Anchor
	if target.Proposal.Amends != "" {
		m.rt.Fatalf("%s amends %s, which amends %s", a.ID, target.ID, target.Proposal.Amends)
	}
	if a.State == amendment.Open && a.Stale == "" && (target.State != amendment.Open || target.Proposal.Words[at.Span.Start:at.Span.End] != at.Quote) {
		m.rt.Fatalf("%s quotes “%s” of %+v", a.ID, at.Quote, target)
	}
}

// checkAgreements: until the adoption a paragraph that is agreed stands in the current text in exactly those words.
func (m *model) checkAgreements() {
	current, _ := m.doc.Current()
	if m.doc.Adopted != nil {
		return
	}
	for id, a := range m.doc.Agreed {
		i := slices.IndexFunc(current.Blocks, func(b event.Block) bool { return b.ID == id })
		if i < 0 || current.Blocks[i].Wording != a.Digest {
			m.rt.Fatalf("%s is agreed in revision %d and not so in %s", id, a.Revision, current.Name)
		}
	}
}

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
		func() negotiation.Command { return &negotiation.IssueCompendium{Digest: "00"} },
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
		{}, {Paragraph: "1"}, {Paragraph: "2", Quote: "States"}, {Amendment: "a1"}, {Amendment: "a1", Paragraph: "1"}, {Quote: "x"},
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

// A refusal says which thing it is about and what is wrong with it.
func TestRefusalsNameTheThing(t *testing.T) {
	tab := begun(t)
	_, err := tab.ask(line{}, `norland: withdraw-amendment {"amendment": "a9"}`)
	if want := `amendment "a9": no such amendment`; err == nil || err.Error() != want || !errors.Is(err, negotiation.ErrNoAmendment) {
		t.Errorf("want %q, got %v", want, err)
	}
}
