package sample_test

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"adref/cmd/adref/sample"
	"adref/pkg/delegation"
	"adref/pkg/negotiation"
)

func Example() {
	s, err := sample.Load()
	if err != nil {
		panic(err)
	}
	fmt.Println(s.Title)
	for _, step := range s.Steps[19:22] {
		fmt.Printf("%s  %-8s %s\n", step.At.Format("2 Jan"), step.By, step.Say)
	}
	// Output:
	// A sample negotiation: an invented working group agrees its annual progress report, from March to July 2026.
	// 20 Apr  chair    The chair tables the zero draft, 61 paragraphs with few brackets.
	// 24 Apr  kestria  Kestria asks to delete “timely and results-driven” from paragraph 6: the words are subjective.
	// 24 Apr  kestria  Kestria asks for the same in paragraph 45, on capacity-building.
}

func load(t *testing.T) sample.Script {
	t.Helper()
	s, err := sample.Load()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestScriptIsInOrder(t *testing.T) {
	s := load(t)
	known := map[string]bool{}
	for i, step := range s.Steps {
		if _, ok := negotiation.LookupCommand(step.Do); !ok {
			t.Errorf("step %d: no command %q", i+1, step.Do)
		}
		if i > 0 && !step.At.After(s.Steps[i-1].At) {
			t.Errorf("step %d at %s is not after the one before", i+1, step.At)
		}
		if step.At.Year() != 2026 || step.At.Month() < 3 || step.At.Month() > 7 {
			t.Errorf("step %d at %s is not in March to July 2026", i+1, step.At)
		}
		for _, name := range step.Needs() {
			if !known[name] && sample.Compendium(name) == "" {
				t.Errorf("step %d refers to %q, which nothing before it creates", i+1, name)
			}
		}
		if step.As != "" && known[step.As] {
			t.Errorf("step %d: %q is the name of two things", i+1, step.As)
		}
		known[step.As] = true
		if n := utf8.RuneCountInString(step.Say); n == 0 || n > 130 || !strings.HasSuffix(step.Say, ".") && !strings.HasSuffix(step.Say, "?") {
			t.Errorf("step %d is not told in a short sentence: %q", i+1, step.Say)
		}
	}
}

func TestEveryBodyIsOneOfItsCommand(t *testing.T) {
	for i, step := range load(t).Steps {
		ids := map[string]string{}
		for _, name := range step.Needs() {
			ids[name] = "id"
		}
		body, err := step.Body(ids)
		if err != nil {
			t.Fatalf("step %d: %v", i+1, err)
		}
		if _, err := negotiation.DecodeCommand(step.Do, body); err != nil {
			t.Errorf("step %d: %v", i+1, err)
		}
	}
}

// noOccasion are the commands that this negotiation has no occasion for; the scenarios of pkg/negotiation show them all.
var noOccasion = []string{"correct-match", "dispute-mode", "amend-amendment", "leave-sponsors", "reintroduce-amendment", "extend-silence",
	"correct-position", "correct-explanation", "withdraw-explanation",
	"block-adoption", "correct-text", "withdraw-document", "attribute-bracket", "declare-alternatives", "link-package"}

func TestEveryCommandOfTheProcedureIsShown(t *testing.T) {
	shown := map[string]int{}
	for _, step := range load(t).Steps {
		shown[step.Do]++
	}
	for _, c := range negotiation.Commands {
		if (shown[c.Verb] == 0) != slices.Contains(noOccasion, c.Verb) {
			t.Errorf("the sample shows %s %d times", c.Verb, shown[c.Verb])
		}
	}
	if n := shown["propose-amendment"]; n < 20 || n > 30 {
		t.Errorf("%d amendments", n)
	}
}

func TestBodyRefusesAnUnknownNameAndAMissingFile(t *testing.T) {
	step := sample.Step{By: "norland", Do: "join-sponsors", With: []byte(`{"amendment":"$a-nothing"}`)}
	if _, err := step.Body(nil); !errors.Is(err, sample.ErrStep) {
		t.Errorf("an unknown name: %v", err)
	}
	step = sample.Step{By: delegation.Chair, Do: "table-revision", Text: "texts/none.md"}
	if _, err := step.Body(nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: %v", err)
	}
	step = sample.Step{By: delegation.Chair, Do: "adopt-text", Text: sample.Texts()[0]}
	if _, err := step.Body(nil); !errors.Is(err, sample.ErrStep) {
		t.Errorf("a command without a text: %v", err)
	}
}

// scripts are the letters of a language in which an explanation is really written.
var scripts = map[string]*unicode.RangeTable{
	"en": unicode.Latin, "fr": unicode.Latin, "es": unicode.Latin, "ru": unicode.Cyrillic, "ar": unicode.Arabic, "zh": unicode.Han,
}

func TestExplanationsAreInTheSixLanguages(t *testing.T) {
	seen := map[string]bool{}
	for _, name := range sample.Explanations() {
		words, err := sample.Text(name)
		if err != nil {
			t.Fatal(err)
		}
		_, language, _ := strings.Cut(strings.TrimSuffix(path.Base(name), ".md"), ".")
		seen[language] = true
		letters, own := 0, 0
		for _, r := range words {
			if unicode.IsLetter(r) {
				letters++
				if unicode.Is(scripts[language], r) {
					own++
				}
			}
		}
		if 10*own < 9*letters {
			t.Errorf("%s: %d of %d letters are of its script", name, own, letters)
		}
		n := len(strings.Fields(words))
		if language == "zh" {
			n = own / 2 // two characters make a word, about
		}
		if n < 120 || n > 350 {
			t.Errorf("%s has %d words", name, n)
		}
	}
	if len(seen) != len(scripts) {
		t.Errorf("languages of the explanations: %v", seen)
	}
}

func TestEveryFileIsPlayed(t *testing.T) {
	var played []string
	for _, step := range load(t).Steps {
		if step.Text != "" {
			played = append(played, step.Text)
		}
	}
	slices.Sort(played)
	have := slices.Sorted(slices.Values(append(sample.Texts(), sample.Explanations()...)))
	if !slices.Equal(played, have) {
		t.Errorf("played: %v\nin the binary: %v", played, have)
	}
}
