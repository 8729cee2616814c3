package gateway

import (
	"context"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"adref/pkg/consensus"
	"adref/pkg/delegation"
	"adref/pkg/event"
	"adref/pkg/eventlog"
	"adref/pkg/meeting"
	"adref/pkg/negotiation"
	"adref/pkg/position"
)

// Processes is every process.
type Processes struct {
	Processes []ProcessSummary `json:"processes"`
}

// ProcessSummary is a line of Processes.
type ProcessSummary struct {
	Code        string `json:"code"`
	Title       string `json:"title"`
	Body        string `json:"body,omitempty" doc:"The organ that negotiates."`
	Documents   int    `json:"documents"`
	Delegations int    `json:"delegations"`
}

// Process is a process with its documents.
type Process struct {
	Code        string                            `json:"code"`
	Title       string                            `json:"title"`
	Body        string                            `json:"body,omitempty" doc:"The organ that negotiates."`
	Rules       consensus.Rules                   `json:"rules"`
	Delegations []delegation.Delegation           `json:"delegations" doc:"In the order of admission."`
	Groups      []delegation.Group                `json:"groups"`
	Memberships []negotiation.Membership          `json:"memberships" doc:"Who was a member of which group when."`
	Authors     []negotiation.Author              `json:"authors" doc:"Of tracked changes, and for whom they write, as the chair's office said."`
	Meetings    []meeting.Meeting                 `json:"meetings" doc:"In the order in which they were convened, with their mode at any time."`
	Invitations map[string]negotiation.Invitation `json:"invitations" doc:"Calls for explanations of position, by document."`
	Documents   []DocumentSummary                 `json:"documents" doc:"In the order in which they were opened."`
}

// Stage is how far the negotiation of a document is.
type Stage string

// Stages.
const (
	Negotiating Stage = "negotiating"
	InSilence   Stage = "in-silence"
	Proposed    Stage = "proposed" // for adoption
	Adopted     Stage = "adopted"
	Withdrawn   Stage = "withdrawn"
)

// DocumentSummary is a document without its words.
type DocumentSummary struct {
	Process        string    `json:"process"`
	Code           string    `json:"code"`
	Title          string    `json:"title"`
	Symbol         string    `json:"symbol,omitempty"`
	Stage          Stage     `json:"stage" enum:"negotiating,in-silence,proposed,adopted,withdrawn"`
	Revisions      int       `json:"revisions"`
	Current        string    `json:"current,omitempty" doc:"Name of the newest revision."`
	TabledAt       time.Time `json:"tabledAt,omitzero" doc:"When the newest revision was tabled."`
	Paragraphs     int       `json:"paragraphs" doc:"Numbered and preambular paragraphs of the newest revision."`
	Agreed         int       `json:"agreed" doc:"Of them, agreed ad referendum."`
	OpenAmendments int       `json:"openAmendments"`
	Explanations   int       `json:"explanations" doc:"Explanations of position received."`
	Editions       int       `json:"editions" doc:"Editions of the compendium issued."`
}

// Commit is a decision as it stands in the log.
type Commit struct {
	Document string    `json:"document,omitempty" doc:"Code; empty for the record of the process."`
	Version  uint64    `json:"version" doc:"Of the document or of the record, from 1 without a gap."`
	Seq      uint64    `json:"seq" doc:"Place in the log."`
	Prev     string    `json:"prev" doc:"Hash of the commit before it."`
	Hash     string    `json:"hash"`
	At       time.Time `json:"at"`
	Verb     string    `json:"verb,omitempty"`
	Actor    string    `json:"actor,omitempty"`
	Kinds    []string  `json:"kinds,omitempty" doc:"Kinds of its events."`
	Withheld bool      `json:"withheld,omitempty" doc:"It is not for the public: who did what is left out; the chain still holds."`
}

// Commits is the log of a process.
type Commits struct {
	Commits []Commit `json:"commits"`
}

// ProcessPath names a process.
type ProcessPath struct {
	Process string `path:"process" doc:"Code of the process." example:"ict-security"`
	Fresh
}

func (g *gateway) registerProcesses(a huma.API) {
	read(g, a, about{"/api/processes", "list-processes", "process", "List processes", ""},
		func(_ context.Context, _ *struct{ Fresh }) (*answer[Processes], error) {
			all, seq := g.index.list()
			out := Processes{Processes: []ProcessSummary{}}
			for _, p := range all {
				out.Processes = append(out.Processes, ProcessSummary{p.Code, p.Title, p.Body, len(p.Documents), len(p.Delegations)})
			}
			return &answer[Processes]{seq, out}, nil
		})
	read(g, a, about{"/api/processes/{process}", "get-process", "process", "Get a process", "Its rules, delegations, groups, and documents with their stage."},
		func(_ context.Context, in *ProcessPath) (*answer[Process], error) {
			p, err := g.index.process(in.Process)
			if err != nil {
				return nil, err
			}
			return &answer[Process]{p.Seq, processView(p)}, nil
		})
	read(g, a, about{"/api/processes/{process}/commits", "list-commits", "process", "List the commits of a process",
		"Every decision, in the order of the log. The hash of each covers the one before it in the same document or record."},
		func(_ context.Context, in *ProcessPath) (*answer[Commits], error) {
			p, err := g.index.process(in.Process)
			if err != nil {
				return nil, err
			}
			return &answer[Commits]{p.Seq, Commits{p.Commits}}, nil
		})
}

func processView(p *processState) Process {
	v := Process{
		Code: p.Code, Title: p.Title, Body: p.Body, Rules: p.Rules,
		Delegations: list(p.Delegations), Groups: list(p.Groups), Memberships: list(p.Memberships), Authors: list(p.Authors), Meetings: list(p.Meetings), Invitations: p.Invitations, Documents: []DocumentSummary{},
	}
	if v.Invitations == nil {
		v.Invitations = map[string]negotiation.Invitation{}
	}
	for _, d := range p.Documents {
		v.Documents = append(v.Documents, summary(d))
	}
	return v
}

func summary(d documentState) DocumentSummary {
	s := DocumentSummary{
		Process: d.Process.Code, Code: d.Code, Title: d.Title, Symbol: d.Symbol, Stage: stage(d), Revisions: len(d.Revisions),
		Explanations: len(explanationsOn(d)), Editions: len(editionsOf(d)),
	}
	for _, a := range d.Amendments {
		if isOpen(a) {
			s.OpenAmendments++
		}
	}
	if r, ok := d.Current(); ok {
		s.Current, s.TabledAt = r.Name, r.At
		for _, b := range r.Blocks {
			if isParagraph(b.Kind) {
				s.Paragraphs++
				if _, agreed := d.Agreed[b.ID]; agreed {
					s.Agreed++
				}
			}
		}
	}
	return s
}

func stage(d documentState) Stage {
	switch {
	case d.Document.Withdrawn != nil:
		return Withdrawn
	case d.Adopted != nil:
		return Adopted
	case d.Document.Proposed != 0:
		return Proposed
	case d.Silence != nil && d.Silence.State == negotiation.SilenceRunning:
		return InSilence
	}
	return Negotiating
}

func explanationsOn(d documentState) []position.Explanation {
	return list(d.Process.Standing(d.Code))
}

func editionsOf(d documentState) []negotiation.Issued {
	return slices.DeleteFunc(slices.Clone(list(d.Process.Editions)), func(e negotiation.Issued) bool { return e.Document != d.Code })
}

// list is s, and an empty list where there is none: null is no list.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// commit is a decision as the public sees it.
func commit(c eventlog.Stored, events []event.Event) Commit {
	out := Commit{Version: c.Version, Seq: c.Seq, Prev: c.Prev, Hash: c.Hash, At: c.At}
	if c.Document != eventlog.Record {
		out.Document = c.Document
	}
	for _, e := range events {
		if p, ok := stated(e); ok && !isPublic(p) {
			out.Withheld = true
			return out
		}
	}
	out.Verb, out.Actor = c.Verb, c.Actor
	for _, e := range c.Events {
		out.Kinds = append(out.Kinds, e.Kind)
	}
	return out
}

// stated is the position that an event records, if it does.
func stated(e event.Event) (position.Position, bool) {
	switch e := e.(type) {
	case *event.PositionRecorded:
		return e.Position, true
	case *event.PositionCorrected:
		return e.Position, true
	}
	return position.Position{}, false
}

// isPublic says whether everybody may see a position.
func isPublic(p position.Position) bool { return p.Audience == "" || p.Audience == position.Public }
