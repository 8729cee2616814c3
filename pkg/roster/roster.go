package roster

import (
	_ "embed"
	"slices"
	"sync"
	"time"

	"adref/pkg/delegation"
)

// Languages are the official languages of the United Nations, in the English alphabetical order of their names.
var Languages = []string{"ar", "zh", "en", "fr", "ru", "es"}

// Status is what kind of party somebody is.
type Status string

// Statuses, in the order of the file.
const (
	Member         Status = "member"           // of the United Nations
	ObserverState  Status = "observer-state"   // Holy See, State of Palestine
	NonMemberState Status = "non-member-state" // takes part where “all States” do
	Organisation   Status = "organisation"     // has a standing invitation, or takes part as an observer
	Class          Status = "class"            // of those who may take part: non-governmental organizations, the private sector
	group          Status = "group"
)

// Party is a State, an organisation, or a class of them.
type Party struct {
	Status   Status
	Code     string // delegation.Delegation
	ISO2     string // ISO 3166-1 alpha-2, "" for what is not a State
	ISO3     string
	Names    map[string]string // by language
	Articles map[string]string // by language, as before the name in a sentence: "the", "l’"; languages without are absent
	SortKeys map[string]string // see delegation.Delegation
	Aliases  []string
	Former   []Former // in the order of the file
}

// Former is a name that a party had.
type Former struct {
	Language, Name string
	// Until is the first day of the new name, or the first of January of its year where the day is not certain (YearOnly).
	Until    time.Time
	YearOnly bool
}

// Group is a group of parties.
type Group struct {
	Code     string
	Names    map[string]string
	Articles map[string]string
	Aliases  []string
	// Members are the codes of those who were in it on the day AsOf; none where that is not certain.
	Members []string
	AsOf    time.Time
}

// Observer says whether the party takes part without deciding. A State that is not a member decides where all States take part, which
// is for the process to say.
func (p Party) Observer() bool { return p.Status != Member && p.Status != NonMemberState }

// Delegation is the party as a process admits it. Former names are aliases, since older texts have them.
func (p Party) Delegation() delegation.Delegation {
	d := delegation.Delegation{Code: p.Code, Names: p.Names, Aliases: slices.Clone(p.Aliases), SortKeys: p.SortKeys, Observer: p.Observer()}
	for _, f := range p.Former {
		if !slices.Contains(d.Aliases, f.Name) && p.Names[f.Language] != f.Name {
			d.Aliases = append(d.Aliases, f.Name)
		}
	}
	return d
}

// NameAt is what the party was called on a day.
func (p Party) NameAt(language string, day time.Time) string {
	name, until := p.Names[language], time.Time{}
	for _, f := range p.Former {
		if f.Language == language && day.Before(f.Until) && (until.IsZero() || f.Until.Before(until)) {
			name, until = f.Name, f.Until
		}
	}
	return name
}

// Group is the group as a process forms it, with those of its members that the process has admitted.
func (g Group) Group(admitted func(code string) bool) delegation.Group {
	f := delegation.Group{Code: g.Code, Names: g.Names, Aliases: g.Aliases, Members: []string{}}
	for _, m := range g.Members {
		if admitted(m) {
			f.Members = append(f.Members, m)
		}
	}
	return f
}

// Roster is a list of parties and groups. The zero value is empty.
type Roster struct {
	Parties []Party // by status and code
	Groups  []Group // by code

	directory delegation.Directory
}

//go:embed un.txt
var un string

// UN is the roster of the United Nations. Its maps and slices are shared: do not change them.
var UN = sync.OnceValue(func() Roster {
	r, err := Parse(un)
	if err != nil {
		panic(err) // a test reads the file
	}
	return r
})

// Code is the code of the party or group that is called so in any of its languages, now or formerly, and whether there is one.
func (r Roster) Code(name string) (string, bool) { return r.directory.Code(name) }

// Party is the party of a code.
func (r Roster) Party(code string) (Party, bool) {
	i := slices.IndexFunc(r.Parties, func(p Party) bool { return p.Code == code })
	if i < 0 {
		return Party{}, false
	}
	return r.Parties[i], true
}

// Group is the group of a code.
func (r Roster) Group(code string) (Group, bool) {
	i := slices.IndexFunc(r.Groups, func(g Group) bool { return g.Code == code })
	if i < 0 {
		return Group{}, false
	}
	return r.Groups[i], true
}

// Delegations are the parties of the given statuses, in the alphabetical order of a language.
func (r Roster) Delegations(language string, statuses ...Status) []delegation.Delegation {
	var ds []delegation.Delegation
	for _, p := range r.Parties {
		if slices.Contains(statuses, p.Status) {
			ds = append(ds, p.Delegation())
		}
	}
	delegation.NewOrder(language).Sort(ds, language)
	return ds
}
