package diff_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"adref/pkg/diff"
	"adref/pkg/diff/synthtest"
)

func TestPhraseMovesToAnotherParagraph(t *testing.T) {
	phrase := "taking fully into account the special circumstances of small island developing States"
	r := compare(t,
		"1. Each Party shall report every two years, "+phrase+", on its measures.\n\n2. The secretariat shall publish the reports that it receives.\n",
		"1. Each Party shall report every two years on its measures.\n\n2. The secretariat shall publish, "+strings.Replace(phrase, "fully ", "", 1)+", the reports that it receives.\n").Annotated()
	var gone, came string
	for _, b := range r.Blocks {
		for _, op := range b.Ops {
			switch {
			case op.Phrase == 1 && op.Op == diff.Delete:
				gone += op.Text
			case op.Phrase == 1:
				came += op.Text
			}
		}
	}
	if want := "into account the special circumstances of small island developing States"; !strings.Contains(gone, want) || !strings.Contains(came, want) {
		t.Errorf("moved away %q, moved here %q", gone, came)
	}
	var b strings.Builder
	if err := diff.RenderHTML(&b, r); err != nil || !strings.Contains(b.String(), `<ins class="moved">`) {
		t.Errorf("the page does not show it: %v\n%s", err, b.String())
	}
}

func TestNotes(t *testing.T) {
	for _, c := range []struct {
		name, old, new string
		want           []diff.Note
	}{
		{"modal verb", "Each Party shall report.", "Each Party should report.", []diff.Note{{Kind: diff.ModalChanged, Old: "shall", New: "should"}}},
		{"negation", "Parties may sell it.", "Parties may not sell it.", []diff.Note{{Kind: diff.NegationChanged, New: "not"}}},
		{"number", "within 30 days", "within 45 days", []diff.Note{{Kind: diff.NumberChanged, Old: "30", New: "45"}}},
		{"date", "by 3 May 2030 or so", "by 3 June 2035 or so", []diff.Note{{Kind: diff.DateChanged, Old: "3 May 2030", New: "3 June 2035"}}},
		{"the day of a date", "on 6 July 2026, or", "on 17 July 2026, or", []diff.Note{{Kind: diff.DateChanged, Old: "6 July 2026", New: "17 July 2026"}}},
		{"an American date", "on July 6, 2026 or", "on July 17, 2026 or", []diff.Note{{Kind: diff.DateChanged, Old: "July 6, 2026", New: "July 17, 2026"}}},
		{"a French date", "le 1er juillet 2026 au plus tard", "le 2 juillet 2026 au plus tard", []diff.Note{{Kind: diff.DateChanged, Old: "1er juillet 2026", New: "2 juillet 2026"}}},
		{"a Spanish date", "el 6 de julio de 2026 a más tardar", "el 6 de agosto de 2026 a más tardar", []diff.Note{{Kind: diff.DateChanged, Old: "6 de julio de 2026", New: "6 de agosto de 2026"}}},
		{"a Russian date", "до 6 июля 2026 года", "до 17 июля 2026 года", []diff.Note{{Kind: diff.DateChanged, Old: "6 июля 2026", New: "17 июля 2026"}}},
		{"an Arabic date", "قبل 6 يوليه 2026 على", "قبل 17 يوليه 2026 على", []diff.Note{{Kind: diff.DateChanged, Old: "6 يوليه 2026", New: "17 يوليه 2026"}}},
		{"a Chinese date", "于2026年7月6日通过", "于2026年7月17日通过", []diff.Note{{Kind: diff.DateChanged, Old: "2026年7月6日", New: "2026年7月17日"}}},
		{"a number beside a date", "12 States by 6 July 2026", "14 States by 6 July 2026", []diff.Note{{Kind: diff.NumberChanged, Old: "12", New: "14"}}},
		{"French", "Chaque Partie doit agir.", "Chaque Partie devrait agir.", []diff.Note{{Kind: diff.ModalChanged, Old: "doit", New: "devrait"}}},
		{"Spanish", "Cada Parte deberá actuar.", "Cada Parte podrá actuar.", []diff.Note{{Kind: diff.ModalChanged, Old: "deberá", New: "podrá"}}},
		{"Russian", "Сторона должна действовать.", "Стороне следует действовать.", []diff.Note{{Kind: diff.ModalChanged, Old: "должна", New: "следует"}}},
		{"Arabic", "يجب على الأطراف أن تفعل", "ينبغي على الأطراف أن تفعل", []diff.Note{{Kind: diff.ModalChanged, Old: "يجب", New: "ينبغي"}}},
		{"Chinese", "缔约方必须采取行动。", "缔约方可以采取行动。", []diff.Note{{Kind: diff.ModalChanged, Old: "必须", New: "可以"}}},
		{"other words only", "the first report", "the second report", nil},
		{"a sentence came", "It ends.", "It ends. Parties shall report on what they did by 2030 and on what they have not done.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := diff.Notes(diff.Words(c.old, c.new))
			if d := cmp.Diff(c.want, got, cmpopts.IgnoreFields(diff.Note{}, "Says")); d != "" {
				t.Errorf("Notes mismatch (-want +got):\n%s", d)
			}
		})
	}
}

func TestNumberOfParagraphIsNoNote(t *testing.T) {
	r := compare(t, "11. Each Party shall act within 30 days of the notice.\n", "12. Each Party shall act within 60 days of the notice.\n").Annotated()
	if n := r.Blocks[0].Notes; len(n) != 1 || n[0].Old != "30" {
		t.Errorf("notes %+v", n)
	}
}

// Annotated cuts operations in pieces and nothing else.
func TestAnnotatedRebuildsTheTexts(t *testing.T) {
	for _, language := range synthtest.Languages {
		s := synthtest.Generate(synthtest.Config{Language: language, Seed: 1, Revisions: 5, Paragraphs: 60})
		for k := 1; k < len(s.Revisions); k++ {
			old, new := s.Revisions[k-1], s.Revisions[k]
			r := diff.Compare("", "", old.Document, new.Document).Annotated()
			x, errOld := r.Reject()
			y, errNew := r.Accept()
			if x != old.Source || y != new.Source {
				t.Errorf("%s, step %d: the texts are not rebuilt: %v, %v", language, k, errOld, errNew)
			}
		}
	}
}
