package herald

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"adref/pkg/amendment"
	"adref/pkg/api"
	"adref/pkg/consensus"
	"adref/pkg/delegation"
	"adref/pkg/event"
	"adref/pkg/eventlog"
	"adref/pkg/negotiation"
	"adref/pkg/position"
)

// scene is what an event happened in.
type scene struct {
	process  *negotiation.Process
	document *negotiation.Document // nil for an event of the process
}

// news is what an event says to the public, besides its payload.
type news struct {
	audience    position.Audience // "" is public
	document    string            // code, for an event of the process that is about a document
	paragraphs  []string          // block IDs
	delegations []string          // codes
	says        string
}

// tell is the i-th event of a commit as it is announced.
func (s scene) tell(c eventlog.Stored, i int, e event.Event) api.PublicEvent {
	n := s.news(c, e)
	document := c.Document
	if document == eventlog.Record {
		document = n.document
	}
	if n.audience == "" {
		n.audience = position.Public
	}
	out := api.PublicEvent{
		SpecVersion: "1.0", ID: fmt.Sprintf("%s/%d", c.Command, i), Source: "/processes/" + c.Process,
		Type: e.Kind(), Time: c.At, DataContentType: "application/json",
		Process: c.Process, Document: document, Actor: c.Actor, Audience: string(n.audience),
		Paragraphs: n.paragraphs, Delegations: n.delegations, Seq: c.Seq, Index: i, Says: sentence(n.says), Data: c.Events[i].Data,
	}
	if document != "" {
		out.Source += "/documents/" + document
	}
	if len(n.paragraphs) > 0 {
		out.Subject = n.paragraphs[0]
	}
	for _, p := range n.paragraphs {
		out.Cites = append(out.Cites, s.cite(p))
	}
	return out
}

// news has one case for every kind in the catalogue.
func (s scene) news(c eventlog.Stored, e event.Event) news {
	switch e := e.(type) {
	case *event.ProcessOpened:
		return news{says: fmt.Sprintf("The process “%s” is open.", e.Title)}
	case *event.DelegationAdmitted:
		return news{delegations: []string{e.Delegation.Code}, says: e.Delegation.Name("en") + " takes part."}
	case *event.GroupFormed:
		return news{delegations: append([]string{e.Group.Code}, e.Group.Members...), says: fmt.Sprintf("%s speaks for %s.", e.Group.Name("en"), s.names(e.Group.Members))}
	case *event.AuthorAttributed:
		if len(e.Parties) == 0 {
			return news{says: fmt.Sprintf("Whom “%s” writes for is no longer said.", e.Author)}
		}
		return news{delegations: e.Parties, says: fmt.Sprintf("“%s” writes for %s.", e.Author, s.names(e.Parties))}
	case *event.RulesSet:
		return news{says: "The rules of the process were set."}
	case *event.MeetingConvened:
		return news{says: fmt.Sprintf("%s is called to order, in %s mode.", e.Name, e.Mode)}
	case *event.ProgrammeAdopted:
		return news{says: fmt.Sprintf("%s: the programme of work %s is adopted.", s.meeting(e.Meeting), e.Programme)}
	case *event.ProgrammeBlocked:
		return news{delegations: e.By, says: fmt.Sprintf("%s: the programme of work %s is not adopted, %s %s%s. The meeting goes on in informal mode.", s.meeting(e.Meeting), e.Programme, s.names(e.By), verb(e.By, "objects", "object"), because(e.Reason))}
	case *event.ModeChanged:
		return news{says: fmt.Sprintf("%s is in %s mode since %s, decided by %s%s.", s.meeting(e.Meeting), e.Mode, moment(e.Since), s.name(e.DecidedBy), because(e.Reason))}
	case *event.ModeDisputed:
		return news{delegations: speakers(e.Attribution), says: fmt.Sprintf("%s holds that %s was in %s mode on %s%s.", s.by(e.Attribution), s.meeting(e.Meeting), e.Mode, moment(e.Since), because(e.Reason))}
	case *event.MeetingSuspended:
		return news{says: fmt.Sprintf("%s is suspended since %s%s.", s.meeting(e.Meeting), moment(e.Since), because(e.Reason))}
	case *event.MeetingClosed:
		return news{says: fmt.Sprintf("%s is closed since %s.", s.meeting(e.Meeting), moment(e.Since))}
	case *event.DocumentOpened:
		return news{says: fmt.Sprintf("“%s” is open for negotiation.", e.Title)}
	case *event.RevisionTabled:
		return news{says: fmt.Sprintf("%s is tabled: %s.", e.Name, count(len(e.Blocks), "block"))}
	case *event.MatchCorrected:
		return news{paragraphs: renamed(e), says: "The chair's office corrected which paragraph continues which."}
	case *event.AmendmentProposed:
		return news{paragraphs: concerned(e.Proposal), delegations: speakers(e.Attribution, e.Sponsors...),
			says: fmt.Sprintf("%s (%s) %s%s.", s.by(e.Attribution), e.Amendment, s.asks(e.Proposal), orally(e.Oral))}
	case *event.AmendmentRevised:
		return news{paragraphs: concerned(e.Proposal), delegations: speakers(e.Attribution, s.sponsors(e.Amendment)...),
			says: fmt.Sprintf("%s revises amendment %s of %s, which now %s%s.", s.by(e.Attribution), e.Amendment, s.names(s.sponsors(e.Amendment)), s.asks(e.Proposal), orally(e.Oral))}
	case *event.AmendmentLeft:
		return news{paragraphs: s.of(e.Amendment), delegations: e.Sponsors, says: fmt.Sprintf("%s %s amendment %s no longer.", s.names(e.Sponsors), verb(e.Sponsors, "sponsors", "sponsor"), e.Amendment)}
	case *event.AmendmentReintroduced:
		return news{paragraphs: concerned(e.Proposal), delegations: speakers(e.Attribution, e.Sponsors...),
			says: fmt.Sprintf("%s brings back amendment %s, which was withdrawn, as %s: it %s.", s.by(e.Attribution), e.Of, e.Amendment, s.asks(e.Proposal))}
	case *event.AmendmentStale:
		return news{paragraphs: s.of(e.Amendment), delegations: s.sponsors(e.Amendment), says: fmt.Sprintf("Amendment %s of %s no longer stands on its words: %s.", e.Amendment, s.names(s.sponsors(e.Amendment)), e.Reason)}
	case *event.AmendmentCosponsored:
		return news{paragraphs: s.of(e.Amendment), delegations: e.Sponsors, says: fmt.Sprintf("%s %s amendment %s.", s.names(e.Sponsors), verb(e.Sponsors, "co-sponsors", "co-sponsor"), e.Amendment)}
	case *event.AmendmentWithdrawn:
		return news{paragraphs: s.of(e.Amendment), delegations: s.sponsors(e.Amendment), says: fmt.Sprintf("Amendment %s of %s is withdrawn%s.", e.Amendment, s.names(s.sponsors(e.Amendment)), because(e.Reason))}
	case *event.AmendmentDisposed:
		return news{paragraphs: s.of(e.Amendment), delegations: s.sponsors(e.Amendment), says: fmt.Sprintf("The chair's office: amendment %s of %s is %s%s.", e.Amendment, s.names(s.sponsors(e.Amendment)), disposition[e.Disposition], because(e.Reason))}
	case *event.TextBracketed:
		return news{paragraphs: anchored(e.Anchor), delegations: speakers(e.Attribution), says: fmt.Sprintf("%s puts “%s” in paragraph %s into brackets%s.", s.by(e.Attribution), short(e.Anchor.Quote), s.cite(e.Anchor.Paragraph), because(e.Reason))}
	case *event.BracketAttributed:
		at := e.Anchor
		if e.Bracket != "" {
			at = s.bracket(e.Bracket).Anchor
		}
		return news{paragraphs: append(anchored(at), anchored(e.Through)...), delegations: speakers(e.Attribution), says: fmt.Sprintf("%s wants to %s “%s”, in brackets in paragraph %s%s.", s.by(e.Attribution), e.Wants, short(at.Quote), s.cite(at.Paragraph), s.through(e.Through))}
	case *event.AlternativesDeclared:
		return s.alternatives(e)
	case *event.PackageLinked:
		return news{paragraphs: e.Paragraphs, delegations: speakers(e.Attribution), says: fmt.Sprintf("%s links %s in a package%s.", s.by(e.Attribution), strings.TrimPrefix(s.over(e.Paragraphs), " over "), because(e.Reason))}
	case *event.BracketLifted:
		b := s.bracket(e.Bracket)
		return news{paragraphs: anchored(b.Anchor), delegations: speakers(b.Attribution), says: fmt.Sprintf("The brackets around “%s” in paragraph %s are lifted%s.", short(b.Anchor.Quote), s.cite(b.Anchor.Paragraph), because(e.Reason))}
	case *event.PositionRecorded:
		return s.position(e.Position)
	case *event.PositionCorrected:
		n := s.position(e.Position)
		n.says = fmt.Sprintf("Corrected record (%s): %s", e.Position.Corrects, n.says)
		return n
	case *event.ParagraphAgreed:
		return news{paragraphs: []string{e.Paragraph}, says: fmt.Sprintf("Paragraph %s is agreed ad ref%s%s.", s.cite(e.Paragraph), step(e.Status), s.pending(e.Pending))}
	case *event.ParagraphReopened:
		return news{paragraphs: []string{e.Paragraph}, says: fmt.Sprintf("Paragraph %s is open again%s.", s.cite(e.Paragraph), because(e.Reason))}
	case *event.SilenceOpened:
		return news{says: fmt.Sprintf("%s is under silence until %s.", s.revision(e.Revision), moment(e.Deadline))}
	case *event.SilenceExtended:
		return news{says: fmt.Sprintf("The silence on %s is extended until %s%s.", s.revision(e.Revision), moment(e.Deadline), because(e.Reason))}
	case *event.ObjectionLate:
		return news{paragraphs: e.Paragraphs, delegations: speakers(e.Attribution), says: fmt.Sprintf("%s objects%s after the deadline of the silence, which does not count%s.", s.by(e.Attribution), s.over(e.Paragraphs), because(e.Reason))}
	case *event.SilenceBroken:
		return news{paragraphs: e.Paragraphs, delegations: speakers(e.Attribution), says: fmt.Sprintf("%s breaks silence%s%s.", s.by(e.Attribution), s.over(e.Paragraphs), because(e.Reason))}
	case *event.SilenceConcluded:
		return news{says: fmt.Sprintf("Nobody broke silence on %s.", s.revision(e.Revision))}
	case *event.AdoptionProposed:
		return news{says: fmt.Sprintf("%s is before the meeting for adoption.", s.revision(e.Revision))}
	case *event.ObjectionRaised:
		return news{paragraphs: e.Paragraphs, delegations: speakers(e.Attribution), says: fmt.Sprintf("%s objects%s%s.", s.by(e.Attribution), s.over(e.Paragraphs), because(e.Reason))}
	case *event.ObjectionWithdrawn:
		return news{delegations: speakers(e.Attribution), says: fmt.Sprintf("%s withdraws its objection%s%s.", s.by(e.Attribution), toSilence(e.Silence), because(e.Reason))}
	case *event.TextAdopted:
		return news{says: fmt.Sprintf("%s is adopted %s.", s.revision(e.Revision), e.How)}
	case *event.AdoptionBlocked:
		return news{delegations: e.By, says: fmt.Sprintf("%s is not adopted: %s %s%s.", s.revision(e.Revision), s.names(e.By), verb(e.By, "objects", "object"), because(e.Reason))}
	case *event.TextCorrected:
		n := news{says: fmt.Sprintf("A corrigendum to %s is issued (Corr.%d, %s)%s.", s.revision(e.Revision), e.Corrigendum, strings.Join(e.Languages, ", "), because(e.Reason))}
		for _, c := range e.Corrections {
			n.paragraphs = append(n.paragraphs, c.Paragraph)
		}
		return n
	case *event.DocumentWithdrawn:
		return news{says: fmt.Sprintf("The document is withdrawn%s.", because(e.Reason))}
	case *event.ExplanationsInvited:
		until := ""
		if !e.Deadline.IsZero() {
			until = " until " + moment(e.Deadline)
		}
		return news{document: e.Document, says: "Delegations are invited to explain their positions" + until + "."}
	case *event.ExplanationReceived:
		x := e.Explanation
		return news{document: x.Document, delegations: speakers(x.Attribution), says: fmt.Sprintf("%s explains its position (%s, %s%s).", s.by(x.Attribution), x.Kind, x.Language, late(x.Late))}
	case *event.ExplanationCorrected:
		x := e.Explanation
		return news{document: x.Document, delegations: speakers(x.Attribution), says: fmt.Sprintf("%s corrects its explanation of position (%s, was %s)%s.", s.by(x.Attribution), x.ID, x.Corrects, because(e.Reason))}
	case *event.ExplanationWithdrawn:
		x := s.explanation(e.Explanation)
		return news{document: e.Document, delegations: speakers(x.Attribution), says: fmt.Sprintf("%s withdraws its explanation of position (%s)%s.", s.by(x.Attribution), e.Explanation, because(e.Reason))}
	case *event.CompendiumIssued:
		return news{document: e.Document, says: fmt.Sprintf("The compendium is issued%s: %s.", again(e), count(len(e.Explanations), "explanation"))}
	}
	return news{says: e.Kind()}
}

func (s scene) alternatives(e *event.AlternativesDeclared) news {
	var n news
	var options []string
	for _, o := range e.Options {
		switch {
		case o.NoText:
			options = append(options, "no text")
		case o.From != "":
			n.paragraphs = append(n.paragraphs, o.From)
			options = append(options, strings.TrimPrefix(s.over(slices.Compact([]string{o.From, o.To})), " over "))
		default:
			n.paragraphs = anchored(o.Anchor)
			options = append(options, "“"+short(o.Anchor.Quote)+"”")
		}
	}
	n.says = fmt.Sprintf("The chair's office: these are alternatives: %s%s.", strings.Join(options, "; "), because(e.Reason))
	return n
}

// step is the step of a ladder, in brackets, where there is one.
func step(s string) string {
	if s == "" || s == string(consensus.Agreed) {
		return ""
	}
	return fmt.Sprintf(" (%s)", s)
}

func (s scene) pending(codes []string) string {
	if len(codes) == 0 {
		return ""
	}
	return ", pending " + s.names(codes)
}

func (s scene) position(p position.Position) news {
	n := news{audience: p.Audience, delegations: speakers(p.Attribution)}
	about := "the text"
	switch {
	case p.On.Amendment != "":
		n.paragraphs, about = s.of(p.On.Amendment), "amendment "+p.On.Amendment
	case p.On.Alternatives != "":
		about = "alternatives " + p.On.Alternatives
	case p.On.Theme != "":
		about = "“" + p.On.Theme + "”"
	case p.On.Quote != "":
		n.paragraphs, about = []string{p.On.Paragraph}, fmt.Sprintf("“%s” in paragraph %s", short(p.On.Quote), s.cite(p.On.Paragraph))
	case p.On.Paragraph != "":
		n.paragraphs, about = []string{p.On.Paragraph}, "paragraph "+s.cite(p.On.Paragraph)
	}
	n.says = fmt.Sprintf("%s on %s: %s%s.", s.by(p.Attribution), about, strings.ReplaceAll(string(p.Stance), "-", " "), because(p.Words))
	return n
}

// asks is what a proposal asks for, as a predicate.
func (s scene) asks(p amendment.Proposal) string {
	at := s.cite(p.Anchor.Paragraph)
	in := "in paragraph " + at
	if p.Amends != "" {
		in = "in the words of amendment " + p.Amends
	}
	switch p.Operation {
	case amendment.ReplaceWords:
		return fmt.Sprintf("asks to replace “%s” by “%s” %s", short(p.Anchor.Quote), short(p.Words), in)
	case amendment.InsertWords:
		return fmt.Sprintf("asks to insert “%s” after “%s” %s", short(p.Words), short(p.Anchor.Quote), in)
	case amendment.DeleteWords:
		return fmt.Sprintf("asks to delete “%s” %s", short(p.Anchor.Quote), in)
	case amendment.InsertParagraph:
		if p.Anchor.Paragraph == "" {
			return fmt.Sprintf("asks for a new first paragraph: “%s”", short(p.Words))
		}
		return fmt.Sprintf("asks for a new paragraph after paragraph %s: “%s”", at, short(p.Words))
	case amendment.MoveParagraph:
		if p.To == "" {
			return fmt.Sprintf("asks to move paragraph %s to the start", at)
		}
		return fmt.Sprintf("asks to move paragraph %s after paragraph %s", at, s.cite(p.To))
	case amendment.SplitParagraph:
		return fmt.Sprintf("asks to split paragraph %s after “%s”", at, short(p.Anchor.Quote))
	case amendment.MergeParagraphs:
		return fmt.Sprintf("asks to merge %s into paragraph %s", strings.TrimPrefix(s.over(p.With), " over "), at)
	default:
		return fmt.Sprintf("asks to delete paragraph %s", at)
	}
}

// disposition is each disposition as a predicate.
var disposition = map[amendment.Disposition]string{
	amendment.Taken: "taken", amendment.TakenInPart: "taken in part", amendment.Bracketed: "in brackets", amendment.NotTaken: "not taken",
}

func (s scene) amendment(id string) amendment.Amendment {
	i := slices.IndexFunc(s.document.Amendments, func(a amendment.Amendment) bool { return a.ID == id })
	if i < 0 {
		return amendment.Amendment{}
	}
	return s.document.Amendments[i]
}

func (s scene) bracket(id string) negotiation.Bracket {
	i := slices.IndexFunc(s.document.Brackets, func(b negotiation.Bracket) bool { return b.Bracket == id })
	if i < 0 {
		return negotiation.Bracket{}
	}
	return s.document.Brackets[i]
}

func (s scene) explanation(id string) position.Explanation {
	i := slices.IndexFunc(s.process.Explanations, func(e position.Explanation) bool { return e.ID == id })
	if i < 0 {
		return position.Explanation{}
	}
	return s.process.Explanations[i]
}

func (s scene) meeting(id string) string {
	for _, m := range s.process.Meetings {
		if m.ID == id {
			return m.Name
		}
	}
	return "The meeting"
}

// of is the paragraph that an amendment is about.
func (s scene) of(id string) []string { return concerned(s.amendment(id).Proposal) }

func (s scene) sponsors(id string) []string { return s.amendment(id).Sponsors }

// cite is how a block is cited in the newest revision that holds it, else its ID.
func (s scene) cite(block string) string {
	if s.document == nil {
		return block
	}
	for _, r := range slices.Backward(s.document.Revisions) {
		if i, ok := r.Find(block); ok && r.Blocks[i].Cite != "" {
			return r.Blocks[i].Cite
		}
	}
	return block
}

func (s scene) revision(ordinal int) string {
	if ordinal < 1 || ordinal > len(s.document.Revisions) {
		return fmt.Sprintf("revision %d", ordinal)
	}
	return s.document.Revisions[ordinal-1].Name
}

// name is a delegation, a group or the chair's office in English.
func (s scene) name(code string) string {
	if code == delegation.Chair {
		return "the chair's office"
	}
	for _, d := range s.process.Delegations {
		if d.Code == code {
			return d.Name("en")
		}
	}
	for _, g := range s.process.Groups {
		if g.Code == code {
			return g.Name("en")
		}
	}
	return code
}

func (s scene) names(codes []string) string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = s.name(c)
	}
	if n := len(out); n > 1 {
		return strings.Join(out[:n-1], ", ") + " and " + out[n-1]
	}
	return strings.Join(out, "")
}

// by is who speaks, and for whom, at the beginning of a sentence.
func (s scene) by(a delegation.Attribution) string {
	n := s.name(a.By)
	if a.By == delegation.Chair {
		n = "The chair's office"
	}
	if len(a.OnBehalfOf) > 0 {
		n += ", on behalf of " + s.names(a.OnBehalfOf) + ","
	}
	return n
}

func (s scene) over(paragraphs []string) string {
	if len(paragraphs) == 0 {
		return ""
	}
	cites := make([]string, len(paragraphs))
	for i, p := range paragraphs {
		cites[i] = s.cite(p)
	}
	return " over " + verb(cites, "paragraph ", "paragraphs ") + strings.Join(cites, ", ")
}

func speakers(a delegation.Attribution, more ...string) []string {
	out := append([]string{a.By}, a.OnBehalfOf...)
	for _, m := range more {
		if !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	return out
}

func anchored(a amendment.Anchor) []string {
	if a.Paragraph == "" {
		return nil
	}
	return []string{a.Paragraph}
}

// through says up to where brackets reach that are closed in a later paragraph.
func (s scene) through(a amendment.Anchor) string {
	if a.Paragraph == "" {
		return ""
	}
	return fmt.Sprintf(" up to “%s” in paragraph %s", short(a.Quote), s.cite(a.Paragraph))
}

// concerned are the paragraphs that a proposal is about, the one it is anchored in first.
func concerned(p amendment.Proposal) []string { return append(anchored(p.Anchor), p.With...) }

func orally(is bool) string {
	if is {
		return ", orally"
	}
	return ""
}

func toSilence(is bool) string {
	if is {
		return ", by which it broke silence"
	}
	return ""
}

func renamed(e *event.MatchCorrected) []string {
	var out []string
	for _, r := range e.Renames {
		out = append(out, r.To)
	}
	return out
}

// sentence ends with one mark, also where a quoted reason brought its own.
func sentence(s string) string {
	for _, mark := range []string{"?", "!", "…"} {
		s = strings.ReplaceAll(s, mark+".", mark)
	}
	return s
}

// short keeps a quotation readable in a line.
func short(words string) string {
	const limit = 90
	r := []rune(words)
	if len(r) <= limit {
		return words
	}
	return strings.TrimSpace(string(r[:limit])) + "…"
}

func because(reason string) string {
	if reason == "" {
		return ""
	}
	return ": " + strings.TrimSuffix(short(reason), ".")
}

func verb(of []string, one, many string) string {
	if len(of) == 1 {
		return one
	}
	return many
}

func count(n int, of string) string {
	if n == 1 {
		return "1 " + of
	}
	return fmt.Sprintf("%d %ss", n, of)
}

func moment(t time.Time) string { return t.UTC().Format("2 January 2006, 15:04 UTC") }

func late(is bool) string {
	if is {
		return ", late"
	}
	return ""
}

// again names an edition that is not the first, and its language where that is not English.
func again(e *event.CompendiumIssued) string {
	if l := e.InLanguage(); l != "en" {
		return fmt.Sprintf(" in %s%s", cmp.Or(tongues[l], l), edition(e))
	}
	return edition(e)
}

// tongues are the other official languages.
var tongues = map[string]string{"ar": "Arabic", "zh": "Chinese", "fr": "French", "ru": "Russian", "es": "Spanish"}

func edition(e *event.CompendiumIssued) string {
	switch name := e.Name(); {
	case name == "":
		return ""
	case len(e.Languages) > 0:
		return fmt.Sprintf(" again (%s, %s)", name, strings.Join(e.Languages, ", "))
	default:
		return fmt.Sprintf(" again (%s)", name)
	}
}
