package negotiation_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"adref/pkg/negotiation"
	"adref/pkg/text"
)

// The rules of the procedure are told in testdata/*.scenario, for a reader who knows negotiations and not Go:
//
//	scenario  what the rule is, with its source
//	given     who: command {…}      happened before (several lines; "a tabled text" stands for the lines of givenText)
//	after     72h                   time passes
//	when      who: command {…}      is asked for
//	then      kind {…}              this follows: all events in order; the fields shown are as shown, others are not looked at
//	refused   why                   nothing follows: the words of the sentinel error
//
// In a command "+72h" is the moment so much later than now, "1h ago" so much before; the content of a text is one block a line, "12. words". In one
// scenario the state goes on from step to step. Every step is also checked for the laws of the package (see table.do).

// givenText is what "given a tabled text" stands for.
var givenText = []string{
	`chair: open-process {"title": "Working group", "rules": {}}`,
	`chair: admit-delegation {"delegation": {"code": "norland", "names": {"en": "Norland"}}}`,
	`chair: admit-delegation {"delegation": {"code": "sudmark", "names": {"en": "Sudmark"}}}`,
	`chair: admit-delegation {"delegation": {"code": "estia", "names": {"en": "Estia"}}}`,
	`chair: admit-delegation {"delegation": {"code": "union", "names": {"en": "Union"}, "observer": true}}`,
	`chair: form-group {"group": {"code": "friends", "names": {"en": "Friends of the text"}, "members": ["norland", "sudmark"]}}`,
	`chair: open-document {"title": "Report"}`,
	`chair: table-revision {"name": "Zero draft", "format": "text", "content": "` +
		`PP1. Recalling its resolution [A/RES/75/240],\n` +
		`1. States should cooperate.\n` +
		`2. States [shall] report annually.\n` +
		`3. The Group recommends concrete, action-oriented steps and other concrete measures."}`,
}

// line is a line of a scenario.
type line struct {
	file string
	no   int
	word string // "given", "when", …
	rest string
}

func (l line) String() string { return fmt.Sprintf("%s:%d: %s %s", l.file, l.no, l.word, l.rest) }

// scenario is one rule.
type scenario struct {
	name  string
	lines []line
}

func readScenarios(t *testing.T) []scenario {
	t.Helper()
	files, err := filepath.Glob("testdata/*.scenario")
	if err != nil || len(files) == 0 {
		t.Fatal("no scenarios", err)
	}
	var all []scenario
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range strings.Split(string(b), "\n") {
			word, rest, _ := strings.Cut(strings.TrimSpace(s), " ")
			l := line{file: f, no: i + 1, word: word, rest: strings.TrimSpace(rest)}
			switch {
			case word == "" || strings.HasPrefix(word, "#"):
			case word == "scenario":
				all = append(all, scenario{name: l.rest})
			case len(all) == 0:
				t.Fatalf("%s: before the first scenario", l)
			default:
				s := &all[len(all)-1]
				s.lines = append(s.lines, l)
			}
		}
	}
	return all
}

func TestScenarios(t *testing.T) {
	covered := coverage{succeeded: map[string]bool{}, refused: map[string]bool{}, reasons: map[string]bool{}, kinds: map[string]bool{}}
	for _, s := range readScenarios(t) {
		t.Run(s.name, func(t *testing.T) { s.run(t, covered) })
	}
	covered.check(t)
}

func (s scenario) run(t *testing.T, covered coverage) {
	tab := newTable(t)
	defer tab.replay()
	for i := 0; i < len(s.lines); i++ {
		l := s.lines[i]
		switch l.word {
		case "given":
			steps := []string{l.rest}
			if l.rest == "a tabled text" {
				steps = givenText
			}
			for _, step := range steps {
				if _, err := tab.ask(l, step); err != nil {
					t.Fatalf("%s: %v", l, err)
				}
			}
		case "after":
			d, err := time.ParseDuration(l.rest)
			if err != nil {
				t.Fatalf("%s: %v", l, err)
			}
			tab.now = tab.now.Add(d)
		case "when":
			var want []line
			for i+1 < len(s.lines) && (s.lines[i+1].word == "then" || s.lines[i+1].word == "refused") {
				i++
				want = append(want, s.lines[i])
			}
			tab.expect(l, want, covered)
		default:
			t.Fatalf("%s: not a word of a scenario", l)
		}
	}
}

// expect asks for a command and compares what follows.
func (tab *table) expect(l line, want []line, covered coverage) {
	tab.t.Helper()
	if len(want) == 0 {
		tab.t.Fatalf("%s: nothing is expected", l)
	}
	got, err := tab.ask(l, l.rest)
	verb, _, _ := strings.Cut(strings.TrimSpace(strings.SplitN(l.rest, ":", 2)[1]), " ")
	if want[0].word == "refused" {
		reason, ok := sentinels[want[0].rest]
		if !ok {
			tab.t.Fatalf("%s: no error says so", want[0])
		}
		if !errors.Is(err, reason) {
			tab.t.Fatalf("%s\nwant refused: %s\ngot error:    %v\nevents: %s", l, want[0].rest, err, says(got))
		}
		covered.refused[verb], covered.reasons[want[0].rest] = true, true
		return
	}
	if err != nil {
		tab.t.Fatalf("%s: %v", l, err)
	}
	if len(got) != len(want) {
		tab.t.Fatalf("%s: want %d events, got %s", l, len(want), says(got))
	}
	for i, w := range want {
		kind, fields, _ := strings.Cut(w.rest, " ")
		stored := encode(got[i])
		if stored.Kind != kind || !holds(tab.t, tab.times(fields), string(stored.Data)) {
			tab.t.Fatalf("%s\ngot %s %s", w, stored.Kind, stored.Data)
		}
		covered.kinds[kind] = true
	}
	covered.succeeded[verb] = true
}

// ask reads "who: command {…}" or "who on process/document: …" and does it.
func (tab *table) ask(l line, step string) ([]negotiationEvent, error) {
	tab.t.Helper()
	who, rest, ok := strings.Cut(step, ":")
	if !ok {
		tab.t.Fatalf("%s: who?", l)
	}
	verb, body, _ := strings.Cut(strings.TrimSpace(rest), " ")
	c, err := negotiation.DecodeCommand(verb, []byte(tab.times(body)))
	if err != nil {
		tab.t.Fatalf("%s: %v", l, err)
	}
	return tab.do(strings.TrimSpace(who), c)
}

var later = regexp.MustCompile(`"(\+(\w+)|(\d\w*) ago)"`)

// times replaces "+72h" and "1h ago" by the moment.
func (tab *table) times(s string) string {
	return later.ReplaceAllStringFunc(s, func(m string) string {
		past, ago := strings.CutSuffix(strings.Trim(m, `"`), " ago")
		d, err := time.ParseDuration(past)
		if err != nil {
			tab.t.Fatalf("%s: %v", m, err)
		}
		if ago {
			d = -d
		}
		return `"` + tab.now.Add(d).Format(time.RFC3339) + `"`
	})
}

// holds says whether every field shown is in the JSON as shown.
func holds(t failer, shown, data string) bool {
	t.Helper()
	if shown == "" {
		return true
	}
	var want, got any
	if err := json.Unmarshal([]byte(shown), &want); err != nil {
		t.Fatalf("%s: %v", shown, err)
	}
	if err := json.Unmarshal([]byte(data), &got); err != nil {
		t.Fatalf("%s: %v", data, err)
	}
	return within(want, got)
}

func within(want, got any) bool {
	w, ok := want.(map[string]any)
	if !ok {
		return reflect.DeepEqual(want, got)
	}
	g, ok := got.(map[string]any)
	for k, v := range w {
		if !ok || !within(v, g[k]) {
			return false
		}
	}
	return ok
}

func says(es []negotiationEvent) string {
	var out []string
	for _, e := range es {
		s := encode(e)
		out = append(out, s.Kind+" "+string(s.Data))
	}
	return strings.Join(out, "\n")
}

// parse reads the content of a text, one block a line, "12. words"; the identities are those of the blocks with the same words
// in the text before, else with the same label, else new.
func parse(d *negotiation.Document, before text.Document, content string) text.Document {
	fresh := d.Fresh()
	var t text.Document
	for raw := range strings.Lines(content) {
		label, words, ok := strings.Cut(strings.TrimSpace(raw), ". ")
		if !ok {
			label, words = "", label
		}
		t.Blocks = append(t.Blocks, text.Block{Label: label, Cite: label, Kind: text.Paragraph, Text: words, Raw: raw})
	}
	used := map[string]bool{}
	for _, same := range []func(a, b text.Block) bool{
		func(a, b text.Block) bool { return a.Text == b.Text },
		func(a, b text.Block) bool { return a.Label == b.Label },
	} {
		for i, b := range t.Blocks {
			j := slices.IndexFunc(before.Blocks, func(o text.Block) bool { return !used[o.ID] && same(o, b) })
			if b.ID == "" && j >= 0 {
				t.Blocks[i].ID = before.Blocks[j].ID
				used[before.Blocks[j].ID] = true
			}
		}
	}
	for i := range t.Blocks {
		if t.Blocks[i].ID == "" {
			t.Blocks[i].ID = fresh()
		}
	}
	return t
}

// coverage is what the scenarios show.
type coverage struct{ succeeded, refused, reasons, kinds map[string]bool }

// check demands of the scenarios every command once done and once refused, every event, and every reason to refuse.
func (c coverage) check(t *testing.T) {
	t.Helper()
	for _, entry := range negotiation.Commands {
		if !c.succeeded[entry.Verb] {
			t.Errorf("no scenario shows %s done", entry.Verb)
		}
		if !c.refused[entry.Verb] {
			t.Errorf("no scenario shows %s refused", entry.Verb)
		}
	}
	for _, kind := range kinds() {
		if !c.kinds[kind] {
			t.Errorf("no scenario shows %s", kind)
		}
	}
	for says := range sentinels {
		if !c.reasons[says] && !notInScenarios[says] {
			t.Errorf("no scenario is refused with: %s", says)
		}
	}
}
