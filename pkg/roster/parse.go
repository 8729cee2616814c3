package roster

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"adref/pkg/delegation"
)

// Why a file is refused.
var (
	ErrLine      = errors.New("the line means nothing")
	ErrMissing   = errors.New("a name is missing")
	ErrAmbiguous = errors.New("the name is of two")
	ErrOrder     = errors.New("the records are not sorted by status and code")
	ErrMember    = errors.New("no party has this code")
)

// Parse reads a roster, in the format that the head of un.txt describes. Errors name the record and wrap one of those above, or
// delegation.ErrCode.
func Parse(file string) (Roster, error) {
	var r Roster
	var last record
	for n, block := range strings.Split(withoutComments(file), "\n\n") {
		if strings.TrimSpace(block) == "" {
			continue
		}
		rec, err := parseRecord(block)
		if err != nil {
			return Roster{}, fmt.Errorf("record %d (%s): %w", n+1, rec.code, err)
		}
		if !last.before(rec) {
			return Roster{}, fmt.Errorf("%s %s: %w", rec.status, rec.code, ErrOrder)
		}
		last = rec
		if rec.status == group {
			r.Groups = append(r.Groups, Group{rec.code, rec.names, rec.articles, rec.aliases, rec.members, rec.asOf})
			continue
		}
		r.Parties = append(r.Parties, Party{rec.status, rec.code, rec.iso2, rec.iso3, rec.names, rec.articles, rec.sortKeys, rec.aliases, rec.former})
	}
	return r, r.index()
}

func withoutComments(file string) string {
	var b strings.Builder
	for line := range strings.Lines(norm.NFC.String(file)) {
		if !strings.HasPrefix(line, "#") {
			b.WriteString(line)
		}
	}
	return b.String()
}

// index makes the directory, and refuses a name that two parties have, and a member that is no party.
func (r *Roster) index() error {
	of := map[string]string{}
	var ds []delegation.Delegation
	var gs []delegation.Group
	claim := func(code string, names map[string]string, aliases []string) error {
		for _, name := range slices.Concat([]string{code}, slices.Sorted(maps.Values(names)), aliases) {
			key := delegation.Fold(name)
			if other := cmp.Or(of[key], code); other != code {
				return fmt.Errorf("%q: %s and %s: %w", name, other, code, ErrAmbiguous)
			}
			of[key] = code
		}
		return nil
	}
	for _, p := range r.Parties {
		d := p.Delegation()
		if err := claim(d.Code, d.Names, d.Aliases); err != nil {
			return err
		}
		ds = append(ds, d)
	}
	for _, g := range r.Groups {
		if err := claim(g.Code, g.Names, g.Aliases); err != nil {
			return err
		}
		for _, m := range g.Members {
			if _, ok := r.Party(m); !ok {
				return fmt.Errorf("%s: member %s: %w", g.Code, m, ErrMember)
			}
		}
		gs = append(gs, delegation.Group{Code: g.Code, Names: g.Names, Aliases: g.Aliases})
	}
	r.directory = delegation.NewDirectory(ds, gs)
	return nil
}

// record is a party or a group as the file has it.
type record struct {
	status           Status
	code, iso2, iso3 string
	names, articles  map[string]string
	sortKeys         map[string]string
	aliases          []string
	former           []Former
	members          []string
	asOf             time.Time
}

// statuses in the order of the file.
var statuses = []Status{Member, ObserverState, NonMemberState, Organisation, Class, group}

// before says whether a record may stand before another; the zero record may stand before any.
func (a record) before(b record) bool {
	return a.code == "" || cmp.Or(cmp.Compare(slices.Index(statuses, a.status), slices.Index(statuses, b.status)), strings.Compare(a.code, b.code)) < 0
}

func parseRecord(block string) (record, error) {
	lines := strings.Split(strings.TrimSpace(block), "\n")
	rec, err := parseHead(lines[0])
	if err != nil {
		return rec, err
	}
	for _, line := range lines[1:] {
		if err := rec.take(line); err != nil {
			return rec, fmt.Errorf("%q: %w", line, err)
		}
	}
	for _, l := range Languages {
		if rec.names[l] == "" {
			return rec, fmt.Errorf("in %s: %w", l, ErrMissing)
		}
	}
	return rec, nil
}

// parseHead reads “status code [alpha-2 alpha-3]”; States have both codes, others have none.
func parseHead(line string) (record, error) {
	rec := record{names: map[string]string{}, articles: map[string]string{}}
	head := strings.Fields(line)
	if len(head) < 2 || !slices.Contains(statuses, Status(head[0])) {
		return rec, fmt.Errorf("%q: %w", line, ErrLine)
	}
	rec.status, rec.code = Status(head[0]), head[1]
	state := rec.status == Member || rec.status == ObserverState || rec.status == NonMemberState
	switch {
	case state && len(head) == 4 && len(head[2]) == 2 && len(head[3]) == 3:
		rec.iso2, rec.iso3 = head[2], head[3]
	case state || len(head) != 2:
		return rec, fmt.Errorf("%q: %w", line, ErrLine)
	}
	return rec, delegation.CheckCode(rec.code)
}

// take reads a line of a record; a thing is said once.
func (rec *record) take(line string) error {
	what, value, ok := strings.Cut(line, ": ")
	if value = strings.TrimSpace(value); !ok || value == "" {
		return ErrLine
	}
	field := strings.Fields(what)
	switch {
	case len(field) == 1 && slices.Contains(Languages, field[0]) && rec.names[field[0]] == "":
		name, article, has := strings.Cut(value, " | ")
		rec.names[field[0]] = name
		if has {
			rec.articles[field[0]] = article
		}
	case len(field) == 3 && field[1] == "until" && slices.Contains(Languages, field[0]):
		until, yearOnly, err := parseUntil(field[2])
		if err != nil {
			return err
		}
		rec.former = append(rec.former, Former{Language: field[0], Name: value, Until: until, YearOnly: yearOnly})
	case len(field) == 2 && field[0] == "sort" && slices.Contains(Languages, field[1]) && rec.sortKeys[field[1]] == "":
		if rec.sortKeys == nil {
			rec.sortKeys = map[string]string{}
		}
		rec.sortKeys[field[1]] = value
	case what == "alias" && rec.aliases == nil:
		rec.aliases = strings.Split(value, "; ")
	case len(field) == 2 && field[0] == "members" && rec.status == group && rec.members == nil:
		rec.members = strings.Fields(value)
		var err error
		rec.asOf, err = parseDay(field[1])
		return err
	default:
		return ErrLine
	}
	return nil
}

func parseUntil(s string) (day time.Time, yearOnly bool, err error) {
	if len(s) == len("2006") {
		s, yearOnly = s+"-01-01", true
	}
	day, err = parseDay(s)
	return day, yearOnly, err
}

func parseDay(s string) (time.Time, error) {
	day, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return time.Time{}, fmt.Errorf("%w: %v", ErrLine, err)
	}
	return day, nil
}
