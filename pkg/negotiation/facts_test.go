package negotiation_test

import (
	"errors"
	"testing"

	"adref/pkg/amendment"
	"adref/pkg/delegation"
	"adref/pkg/negotiation"
	"adref/pkg/position"
	"adref/pkg/text"
)

// begun is a table with a tabled text.
func begun(t *testing.T) *table {
	t.Helper()
	tab := newTable(t)
	for _, step := range givenText {
		if _, err := tab.ask(line{}, step); err != nil {
			t.Fatal(err)
		}
	}
	return tab
}

// decide decides a command of the document with the facts as given.
func (tab *table) decide(c negotiation.Command, f negotiation.Facts) error {
	actor := delegation.Chair
	if _, ok := c.(*negotiation.RecordPosition); ok {
		actor = "norland"
	}
	_, err := tab.doc.Decide(&tab.process, negotiation.Request{
		ID: "command", Process: process, Document: document, Actor: actor, At: tab.now, Command: c, Facts: f,
	})
	return err
}

// A text that was looked up before somebody tabled another, or that is missing or damaged, decides nothing.
func TestFactsAreCheckedAgainstTheState(t *testing.T) {
	commands := []negotiation.Command{
		&negotiation.ProposeAmendment{Proposal: amendment.Proposal{
			Operation: amendment.DeleteWords, Anchor: amendment.Anchor{Paragraph: "1", Quote: "should"},
		}},
		&negotiation.BracketText{Anchor: amendment.Anchor{Paragraph: "1", Quote: "should"}},
		&negotiation.RecordPosition{Stance: position.Opposes, On: position.Target{Paragraph: "1", Quote: "should"}},
		&negotiation.AgreeParagraph{Paragraph: "1"},
	}
	tab := begun(t)
	changed := tab.current()
	changed.Blocks = append([]text.Block(nil), changed.Blocks...)
	changed.Blocks[1].Text = "States should not cooperate."
	swapped := tab.current()
	swapped.Blocks = append([]text.Block(nil), swapped.Blocks...)
	swapped.Blocks[1].ID, swapped.Blocks[2].ID = swapped.Blocks[2].ID, swapped.Blocks[1].ID
	right := tab.current()
	for _, c := range commands {
		if err := tab.decide(c, negotiation.Facts{Text: &right}); err != nil {
			t.Errorf("%s with the right text: %v", c.Verb(), err)
		}
		for name, facts := range map[string]*text.Document{"no text": nil, "an empty one": {}, "other words": &changed, "other identities": &swapped} {
			if err := tab.decide(c, negotiation.Facts{Text: facts}); !errors.Is(err, negotiation.ErrFacts) {
				t.Errorf("%s with %s: want ErrFacts, got %v", c.Verb(), name, err)
			}
		}
	}
}

func TestTabledFactsAreChecked(t *testing.T) {
	block := func(id string) text.Block { return text.Block{ID: id, Label: "1", Text: "States report."} }
	tabled := func(ids ...string) *negotiation.Tabled {
		f := &negotiation.Tabled{Source: "s", Text: "t"}
		for _, id := range ids {
			f.Document.Blocks = append(f.Document.Blocks, block(id))
		}
		return f
	}
	tests := []struct {
		name  string
		facts *negotiation.Tabled
		err   error
	}{
		{"a known and a new identity", tabled("p3", "p5", "p9"), nil},
		{"nothing parsed", nil, negotiation.ErrFacts},
		{"no digests", &negotiation.Tabled{Document: tabled("p1").Document}, negotiation.ErrFacts},
		{"no blocks", tabled(), negotiation.ErrMissing},
		{"no identity", tabled("p1", ""), negotiation.ErrIdentity},
		{"one identity twice", tabled("p1", "p1"), negotiation.ErrIdentity},
		{"an identity of another form", tabled("q5"), negotiation.ErrIdentity},
		{"a number written otherwise", tabled("p05"), negotiation.ErrIdentity},
		{"a signed number", tabled("p+5"), negotiation.ErrIdentity},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := begun(t).decide(&negotiation.TableRevision{Name: "Rev.1", Content: "…"}, negotiation.Facts{Tabled: tt.facts})
			if !errors.Is(err, tt.err) {
				t.Errorf("want %v, got %v", tt.err, err)
			}
		})
	}
	named := &negotiation.TableRevision{Name: "Rev.1", Source: "another blob"}
	if err := begun(t).decide(named, negotiation.Facts{Tabled: tabled("p1")}); !errors.Is(err, negotiation.ErrFacts) {
		t.Errorf("the parsed text of another source: want ErrFacts, got %v", err)
	}
}

// An identity that was given once is not given again, even when its paragraph is gone.
func TestFreshIdentitiesAreNew(t *testing.T) {
	tab := begun(t)
	if _, err := tab.ask(line{}, `chair: table-revision {"name": "Rev.1", "content": "1. States should cooperate.\n9. New."}`); err != nil {
		t.Fatal(err)
	}
	fresh := tab.doc.Fresh()
	for _, want := range []string{"p6", "p7"} {
		if got := fresh(); got != want {
			t.Errorf("want %s, got %s", want, got)
		}
	}
	if got := tab.doc.Fresh()(); got != "p6" {
		t.Errorf("asking for identities gave them away: the next is %s", got)
	}
}

func TestOverlay(t *testing.T) {
	tab := begun(t)
	loaded := tab.texts[0]
	loaded.Blocks = append([]text.Block(nil), loaded.Blocks...)
	for i := range loaded.Blocks {
		loaded.Blocks[i].ID = ""
	}
	got, err := tab.doc.Overlay(1, loaded)
	if err != nil || got.Blocks[3].ID != "p4" || loaded.Blocks[3].ID != "" {
		t.Errorf("want p4 on a copy, got %q, %q, %v", got.Blocks[3].ID, loaded.Blocks[3].ID, err)
	}
	if _, err := tab.doc.Overlay(2, loaded); !errors.Is(err, negotiation.ErrNoRevision) {
		t.Errorf("a revision that is not there: want ErrNoRevision, got %v", err)
	}
	if _, err := tab.doc.Overlay(1, text.Document{}); !errors.Is(err, negotiation.ErrFacts) {
		t.Errorf("too few blocks: want ErrFacts, got %v", err)
	}
	loaded.Blocks[0].Text += " more"
	if _, err := tab.doc.Overlay(1, loaded); !errors.Is(err, negotiation.ErrFacts) {
		t.Errorf("other words: want ErrFacts, got %v", err)
	}
}

// The chair's office looks at a compendium; an explanation arrives; the compendium is not issued without it.
func TestACompendiumThatLeavesOneOutIsStale(t *testing.T) {
	tab := begun(t)
	for _, step := range []string{
		`norland: explain-position {"language": "en", "text": "My delegation …"}`,
		`estia: explain-position {"language": "en", "text": "My delegation …"}`,
		`chair: propose-adoption`,
		`chair: adopt-text`,
	} {
		if _, err := tab.ask(line{}, step); err != nil {
			t.Fatal(err)
		}
	}
	for name, tt := range map[string]struct {
		edition negotiation.Edition
		err     error
	}{
		"one is left out":           {negotiation.Edition{Document: document, Explanations: []string{"e1"}}, negotiation.ErrStale},
		"another order":             {negotiation.Edition{Document: document, Explanations: []string{"e2", "e1"}}, negotiation.ErrStale},
		"one that was not received": {negotiation.Edition{Document: document, Explanations: []string{"e1", "e2", "e3"}}, negotiation.ErrStale},
		"in another language":       {negotiation.Edition{Document: document, Language: "ru", Explanations: []string{"e1", "e2"}}, negotiation.ErrInLanguage},
		"of another document":       {negotiation.Edition{Document: "other", Explanations: []string{"e1", "e2"}}, negotiation.ErrNoEdition},
	} {
		tab.edition = &tt.edition
		if _, err := tab.ask(line{}, `chair: issue-compendium {"digest": "00", "language": "en"}`); !errors.Is(err, tt.err) {
			t.Errorf("%s: want %v, got %v", name, tt.err, err)
		}
	}
}

func TestTextThatIsNotUTF8IsRefused(t *testing.T) {
	tab := begun(t)
	for _, c := range []negotiation.Command{
		&negotiation.RecordPosition{Stance: position.Opposes, Words: "\xff"},
		&negotiation.ExplainPosition{Language: "en", Text: "caf\xe9"},
	} {
		if _, err := tab.do("norland", c); !errors.Is(err, negotiation.ErrNotUTF8) {
			t.Errorf("%s: want ErrNotUTF8, got %v", c.Verb(), err)
		}
	}
	c := &negotiation.ProposeAmendment{Proposal: amendment.Proposal{
		Operation: amendment.InsertWords, Anchor: amendment.Anchor{Paragraph: "1", Quote: "should"}, Words: "\xff",
	}}
	if _, err := tab.do("norland", c); !errors.Is(err, amendment.ErrNotUTF8) {
		t.Errorf("%s: want ErrNotUTF8, got %v", c.Verb(), err)
	}
}

func TestACommandIsDecidedInItsPlace(t *testing.T) {
	tab := begun(t)
	r := negotiation.Request{Process: process, Document: document, Actor: delegation.Chair, At: tab.now}
	r.Command = &negotiation.AdoptText{}
	if _, err := tab.process.Decide(&tab.doc, r); !errors.Is(err, negotiation.ErrScope) {
		t.Errorf("adopt-text by the process: want ErrScope, got %v", err)
	}
	r.Command = &negotiation.SetRules{}
	if _, err := tab.doc.Decide(&tab.process, r); !errors.Is(err, negotiation.ErrScope) {
		t.Errorf("set-rules by the document: want ErrScope, got %v", err)
	}
	r.Command = nil
	if _, err := tab.process.Decide(&tab.doc, r); !errors.Is(err, negotiation.ErrScope) {
		t.Errorf("no command: want ErrScope, got %v", err)
	}
	r.Command = negotiation.ProposeAdoption{}
	if es, err := tab.doc.Decide(&tab.process, r); err != nil || len(es) != 1 {
		t.Errorf("a command given as a value: %v, %v", es, err)
	}
}

// A text that is kept as orally amended is the one that the amendments make, block by block; another one is not adopted.
func TestAWrongAmendedTextIsNotAdopted(t *testing.T) {
	tab := begun(t)
	for _, step := range []string{
		`chair: propose-amendment {"by": "norland", "oral": true, "reads": "States must cooperate.", "proposal": {"operation": "replace-words", "anchor": {"paragraph": "1", "quote": "should"}, "words": "must"}}`,
		`chair: propose-adoption`,
	} {
		if _, err := tab.ask(line{}, step); err != nil {
			t.Fatal(err)
		}
	}
	adopt := &negotiation.AdoptText{Amendments: []string{"a1"}}
	if err := tab.decide(adopt, tab.amended(adopt)); err != nil {
		t.Fatalf("the right text: %v", err)
	}
	for name, wrong := range map[string]func(f *negotiation.Facts){
		"no text":              func(f *negotiation.Facts) { f.Tabled = nil },
		"no source":            func(f *negotiation.Facts) { f.Tabled.Source = "" },
		"no digest":            func(f *negotiation.Facts) { f.Tabled.Text = "" },
		"the text before":      func(f *negotiation.Facts) { f.Tabled.Document = tab.current() },
		"other words":          func(f *negotiation.Facts) { f.Tabled.Document.Blocks[1].Text = "States may cooperate." },
		"another number":       func(f *negotiation.Facts) { f.Tabled.Document.Blocks[1].Label = "1 bis" },
		"another identity":     func(f *negotiation.Facts) { f.Tabled.Document.Blocks[1].ID = "p9" },
		"a block less":         func(f *negotiation.Facts) { f.Tabled.Document.Blocks = f.Tabled.Document.Blocks[1:] },
		"no text to amend":     func(f *negotiation.Facts) { f.Text = nil },
		"another text amended": func(f *negotiation.Facts) { f.Text = &text.Document{} },
	} {
		f := tab.amended(adopt)
		f.Tabled.Document.Blocks = append([]text.Block(nil), f.Tabled.Document.Blocks...)
		wrong(&f)
		if err := tab.decide(adopt, f); !errors.Is(err, negotiation.ErrFacts) {
			t.Errorf("%s: want ErrFacts, got %v", name, err)
		}
	}
}
