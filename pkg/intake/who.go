package intake

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"adref/pkg/delegation"
	"adref/pkg/negotiation"
	"adref/pkg/roster"
)

// ErrParty says that somebody is named who takes no part in the process.
var ErrParty = errors.New("no such delegation or group in the process")

// people finds for whom authors write.
//
// Rule, the first that says something counts: what the sender says now; what the chair's office has said (attribute-author); the
// name itself, where it is that of a delegation or a group, or of several with a semicolon between them, or ends with one in
// brackets ("Jane Doe (Norland)"); else the author writes for the sender.
type people struct {
	process *negotiation.Process
	dir     delegation.Directory
	sender  string
	said    map[string][]string // by folded name of the author
}

func newPeople(p *negotiation.Process, w Wish) (people, error) {
	out := people{process: p, dir: delegation.NewDirectory(p.Delegations, p.Groups), sender: w.Sender, said: map[string][]string{}}
	for author, names := range w.Authors {
		parties, ok := out.parties(names)
		if !ok {
			return out, fmt.Errorf("author %s: %q: %w", author, names, ErrParty)
		}
		out.said[delegation.Fold(author)] = parties
	}
	return out, nil
}

// writesFor is for whom an author writes and how that is known.
func (p people) writesFor(author string) Author {
	a := Author{Name: author, How: "nobody says for whom: it is taken as the sender’s"}
	said, ok := p.said[delegation.Fold(author)]
	stored, known := p.process.WritesFor(author)
	switch {
	case ok:
		a.Parties, a.How = said, "as you say"
	case known:
		a.Parties, a.How = stored, "as the chair’s office has recorded"
	default:
		if parties, ok := p.parties(author); ok {
			a.Parties, a.How = parties, "the name says so"
		} else if parties, ok := p.parties(bracketed(author)); ok {
			a.Parties, a.How = parties, "the name says so in brackets"
		} else {
			a.Parties = []string{p.sender}
		}
	}
	a.Names = p.names(a.Parties)
	return a
}

// parties are the codes of those who are named, all of whom take part in the process.
func (p people) parties(names string) ([]string, bool) {
	if code, ok := p.code(names); ok {
		return []string{code}, true
	}
	var codes []string
	for n := range strings.SplitSeq(names, ";") {
		code, ok := p.code(n)
		if !ok || slices.Contains(codes, code) {
			return nil, false
		}
		codes = append(codes, code)
	}
	return codes, true
}

func (p people) code(name string) (string, bool) {
	if code, ok := p.dir.Code(name); ok {
		return code, true
	}
	if slices.Contains([]string{"chair", "chair's office", "the chair's office", "chair’s office", "the chair’s office"}, strings.ToLower(strings.TrimSpace(name))) {
		return delegation.Chair, true
	}
	code, ok := roster.UN().Code(name)
	return code, ok && p.takesPart(code)
}

func (p people) takesPart(code string) bool { return p.process.Admitted(code) || p.isGroup(code) }

func (p people) isGroup(code string) bool {
	return slices.ContainsFunc(p.process.Groups, func(g delegation.Group) bool { return g.Code == code })
}

// bracketed is what stands in brackets at the end of a name.
func bracketed(name string) string {
	name = strings.TrimSpace(name)
	open := strings.LastIndex(name, "(")
	if open < 0 || !strings.HasSuffix(name, ")") {
		return ""
	}
	return name[open+1 : len(name)-1]
}

// attribution is who would propose what these parties want, who else would sponsor it, and why the actor cannot do it, "" if it can.
//
// Rule: a delegation proposes its own amendments and those of groups it is a member of, and enters the others of a joint proposal
// as sponsors; the chair's office enters anybody's.
func (p people) attribution(w Wish, parties []string, members func(group string) []string) (who delegation.Attribution, with []string, not string) {
	speaks := func(by string) (delegation.Attribution, []string, string) {
		groups, others := []string{}, []string{}
		for _, c := range parties {
			switch {
			case c == by:
			case p.isGroup(c):
				groups = append(groups, c)
			default:
				others = append(others, c)
			}
		}
		if slices.Contains(parties, by) || by == delegation.Chair { // its own, and others join
			return delegation.Attribution{By: by}, append(groups, others...), ""
		}
		return delegation.Attribution{By: by, OnBehalfOf: append(groups, others...)}, nil, ""
	}
	isMember := func(c string) bool { return p.isGroup(c) && slices.Contains(members(c), w.Sender) }
	switch {
	case slices.Contains(parties, w.Sender), slices.ContainsFunc(parties, isMember):
		return speaks(w.Sender)
	case w.Actor == delegation.Chair:
		for _, c := range parties {
			if p.process.Admitted(c) {
				return speaks(c)
			}
		}
		for _, m := range members(parties[0]) {
			return speaks(m)
		}
	}
	who = delegation.Attribution{By: parties[0]}
	if p.isGroup(parties[0]) {
		who = delegation.Attribution{By: w.Sender, OnBehalfOf: slices.Clone(parties)}
	}
	return who, nil, fmt.Sprintf("it is for %s to propose this, or for the chair’s office", p.names(parties))
}

// names are the parties by name, in English.
func (p people) names(codes []string) string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = p.name(c)
	}
	return strings.Join(out, "; ")
}

func (p people) name(code string) string {
	if code == delegation.Chair {
		return "the chair’s office"
	}
	for _, d := range p.process.Delegations {
		if d.Code == code {
			return d.Name("en")
		}
	}
	for _, g := range p.process.Groups {
		if g.Code == code {
			return g.Name("en")
		}
	}
	return code
}
