// Package consensus is when a text is agreed: the rules of a process, the status of a paragraph, silence, adoption.
//
// A decision is taken when nobody objects (absence of objection, not unanimity; domain.md B9).
package consensus

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Status is where a paragraph stands. The zero value is Open.
type Status string

// Statuses of a paragraph: open while brackets or amendments stand, clean without them, agreed ad ref(erendum) when closed
// while the rest is negotiated; it can be reopened.
const (
	Open   Status = ""
	Clean  Status = "clean"
	Agreed Status = "agreed"
)

// Who may do something.
type Who string

// The zero value is AnyDelegation.
const (
	AnyDelegation Who = ""
	ChairOffice   Who = "chair"
)

// Rules is what differs between bodies. The zero value holds the defaults.
type Rules struct {
	// Silence is the least length of a silence procedure; 0 means DefaultSilence.
	Silence Duration `json:"silence,omitempty"`
	// Bracket and Lift say who may put words into brackets and who may lift brackets.
	Bracket Who `json:"bracket,omitempty"`
	Lift    Who `json:"lift,omitempty"`
	// Bis says what "12 bis" means: an inserted paragraph (negotiators) or an alternative of 12 (Editorial Manual).
	Bis Bis `json:"bis,omitempty"`
	// Ladder is the steps through which a paragraph is agreed, the first first ("agreed in informals", "agreed in plenary");
	// without one there is only "agreed" (domain.md B2).
	Ladder []string `json:"ladder,omitempty"`
	// GroupsBind says that a group's position is that of a member that has not said its own. By default nothing is inferred.
	GroupsBind bool `json:"groupsBind,omitempty"`
	// Formal and Informal are commands by their verb ("agree-paragraph"): while a meeting sits, those of Formal are decided only
	// in formal mode, beside those of FormalByDefault; those of Informal are not bound to it.
	Formal   []string `json:"formal,omitempty"`
	Informal []string `json:"informal,omitempty"`
}

// FormalByDefault are the commands that are decided in formal mode where a meeting sits: informal meetings negotiate and decide
// nothing (domain.md B9).
var FormalByDefault = []string{"adopt-programme", "adopt-text"}

// NeedsFormal says whether a command is decided only in formal mode while a meeting sits.
func (r Rules) NeedsFormal(verb string) bool {
	if slices.Contains(r.Informal, verb) {
		return false
	}
	return slices.Contains(r.Formal, verb) || slices.Contains(FormalByDefault, verb)
}

// Bis is the convention for "bis", "ter" (domain.md B1).
type Bis string

// The zero value is Inserted.
const (
	Inserted    Bis = ""
	Alternative Bis = "alternative"
)

// DefaultSilence is 72 hours (General Assembly decision 74/544 of 27 March 2020).
const DefaultSilence = 72 * time.Hour

// MinSilence is the least length of a silence procedure under the rules.
func (r Rules) MinSilence() time.Duration {
	if r.Silence == 0 {
		return DefaultSilence
	}
	return time.Duration(r.Silence)
}

// ErrRules says that rules hold a value that has no meaning.
var ErrRules = errors.New("no such rule")

// Check says whether every rule has a value with a meaning; the error wraps ErrRules.
func (r Rules) Check() error {
	for _, w := range []Who{r.Bracket, r.Lift} {
		if w != AnyDelegation && w != ChairOffice {
			return fmt.Errorf("who may: %q: %w (leave it out, or say %q)", w, ErrRules, ChairOffice)
		}
	}
	if r.Bis != Inserted && r.Bis != Alternative {
		return fmt.Errorf("bis: %q: %w (leave it out, or say %q)", r.Bis, ErrRules, Alternative)
	}
	for _, v := range r.Formal {
		if slices.Contains(r.Informal, v) {
			return fmt.Errorf("%q is formal and informal: %w (name it once)", v, ErrRules)
		}
	}
	for i, s := range r.Ladder {
		if strings.TrimSpace(s) == "" || s == string(Clean) || slices.Contains(r.Ladder[:i], s) {
			return fmt.Errorf("ladder: %q: %w (each step has a name of its own, and not %q)", s, ErrRules, Clean)
		}
	}
	if r.Silence < 0 {
		return fmt.Errorf("silence: %s: %w (a positive length such as \"72h\")", time.Duration(r.Silence), ErrRules)
	}
	return nil
}

// Duration is a length of time, in JSON a string such as "72h".
type Duration time.Duration

// MarshalText writes "72h0m0s".
func (d Duration) MarshalText() ([]byte, error) { return []byte(time.Duration(d).String()), nil }

// UnmarshalText reads "72h".
func (d *Duration) UnmarshalText(b []byte) error {
	v, err := time.ParseDuration(string(b))
	*d = Duration(v)
	return err
}
