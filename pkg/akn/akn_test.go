package akn_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"adref/pkg/akn"
	"adref/pkg/paper"
	"adref/pkg/paper/papertest"
	"adref/pkg/realtext"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

type failer interface{ Fatal(...any) }

func written(t failer, p paper.Paper) string {
	var b bytes.Buffer
	if err := akn.Write(&b, p, akn.Options{Name: "draft", Date: time.Date(2026, 3, 9, 0, 0, 0, 0, time.UTC)}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func read(t failer, s string) paper.Paper {
	p, err := akn.Read(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := papertest.Paper().Draw(t, "paper")
		s := written(t, p)
		got := read(t, s)
		if diff := cmp.Diff(p.Normal(), got.Normal()); diff != "" {
			t.Fatalf("%s\n(-written +read):\n%s", s, diff)
		}
		if again := written(t, got); again != s {
			t.Fatal("written again it is another document")
		}
	})
}

// TestValid holds generated documents against the schema of the standard.
func TestValid(t *testing.T) {
	schema := filepath.Join(realtext.Dir(t, "akn"), "akomantoso30.xsd")
	lint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint is not in PATH")
	}
	dir := t.TempDir()
	args := []string{"--nonet", "--noout", "--schema", schema}
	for i := range 60 {
		name := filepath.Join(dir, "paper"+string(rune('a'+i/26))+string(rune('a'+i%26))+".xml")
		if err := os.WriteFile(name, []byte(written(t, papertest.Paper().Example(i))), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, name)
	}
	name := filepath.Join(dir, "draft.xml")
	if err := os.WriteFile(name, []byte(written(t, draft())), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(lint, append(args, name)...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// draft is a text with sections, points under paragraphs, a note and a comment.
func draft() paper.Paper {
	norland := &paper.Change{By: "Norland", At: time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC)}
	plain := func(s string) []paper.Span { return []paper.Span{{Text: s}} }
	return paper.Paper{
		Language: "en", Title: "Draft report", Origin: paper.Origin{Process: "wg", Document: "report", Revision: 2, Symbol: "A/AC.900/2026/L.1", Digest: "ab"},
		Masthead: &paper.Masthead{Organization: "United Nations", Body: "Working Group", Symbol: "A/AC.900/2026/L.1", Lines: []string{"Distr.: Limited"}},
		Paragraphs: []paper.Paragraph{
			{ID: "p1", Style: paper.Title, Spans: plain("Draft report")},
			{ID: "p2", Style: paper.Heading, Level: 1, Label: "A.", Spans: plain("Overview")},
			{ID: "p3", Style: paper.Numbered, Label: "1.", Spans: []paper.Span{{Text: "The Group"}, {Text: "1", Note: "f1"}, {Text: " decides:", Comments: []string{"c1"}}}},
			{ID: "p4", Style: paper.Numbered, Level: 1, Label: "(a)", Spans: []paper.Span{{Text: "to "}, {Text: "meet", Deleted: norland}, {Text: "gather", Inserted: norland}}},
			{Style: paper.Numbered, Level: 2, Label: "(i)", Inserted: norland, Spans: []paper.Span{{Text: "soon", Inserted: norland}}},
			{ID: "p5", Style: paper.Numbered, Label: "2 bis.", Was: &paper.Was{Label: "2.", Change: *norland}, Spans: plain("It ends.")},
			{ID: "p6", Style: paper.Heading, Level: 2, Spans: plain("Nothing under it")},
		},
		Notes:    []paper.Note{{ID: "f1", Paragraphs: []paper.Paragraph{{Style: paper.Body, Spans: plain("See A/79/214.")}}}},
		Comments: []paper.Comment{{ID: "c1", By: "Kestria", Paragraphs: []paper.Paragraph{{Style: paper.Body, Spans: plain("Why?")}}}},
	}
}

func TestNames(t *testing.T) {
	s := written(t, draft())
	for _, want := range []string{
		`<FRBRuri value="/akn/un/doc/draft/wg/2026-03-09/A-AC.900-2026-L.1/report"/>`,
		`<FRBRuri value="/akn/un/doc/draft/wg/2026-03-09/A-AC.900-2026-L.1/report/eng@rev.2"/>`,
		`<section eId="sec_A" wId="p2"><num>A.</num>`,
		`<point eId="sec_A__para_1__point_a" wId="p4"><num>(a)</num><intro>`,
		`<num adref:was="Norland" adref:was-at="2026-03-09T12:00:00Z"><del>2.</del><ins>2 bis.</ins></num>`,
	} {
		if !strings.Contains(s, want) {
			t.Errorf("%s is not in\n%s", want, s)
		}
	}
	if diff := cmp.Diff(draft().Normal(), read(t, s).Normal()); diff != "" {
		t.Errorf("(-written +read):\n%s", diff)
	}
}

// foreign is a document of somebody else.
const foreign = `<?xml version="1.0"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="act"><meta><identification source="#x"><FRBRExpression><FRBRlanguage language="fra"/></FRBRExpression></identification></meta>
<body><article eId="art_1"><num>Article 1</num><heading>Objet</heading><paragraph><num>1.</num><content><p>
  Les États <del>devraient</del><ins>doivent</ins>
  agir<authorialNote marker="1"><p>Voir plus bas.</p></authorialNote>.</p></content></paragraph></article></body></act></akomaNtoso>`

func TestForeign(t *testing.T) {
	p := read(t, foreign)
	if p.Language != "fr" || len(p.Paragraphs) != 2 || len(p.Notes) != 1 {
		t.Fatalf("%+v", p)
	}
	q := p.Accept().Paragraphs[1]
	if p.Paragraphs[0].Style != paper.Heading || p.Paragraphs[0].Label != "Article 1" || q.Label != "1." || q.Text() != "Les États doivent agir." {
		t.Errorf("%+v\n%q", p.Paragraphs, q.Text())
	}
}

func TestHostile(t *testing.T) {
	for name, c := range map[string]struct {
		document string
		want     error
	}{
		"a document type":   {`<!DOCTYPE a [<!ENTITY b "c">]><akomaNtoso xmlns="` + akn.Namespace + `">&b;</akomaNtoso>`, akn.ErrDTD},
		"an older form":     {`<akomaNtoso xmlns="http://www.akomantoso.org/2.0"/>`, akn.ErrNamespace},
		"something else":    {`<html/>`, akn.ErrNotAKN},
		"nothing":           {``, akn.ErrNotAKN},
		"10,000 elements":   {`<akomaNtoso xmlns="` + akn.Namespace + `">` + strings.Repeat("<p>", 10_000), akn.ErrTooDeep},
		"larger than limit": {strings.Repeat(" ", akn.MaxBytes+1), akn.ErrTooLarge},
	} {
		if _, err := akn.Read(strings.NewReader(c.document)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if _, err := akn.Read(strings.NewReader(`<akomaNtoso xmlns="` + akn.Namespace + `"><p>`)); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("cut off: %v", err)
	}
	p := paper.Paper{Paragraphs: []paper.Paragraph{{Label: "3.", Style: paper.Numbered, Spans: []paper.Span{{Text: "a\x01b"}}}}}
	if err := akn.Write(&bytes.Buffer{}, p, akn.Options{}); !errors.Is(err, akn.ErrCharacter) || !strings.Contains(err.Error(), "paragraph 3.") {
		t.Errorf("a control character: %v", err)
	}
}

// TestNotes holds that a note is written whose mark is gone, and that one that refers to itself ends.
func TestNotes(t *testing.T) {
	note := paper.Note{ID: "f1", Paragraphs: []paper.Paragraph{{Style: paper.Body, Spans: []paper.Span{{Text: "See "}, {Text: "1", Note: "f1"}}}}}
	p := paper.Paper{Language: "en", Notes: []paper.Note{note}, Paragraphs: []paper.Paragraph{{Style: paper.Body, Spans: []paper.Span{{Text: "Words"}}}}}
	if got := read(t, written(t, p)); len(got.Notes) == 0 || got.Notes[len(got.Notes)-1].Paragraphs[0].Text() != "See " {
		t.Errorf("%+v", got.Notes)
	}
	p.Paragraphs[0].Spans = append(p.Paragraphs[0].Spans, paper.Span{Text: "1", Note: "f1"})
	if got := read(t, written(t, p)); got.Paragraphs[0].Text() != "Words" || len(got.Notes) == 0 {
		t.Errorf("%+v", got)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(written(f, draft()))
	f.Add(foreign)
	f.Fuzz(func(t *testing.T, s string) {
		p, err := akn.Read(strings.NewReader(s))
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := akn.Write(&b, p, akn.Options{}); err != nil && !errors.Is(err, akn.ErrCharacter) {
			t.Fatal(err)
		}
	})
}
