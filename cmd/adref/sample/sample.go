// Package sample is an invented negotiation, from the opening of its process to the compendium: the tour of the product.
//
// Its unit is the step: one command, by one actor, at one time. The States, the groups, the working group and every word are
// invented; the procedure is that of consensus texts. Law: played in order, every step is accepted.
package sample

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"adref/pkg/negotiation"
	"adref/pkg/position"
)

//go:embed script.json texts/*.md eops/*.md
var files embed.FS

// Compendium is the language of the compendium to whose digest, as it stands when the step is played, a step refers by the name:
// "compendium" is the English one, "compendium-fr" the French; "" for another name.
func Compendium(name string) (language string) {
	if name == "compendium" {
		return "en"
	}
	language, _ = strings.CutPrefix(name, "compendium-")
	if language == name {
		return ""
	}
	return language
}

// Script is a negotiation in the order in which it is played.
type Script struct {
	Process  string `json:"process"`
	Document string `json:"document"`
	Title    string `json:"title"` // of the sample, a sentence
	// Watch are two paragraphs, as cited in the first revision, to which several amendments are proposed.
	Watch []string `json:"watch"`
	Steps []Step   `json:"steps"`
}

// Step is one command.
type Step struct {
	At time.Time `json:"at"`
	By string    `json:"by"` // code of a delegation, or delegation.Chair
	Do string    `json:"do"` // verb of the command
	// With is the body of the command. A string "$name" in it stands for the ID of what the step of that name created.
	With json.RawMessage `json:"with,omitempty"`
	// Text is the file whose words go into the body: the content of a revision, the text of an explanation.
	Text string `json:"text,omitempty"`
	As   string `json:"as,omitempty"` // how later steps call what this one creates
	Say  string `json:"say"`          // the step in a sentence
}

// ErrStep says that a step cannot be made into a command.
var ErrStep = errors.New("the step makes no command")

// Load reads the script that is in the binary.
func Load() (Script, error) {
	var s Script
	b, err := files.ReadFile("script.json")
	if err != nil {
		return s, err
	}
	if err := json.Unmarshal(b, &s); err != nil {
		return s, fmt.Errorf("script of the sample: %w", err)
	}
	return s, nil
}

// Text is the words of a file of the sample ("texts/1-rev1.md", "eops/norland.en.md"), without the line end of an explanation.
// The error wraps fs.ErrNotExist where there is no such file.
func Text(name string) (string, error) {
	b, err := files.ReadFile(name)
	if strings.HasPrefix(name, "eops/") {
		return strings.TrimSuffix(string(b), "\n"), err
	}
	return string(b), err
}

// Texts are the files of the revisions, in their order.
func Texts() []string { return list("texts/*.md") }

// Explanations are the files of the explanations of position, in alphabetical order; the part before ".md" is the language.
func Explanations() []string { return list("eops/*.md") }

func list(pattern string) []string {
	names, err := fs.Glob(files, pattern)
	if err != nil {
		panic(err) // the pattern is a constant
	}
	return names
}

// Body is the JSON body of the command, with the words of its file and with the IDs of the names that it refers to. The error
// wraps ErrStep, or fs.ErrNotExist.
func (s Step) Body(ids map[string]string) ([]byte, error) {
	body, err := s.fields()
	if err != nil {
		return nil, err
	}
	for _, name := range s.Needs() {
		if ids[name] == "" {
			return nil, fmt.Errorf("%s by %s: nothing is called %q yet: %w", s.Do, s.By, name, ErrStep)
		}
	}
	body = replace(body, func(v string) string {
		if name, ok := strings.CutPrefix(v, "$"); ok {
			return ids[name]
		}
		return v
	}).(map[string]any)
	if s.Text != "" {
		field, words, err := s.words()
		if err != nil {
			return nil, err
		}
		body[field] = words
	}
	return json.Marshal(body)
}

// words is the field that the words of the file go into, and the words.
func (s Step) words() (field, words string, err error) {
	switch s.Do {
	case "table-revision":
		field = "content"
	case "explain-position":
		field = "text"
	default:
		return "", "", fmt.Errorf("%s takes no text: %w", s.Do, ErrStep)
	}
	words, err = Text(s.Text)
	return field, words, err
}

// Needs are the names that the step refers to, each once.
func (s Step) Needs() []string {
	body, err := s.fields()
	if err != nil {
		return nil
	}
	var names []string
	replace(body, func(v string) string {
		if name, ok := strings.CutPrefix(v, "$"); ok {
			names = append(names, name)
		}
		return v
	})
	slices.Sort(names)
	return slices.Compact(names)
}

// NamesDocument says whether the command is about the document, and not about the process alone.
func (s Step) NamesDocument() bool {
	entry, _ := negotiation.LookupCommand(s.Do)
	return entry.NamesDocument
}

// Restricted says whether what the step says is not for the public.
func (s Step) Restricted() bool {
	var body struct {
		Audience position.Audience `json:"audience"`
	}
	if len(s.With) == 0 || json.Unmarshal(s.With, &body) != nil {
		return false
	}
	return body.Audience != "" && body.Audience != position.Public
}

func (s Step) fields() (map[string]any, error) {
	body := map[string]any{}
	if len(s.With) == 0 {
		return body, nil
	}
	if err := json.Unmarshal(s.With, &body); err != nil {
		return nil, fmt.Errorf("%s by %s: %w: %v", s.Do, s.By, ErrStep, err)
	}
	return body, nil
}

// replace is a JSON value with every string in it replaced.
func replace(v any, with func(string) string) any {
	switch v := v.(type) {
	case string:
		return with(v)
	case []any:
		for i := range v {
			v[i] = replace(v[i], with)
		}
	case map[string]any:
		for k := range v {
			v[k] = replace(v[k], with)
		}
	}
	return v
}
