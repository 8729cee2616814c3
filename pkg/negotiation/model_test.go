package negotiation_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"adref/pkg/amendment"
	"adref/pkg/event"
	"adref/pkg/meeting"
	"adref/pkg/negotiation"
	"adref/pkg/position"
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

// checkEditions: an edition that was issued stays as it was; the next one differs from it, and is a corrigendum where something of it
// is gone; or it is the same in a language in which that was not issued, under the same name.
func (m *model) checkEditions() {
	for i, e := range m.process.Editions {
		if i < len(m.editions) && !reflect.DeepEqual(m.editions[i], e) {
			m.rt.Fatalf("edition %d was %+v and is %+v", i, m.editions[i], e)
		}
		if i == 0 {
			continue
		}
		last := m.process.Editions[i-1]
		was := last.Explanations
		if slices.Equal(was, e.Explanations) {
			if e.Edition != i || e.Name() != last.Name() || e.InLanguage() == last.InLanguage() || !slices.Equal(e.Languages, last.Languages) {
				m.rt.Fatalf("edition %d after %+v: %+v", i, last, e)
			}
			continue
		}
		gone := slices.ContainsFunc(was, func(id string) bool { return !slices.Contains(e.Explanations, id) })
		if e.Edition != i || gone != (e.Corrigendum > 0) || gone == (e.Addendum > 0) || gone != (len(e.Languages) > 0) {
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

// A refusal says which thing it is about and what is wrong with it.
func TestRefusalsNameTheThing(t *testing.T) {
	tab := begun(t)
	_, err := tab.ask(line{}, `norland: withdraw-amendment {"amendment": "a9"}`)
	if want := `amendment "a9": no such amendment`; err == nil || err.Error() != want || !errors.Is(err, negotiation.ErrNoAmendment) {
		t.Errorf("want %q, got %v", want, err)
	}
}
