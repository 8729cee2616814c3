package compendium_test

import (
	"strings"
	"testing"

	"adref/pkg/compendium"
	"adref/pkg/position"

	"github.com/google/go-cmp/cmp"
)

// TestWhatADissociationIsAbout: the paragraphs named beside the text; else those in the sentences that say so; else all.
func TestWhatADissociationIsAbout(t *testing.T) {
	for _, c := range []struct {
		name, lang, words string
		kind              position.ExplanationKind
		given             []string
		want              string // column, paragraphs
	}{
		{"an explanation only refers", "en", "We dissociate from paragraph 12.", position.Explains, nil, "refer 12"},
		{"those named beside the text", "en", "We welcome paragraph 3 and dissociate from paragraph 12.", position.Dissociates, []string{"16"}, "refer 3, refer 12, dissociate 16"},
		{"those in the sentence that says so", "en", "We welcome paragraph 3. We disassociate ourselves from para. 12.", position.Dissociates, nil, "refer 3, dissociate 12"},
		{"the consensus as a whole", "en", "We dissociate from the consensus. Paragraph 12 is weak.", position.Dissociates, nil, "refer 12"},
		{"words that are not known here", "en", "We cannot join in paragraph 12.", position.Dissociates, nil, "dissociate 12"},
		{"a quotation", "en", "We reserve on “an increase in incidents”.", position.ReservesOn, nil, "reserve PP2"},
		{"French", "fr", "La France se dissocie du paragraphe 12. Le paragraphe 3 est bon.", position.Dissociates, nil, "refer 3, dissociate 12"},
		{"Spanish", "es", "Nos desvinculamos de los párrafos 12 y 13.", position.Dissociates, nil, "dissociate 12, dissociate 13"},
		{"Russian", "ru", "Мы отмежевываемся от пункта 12. Пункт 3 важен.", position.Dissociates, nil, "refer 3, dissociate 12"},
		{"Arabic", "ar", "يتحفظ وفد بلادي على الفقرة 12. ونرحب بالفقرة 3.", position.ReservesOn, nil, "refer 3, reserve 12"},
		{"Chinese", "zh", "中方对第12段持保留意见。中方欢迎第3段。", position.ReservesOn, nil, "refer 3, reserve 12"},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := one(c.lang, c.words, c.given...)
			in.Explanations[0].Kind = c.kind
			var got []string
			for _, e := range compendium.Build(in).Index {
				for column, names := range map[string][]string{"refer": e.Refer, "dissociate": e.Dissociate, "reserve": e.Reservation} {
					if len(names) > 0 {
						got = append(got, column+" "+e.Cite)
					}
				}
			}
			if d := cmp.Diff(c.want, strings.Join(got, ", ")); d != "" {
				t.Errorf("index (-want +got):\n%s", d)
			}
		})
	}
}

func TestIndexFollowsAParagraphThroughRenumbering(t *testing.T) {
	c := compendium.Build(one("en", "We prefer “early words number 19”; see paragraph 5 of Rev.1."))
	want := []compendium.Entry{{Paragraph: "p29", Cite: "18", Words: "Final words number 19.", Refer: []string{""}}}
	if d := cmp.Diff(want, c.Index); d != "" {
		t.Errorf("index (-want +got):\n%s", d)
	}
}
