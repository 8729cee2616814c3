package negotiation

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"adref/pkg/delegation"
	"adref/pkg/event"
)

// AttributeAuthor says for which delegations or groups somebody writes whose name stands on tracked changes. Only the chair's office.
type AttributeAuthor struct {
	Author  string   `json:"author"`            // as the file has it: "Jane Doe", "Windows User"
	Parties []string `json:"parties,omitempty"` // codes; several of a joint proposal; none takes back what was said
}

// Author is somebody whose name stands on tracked changes, and for whom it writes.
type Author struct {
	Name    string   `json:"name"`
	Parties []string `json:"parties"` // codes, at least one
}

// attributeAuthor: word processors put the name of a person on a tracked change, and what is negotiated is between delegations.
// The chair's office, which knows who writes for whom, says so once for the whole process. It is a convenience for those who read
// files: it proposes nothing in anybody's name, and changes nothing that was proposed before.
func (p *Process) attributeAuthor(r Request, c *AttributeAuthor) (events, error) {
	if err := chairOnly(r); err != nil {
		return nil, err
	}
	if err := words("author", c.Author); err != nil {
		return nil, err
	}
	if strings.ContainsFunc(c.Author, unicode.IsControl) {
		return nil, fmt.Errorf("author %q: %w", c.Author, ErrUnknown)
	}
	for i, code := range c.Parties {
		_, isGroup := p.group(code)
		switch {
		case !isGroup && !p.Admitted(code):
			return nil, fmt.Errorf("%s: %w", code, ErrUnknownParty)
		case slices.Contains(c.Parties[:i], code):
			return nil, fmt.Errorf("%s: %w", code, ErrTwice)
		}
	}
	if was, _ := p.WritesFor(c.Author); slices.Equal(was, c.Parties) {
		return nil, fmt.Errorf("author %s: %w", c.Author, ErrNoChange)
	}
	return events{&event.AuthorAttributed{Author: c.Author, Parties: append([]string{}, c.Parties...)}}, nil
}

// WritesFor are the codes of those for whom an author writes, and whether the chair's office has said so. Case, dots and spaces in
// the name make no difference.
func (p *Process) WritesFor(author string) ([]string, bool) {
	i := p.author(author)
	if i < 0 {
		return nil, false
	}
	return p.Authors[i].Parties, true
}

func (p *Process) author(name string) int {
	return slices.IndexFunc(p.Authors, func(a Author) bool { return delegation.Fold(a.Name) == delegation.Fold(name) })
}

func (p *Process) authorAttributed(e *event.AuthorAttributed) {
	p.Authors = slices.DeleteFunc(slices.Clone(p.Authors), func(a Author) bool { return delegation.Fold(a.Name) == delegation.Fold(e.Author) })
	if len(e.Parties) > 0 {
		p.Authors = append(p.Authors, Author{Name: e.Author, Parties: slices.Clone(e.Parties)})
	}
}
