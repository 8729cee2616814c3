package history_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"adref/pkg/amendment"
	"adref/pkg/diff"
	"adref/pkg/history"
	"adref/pkg/markup"
	"adref/pkg/realtext"
	"adref/pkg/text"
)

// TestFatesInSixLanguages proposes changes to a treaty in each language and takes every second one; the text must show those
// and no others.
func TestFatesInSixLanguages(t *testing.T) {
	names, err := filepath.Glob(filepath.Join(realtext.Dir(t, "languages/bbnj-agreement"), "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		language := filepath.Base(name)[:2]
		t.Run(language, func(t *testing.T) {
			source, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			doc, err := markup.Parse(source, markup.Plain)
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			doc = diff.Identify(text.Document{}, doc, func() string { n++; return fmt.Sprintf("p%d", n) })
			proposals, next := amend(doc, foreign[language])
			later, err := markup.Parse([]byte(next), markup.Plain)
			if err != nil {
				t.Fatal(err)
			}
			h := history.Build("", []history.Revision{{Ordinal: 1, Name: "Rev.1", Document: doc}, {Ordinal: 2, Name: "Rev.2", Document: later}}, proposals)
			wrong := 0
			for i, f := range h.Fates {
				if taken := i%2 == 0; taken != (f.Outcome == history.Whole) {
					wrong++
					t.Logf("%s, taken %v: %s %.2f: %s (%q → %q)", f.Amendment.Proposal.Operation, taken, f.Outcome, f.Share, f.Says, f.Amendment.Proposal.Anchor.Quote, f.Amendment.Proposal.Words)
				}
			}
			t.Logf("%d fates, %d wrong", len(h.Fates), wrong)
			if len(h.Fates) < 8 || wrong*50 > len(h.Fates) {
				t.Errorf("%d of %d fates are wrong", wrong, len(h.Fates))
			}
		})
	}
}

// foreign is words in each language that are wanted in the treaty.
var foreign = map[string][]string{
	"ar": {"بطريقة شفافة", "والجهات المعنية", "عند الاقتضاء"}, "en": {"in a transparent manner", "and stakeholders", "where appropriate"},
	"es": {"de manera transparente", "y las partes interesadas", "cuando proceda"}, "fr": {"de manière transparente", "et l’ensemble des acteurs", "s’il y a lieu"},
	"ru": {"на транспарентной основе", "и заинтересованные стороны", "при необходимости"}, "zh": {"以透明方式", "和利益攸关方", "酌情"},
}

// amend proposes one change to every third longer paragraph and gives the text in which every second proposal is taken.
func amend(d text.Document, words []string) ([]amendment.Amendment, string) {
	random := rand.New(rand.NewPCG(3, 4))
	var out []amendment.Amendment
	var next strings.Builder
	for i, b := range d.Blocks {
		raw := b.Raw
		tokens := diff.Tokens(b.Text)
		if i%3 == 0 && len(tokens) > 25 && strings.Contains(raw, b.Text) {
			at := 5 + random.IntN(len(tokens)-12)
			p := amendment.Proposal{
				Operation: []amendment.Operation{amendment.ReplaceWords, amendment.InsertWords, amendment.DeleteWords}[len(out)%3],
				Words:     words[random.IntN(len(words))],
				Anchor:    amendment.Anchor{Revision: 1, Paragraph: b.ID, Quote: quote(b.Text, tokens[at:at+2])},
			}
			if q, err := amendment.Resolve(p, b.Text); err == nil {
				if len(out)%2 == 0 {
					raw = strings.Replace(raw, b.Text, amendment.Apply(q, b.Text), 1)
				}
				out = append(out, amendment.Amendment{ID: fmt.Sprintf("a%d", len(out)+1), State: amendment.Open, Proposal: q})
			}
		}
		next.WriteString(raw)
	}
	return out, next.String()
}

// quote is the words as they stand in the text, with what is between them; "" where they do not.
func quote(s string, words []string) string {
	i := strings.Index(s, words[0])
	if i < 0 {
		return ""
	}
	j := strings.Index(s[i:], words[len(words)-1])
	if j < 0 || j > 60 {
		return ""
	}
	return s[i : i+j+len(words[len(words)-1])]
}
