package negotiation

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"adref/pkg/consensus"
	"adref/pkg/delegation"
	"adref/pkg/event"
)

// open: only the chair's office opens a process, once, with a title and rules that have a meaning.
func (p *Process) open(r Request, c *OpenProcess) (events, error) {
	if p.Opened {
		return nil, fmt.Errorf("process %s: %w", r.Process, ErrAlreadyOpen)
	}
	if err := delegation.CheckCode(r.Process); err != nil {
		return nil, invalid(fmt.Errorf("process: %w", err))
	}
	if err := words("title", c.Title); err != nil {
		return nil, err
	}
	if err := checkRules(c.Rules); err != nil {
		return nil, err
	}
	return events{&event.ProcessOpened{Title: c.Title, Body: c.Body, Rules: c.Rules}}, nil
}

// setRules: only the chair's office sets the rules; they hold from now on and do not touch what was decided before.
func (p *Process) setRules(r Request, c *SetRules) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	if err := checkRules(c.Rules); err != nil {
		return nil, err
	}
	if reflect.DeepEqual(c.Rules, p.Rules) {
		return nil, fmt.Errorf("rules of %s: %w", r.Process, ErrNoChange)
	}
	return events{&event.RulesSet{Rules: c.Rules}}, nil
}

// checkRules says whether every rule has a meaning; the commands that it names are commands.
func checkRules(rules consensus.Rules) error {
	for _, verb := range slices.Concat(rules.Formal, rules.Informal) {
		if _, ok := LookupCommand(verb); !ok {
			return fmt.Errorf("formal, informal: %q: %w", verb, ErrUnknown)
		}
	}
	return invalid(rules.Check())
}

// admit: only the chair's office admits a delegation, or corrects the names of one. A delegation has a name in English, the
// language to which all others fall back, and shares none of its names with another party, since the texts attribute words by
// name (domain.md B10).
func (p *Process) admit(r Request, c *AdmitDelegation) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	d := c.Delegation
	if _, taken := p.group(d.Code); taken || d.Code == delegation.Chair {
		return nil, fmt.Errorf("delegation %s: %w", d.Code, ErrNameTaken)
	}
	if err := p.checkNames(d.Code, d.Names, d.Aliases); err != nil {
		return nil, fmt.Errorf("delegation %s: %w", d.Code, err)
	}
	for language, key := range d.SortKeys {
		if err := errors.Join(tag(language), words("sort key", key)); err != nil {
			return nil, fmt.Errorf("delegation %s: %w", d.Code, err)
		}
	}
	if was, _ := p.delegation(d.Code); reflect.DeepEqual(was, d) {
		return nil, fmt.Errorf("delegation %s: %w", d.Code, ErrNoChange)
	}
	return events{&event.DelegationAdmitted{Delegation: d}}, nil
}

// checkNames says whether a party can be called so beside the others.
func (p *Process) checkNames(code string, names map[string]string, aliases []string) error {
	if err := delegation.CheckCode(code); err != nil {
		return invalid(err)
	}
	if err := words("name in English", names["en"]); err != nil {
		return err
	}
	others := delegation.NewDirectory(
		slices.DeleteFunc(slices.Clone(p.Delegations), func(d delegation.Delegation) bool { return d.Code == code }),
		slices.DeleteFunc(slices.Clone(p.Groups), func(g delegation.Group) bool { return g.Code == code }))
	called := append([]string{code}, aliases...)
	for language, n := range names {
		if err := tag(language); err != nil {
			return err
		}
		called = append(called, n)
	}
	slices.Sort(called) // the refusal is the same for the same command
	for _, n := range called {
		if err := words("name", n); err != nil {
			return err
		}
		if other, ok := others.Code(n); ok {
			return fmt.Errorf("%q names %s: %w", n, other, ErrNameTaken)
		}
	}
	return nil
}

func (p *Process) admitted(e *event.DelegationAdmitted) {
	same := func(d delegation.Delegation) bool { return d.Code == e.Delegation.Code }
	if i := slices.IndexFunc(p.Delegations, same); i >= 0 {
		p.Delegations[i] = e.Delegation
		return
	}
	p.Delegations = append(p.Delegations, e.Delegation)
}

func (p *Process) invited(e *event.ExplanationsInvited, at time.Time) {
	if p.Invitations == nil {
		p.Invitations = map[string]Invitation{}
	}
	p.Invitations[e.Document] = Invitation{At: at, Deadline: e.Deadline}
}

// words says whether something that must be said in words is.
func words(what, s string) error {
	if !utf8.ValidString(s) {
		return fmt.Errorf("%s: %w", what, ErrNotUTF8)
	}
	if strings.TrimSpace(s) == "" {
		return fmt.Errorf("%s: %w", what, ErrMissing)
	}
	return nil
}
