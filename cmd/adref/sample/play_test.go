package sample_test

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"adref/cmd/adref/sample"
	"adref/pkg/bracket"
	"adref/pkg/compendium"
	"adref/pkg/delegation"
	"adref/pkg/diff"
	"adref/pkg/event"
	"adref/pkg/history"
	"adref/pkg/markup"
	"adref/pkg/negotiation"
	"adref/pkg/position"
	"adref/pkg/text"
)

func parse(t *testing.T, name string) text.Document {
	t.Helper()
	words, err := sample.Text(name)
	if err != nil {
		t.Fatal(err)
	}
	d, err := markup.Parse([]byte(words), markup.Markdown)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if d.String() != words {
		t.Fatalf("%s does not come back as it was", name)
	}
	return d
}

func TestParagraphsAreNumberedConsecutively(t *testing.T) {
	want := map[string]int{"texts/0-zero-draft.md": 61, "texts/1-rev1.md": 63, "texts/2-rev2.md": 59, "texts/3-final.md": 58}
	for _, name := range sample.Texts() {
		n := 0
		for _, b := range parse(t, name).Blocks {
			if b.Kind != text.Paragraph {
				continue
			}
			if strings.HasSuffix(b.Label, " bis") {
				if b.Label != fmt.Sprintf("%d bis", n) {
					t.Errorf("%s: %q after %d", name, b.Label, n)
				}
				continue
			}
			n++
			if b.Label != strconv.Itoa(n) {
				t.Errorf("%s: %q where %d is due", name, b.Label, n)
			}
		}
		if n != want[name] {
			t.Errorf("%s has %d numbered paragraphs, want %d", name, n, want[name])
		}
	}
}

func TestStructureIsThatOfAReport(t *testing.T) {
	kinds := map[text.Kind]bool{}
	for _, b := range parse(t, "texts/1-rev1.md").Blocks {
		kinds[b.Kind] = true
	}
	for _, k := range []text.Kind{text.Title, text.Heading, text.Paragraph, text.Subparagraph, text.Option, text.Placeholder, text.Note} {
		if !kinds[k] {
			t.Errorf("no %s in Rev.1", k)
		}
	}
	d, next := parse(t, "texts/1-rev1.md"), 0
	for _, b := range d.Blocks {
		if b.Kind == text.Heading && b.Text == "Recommended next steps" {
			next++
		}
	}
	if next != 6 {
		t.Errorf("%d of 6 sections end with recommended next steps", next)
	}
	for _, cite := range []string{"10 (d) (ii)", "14 bis", "21 (b) (i)", "38 (c)", "63"} {
		if _, ok := d.Find(cite); !ok {
			t.Errorf("no paragraph %s in Rev.1", cite)
		}
	}
}

func TestBracketsRiseAndFall(t *testing.T) {
	names := directory(play(t).process)
	type count struct{ open, close, depth, strays int }
	want := map[string]count{
		"texts/0-zero-draft.md": {12, 12, 1, 0}, "texts/1-rev1.md": {27, 26, 2, 1}, "texts/2-rev2.md": {5, 5, 1, 0}, "texts/3-final.md": {},
	}
	for _, name := range sample.Texts() {
		words, _ := sample.Text(name)
		tree := bracket.Parse(words, names)
		if got := (count{tree.Open, tree.Close, tree.MaxDepth, len(tree.Unbalanced)}); got != want[name] {
			t.Errorf("%s: open, close, depth, strays %v, want %v", name, got, want[name])
		}
		if name != "texts/1-rev1.md" {
			continue
		}
		across, attributed, adjacent := 0, 0, 0
		for _, b := range tree.Brackets {
			if strings.Contains(words[b.Start:b.End], "\n\n") {
				across++
			}
			if b.Attribution != "" {
				attributed++
			}
			if b.Group > 0 {
				adjacent++
			}
		}
		if across != 1 || attributed != 10 || adjacent != 8 {
			t.Errorf("%s: %d brackets across paragraphs, %d attributed, %d adjacent", name, across, attributed, adjacent)
		}
	}
}

// played is the sample as it stands after its last step.
type played struct {
	process  negotiation.Process
	document negotiation.Document
	texts    []text.Document // with identities
	editions []compendium.Compendium
	ids      map[string]string
}

// play folds the script in memory, as the services do it.
func play(t *testing.T) *played {
	t.Helper()
	script := load(t)
	p := &played{ids: map[string]string{}}
	for i, step := range script.Steps {
		if err := p.step(script, step); err != nil {
			t.Fatalf("step %d, %s by %s: %v", i+1, step.Do, step.By, err)
		}
	}
	return p
}

func (p *played) step(script sample.Script, step sample.Step) error {
	r := negotiation.Request{ID: "id", Process: script.Process, Actor: step.By, At: step.At}
	if step.NamesDocument() {
		r.Document = script.Document
	}
	for _, name := range step.Needs() {
		language := sample.Compendium(name)
		if language == "" {
			continue
		}
		c := p.compendium(script, step, language)
		p.editions = append(p.editions, c)
		p.ids[name] = fmt.Sprintf("digest-%d", len(p.editions))
		r.Facts.Edition = &negotiation.Edition{Document: c.Document, Language: c.Language, Explanations: c.Explanations}
	}
	body, err := step.Body(p.ids)
	if err != nil {
		return err
	}
	if r.Command, err = negotiation.DecodeCommand(step.Do, body); err != nil {
		return err
	}
	if err := p.lookUp(&r); err != nil {
		return err
	}
	var events []event.Event
	if entry, _ := negotiation.LookupCommand(step.Do); entry.Scope == negotiation.OfProcess {
		events, err = p.process.Decide(&p.document, r)
	} else {
		events, err = p.document.Decide(&p.process, r)
	}
	for _, e := range events {
		p.process.Evolve(e, step.At)
		p.document.Evolve(e, step.At)
		if created := negotiation.Created(e); created != "" && step.As != "" {
			p.ids[step.As] = created
		}
	}
	return err
}

// lookUp does what the drafter does before the decision.
func (p *played) lookUp(r *negotiation.Request) error {
	c, tables := r.Command.(*negotiation.TableRevision)
	if !tables {
		if n := len(p.texts); n > 0 {
			r.Facts.Text = &p.texts[n-1]
		}
		return nil
	}
	t, err := markup.Parse([]byte(c.Content), markup.Format(c.Format))
	if err != nil {
		return err
	}
	var before text.Document
	if n := len(p.texts); n > 0 {
		before = p.texts[n-1]
	}
	t = diff.Identify(before, t, p.document.Fresh())
	b, err := json.Marshal(t)
	p.texts = append(p.texts, t)
	r.Facts.Tabled = &negotiation.Tabled{Document: t, Source: text.Digest(c.Content), Text: text.Digest(string(b)), Algorithm: diff.Algorithm}
	return err
}

func (p *played) compendium(script sample.Script, step sample.Step, language string) compendium.Compendium {
	in := compendium.Input{
		Document: script.Document, Title: p.document.Title, Language: language, Date: step.At, AdoptedAt: p.document.Adopted.At,
		How: p.document.Adopted.How, Names: p.name, Explanations: p.process.Explanations, Adopted: p.document.Adopted.Revision,
	}
	for i, t := range p.texts {
		in.Revisions = append(in.Revisions, compendium.Revision{Ordinal: i + 1, Name: p.document.Revisions[i].Name, Document: t})
	}
	return compendium.Build(in)
}

func (p *played) name(code, language string) string {
	for _, d := range p.process.Delegations {
		if d.Code == code {
			return d.Name(language)
		}
	}
	for _, g := range p.process.Groups {
		if g.Code == code {
			return g.Name(language)
		}
	}
	return code
}

func directory(p negotiation.Process) delegation.Directory {
	return delegation.NewDirectory(p.Delegations, p.Groups)
}

func TestEveryStepIsAccepted(t *testing.T) {
	p := play(t)
	if p.document.Adopted == nil || p.document.Adopted.Revision != 4 {
		t.Errorf("the final text is not adopted: %+v", p.document.Adopted)
	}
	if n := len(p.process.Editions); n != 3 || p.process.Editions[1].Language != "fr" || p.process.Editions[1].Symbol != p.process.Editions[0].Symbol || p.process.Editions[2].Name() != "Add.1" {
		t.Errorf("%d editions of the compendium", n)
	}
	for _, a := range p.document.Amendments {
		if a.State == "open" {
			t.Errorf("amendment %s is left open", a.ID)
		}
	}
	for _, b := range p.document.Brackets {
		if b.Anchor.Revision == 4 && !b.Lifted {
			t.Errorf("bracket %s stands in the final text", b.Bracket)
		}
	}
	for _, d := range p.process.Delegations {
		for language := range scripts {
			if d.Names[language] == "" {
				t.Errorf("%s has no name in %s", d.Code, language)
			}
		}
	}
}

func TestEveryStanceAndAudienceIsShown(t *testing.T) {
	stances, audiences := map[position.Stance]bool{}, map[position.Audience]bool{}
	for _, p := range play(t).document.Positions {
		stances[p.Stance], audiences[p.Audience] = true, true
	}
	if len(stances) != len(position.Stances) || len(audiences) != 3 {
		t.Errorf("stances %v, audiences %v", stances, audiences)
	}
}

// A paragraph that a person takes for the same has one identity in all revisions.
func TestParagraphsKeepTheirIdentity(t *testing.T) {
	texts := play(t).texts
	id := func(revision int, cite string) string {
		i, ok := texts[revision].Find(cite)
		if !ok {
			t.Fatalf("revision %d has no %s", revision+1, cite)
		}
		return texts[revision].Blocks[i].ID
	}
	for _, c := range []struct {
		what  string
		cites [4]string // "" where the paragraph does not stand
	}{
		{"results", [4]string{"6", "6", "7", "7"}},
		{"fund", [4]string{"47", "48", "46", "46"}},
		{"cables", [4]string{"10 (d) (ii)", "10 (d) (ii)", "10 (d) (ii)", "10 (d) (ii)"}},
		{"humanitarian organizations, moved in Rev.1", [4]string{"16", "23", "23", "23"}},
		{"open domain, moved in Rev.2", [4]string{"24", "25", "4", "4"}},
		{"cloud services, new in Rev.1", [4]string{"", "14 bis", "15", "15"}},
		{"confidence-building", [4]string{"36", "37", "36", "36"}},
		{"directory", [4]string{"38", "39", "38", "38"}},
		{"paper of the Chair, merged in the final text", [4]string{"61", "63", "59", "58"}},
	} {
		first := ""
		for revision, cite := range c.cites {
			if cite == "" {
				continue
			}
			switch got := id(revision, cite); {
			case first == "":
				first = got
			case got != first:
				t.Errorf("%s: %s of revision %d is %s, not %s", c.what, cite, revision+1, got, first)
			}
		}
	}
}

func TestWatchedParagraphsHaveSeveralAmendments(t *testing.T) {
	p := play(t)
	for _, cite := range load(t).Watch {
		i, ok := p.document.Revisions[0].Find(cite)
		if !ok {
			t.Fatalf("no paragraph %s in the zero draft", cite)
		}
		n := 0
		for _, a := range p.document.Amendments {
			if a.Proposal.Anchor.Paragraph == p.document.Revisions[0].Blocks[i].ID {
				n++
			}
		}
		if n < 4 {
			t.Errorf("%d amendments to the watched paragraph %s", n, cite)
		}
	}
}

// What explanations refer to is found, and what is wrong in them is flagged.
func TestReferencesOfTheExplanations(t *testing.T) {
	c := play(t).editions[2]
	got := map[string]compendium.Flag{}
	for _, s := range c.Sections {
		for _, r := range s.References {
			got[s.Code+" "+r.As] = r.Flag
		}
	}
	for as, want := range map[string]compendium.Flag{
		"kestria “timely and results-driven”":                  "",
		"esterra párrafo 59":                                   compendium.EarlierRevision,
		"mokwana “a standing voluntary fund”":                  compendium.EarlierRevision,
		"hesmark “mandatory certification of cloud providers”": compendium.NoSuchWords,
		"ruohai 第56段":                                          "",
		"dovaria пункте 22":                                    "",
		"nahrania الفقرة 17":                                   "",
		"belvane paragraphe 29":                                "",
	} {
		if flag, ok := got[as]; !ok || flag != want {
			t.Errorf("%s: found %v, flag %q, want %q", as, ok, flag, want)
		}
	}
	for as, flag := range got {
		if flag == compendium.NoSuchParagraph || flag == compendium.NoSuchWords && !strings.HasPrefix(as, "hesmark") {
			t.Errorf("%s is flagged %s", as, flag)
		}
	}
	late := 0
	for _, e := range play(t).process.Explanations {
		if e.Late {
			late++
		}
	}
	if late != 1 {
		t.Errorf("%d late explanations", late)
	}
}

// Every outcome that the history knows of an amendment happens to one of the sample.
func TestEveryFateOccurs(t *testing.T) {
	p := play(t)
	var revisions []history.Revision
	for i, d := range p.texts {
		revisions = append(revisions, history.Revision{Ordinal: i + 1, Name: p.document.Revisions[i].Name, Document: d})
	}
	called := map[string]string{}
	for name, id := range p.ids {
		called[id] = name
	}
	got := map[string]history.Outcome{}
	for _, f := range history.Build(p.document.Title, revisions, p.document.Amendments).Fates {
		got[called[f.Amendment.ID]] = f.Outcome
	}
	for name, want := range map[string]history.Outcome{
		"a-cables": history.Whole, "a-needs": history.Part, "a-coastal-teams": history.Elsewhere, "r-portal": history.Superseded,
		"s-subjective": history.NotTaken, "a-regional": history.BackLater, "a-launch-early": history.WithdrawnBy,
		"a-standing-fund": history.NotTaken, "r-fund": history.Whole, "s-available": history.Part,
	} {
		if got[name] != want {
			t.Errorf("%s: %q, want %q", name, got[name], want)
		}
	}
}
