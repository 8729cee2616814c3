package compendium_test

import (
	"time"

	"adref/pkg/compendium"
	"adref/pkg/delegation"
	"adref/pkg/position"
)

// names are invented delegations and one group, in some languages.
var names = map[string]map[string]string{
	"arvenia": {"en": "Arvenia", "fr": "Arvénie"},
	"estmark": {"en": "Estmark", "fr": "Étatmarque"},
	"norland": {"en": "Norland", "fr": "Norlande"},
	"qasr":    {"en": "Qasr", "fr": "Qasr", "ar": "القصر"},
	"zhonghe": {"en": "Zhonghe", "fr": "Zhonghe", "zh": "中和"},
	"volgia":  {"en": "Volgia", "fr": "Volgie", "ru": "Волгия"},
	"g12":     {"en": "Group of Twelve", "fr": "Groupe des Douze"},
}

func nameOf(code, lang string) string {
	if n := names[code][lang]; n != "" {
		return n
	}
	if n := names[code]["en"]; n != "" {
		return n
	}
	return code
}

// sample is a small compendium with one explanation in each official language.
func sample(lang string) compendium.Input {
	at := time.Date(2026, 7, 29, 15, 0, 0, 0, time.UTC)
	explain := func(id, by, lang, words string, minutes int) position.Explanation {
		return position.Explanation{ID: id, Document: "report", Attribution: delegation.Attribution{By: by}, Kind: position.Explains,
			Language: lang, Text: words, At: at.Add(time.Duration(minutes) * time.Minute)}
	}
	es := []position.Explanation{
		explain("e1", "volgia", "ru", "Наша делегация присоединилась к консенсусу.\n\nМы отмежевываемся от пункта 12 и напоминаем о пункте 3 резолюции 75/240.", 5),
		explain("e2", "arvenia", "fr", "Merci, Monsieur le Président.\n\nNous regrettons que les paragraphes 16 et 18 ne mentionnent pas les « engagements contraignants ».", 7),
		explain("e3", "estmark", "en", "Thank you, Chair.\r\n\r\nWe joined consensus, and *regret* that <the words> “concrete and binding commitments” and paragraph 19 are gone; 1. first, 2. second.\n\n\n# Not a heading\n- not a list", 9),
		explain("e4", "qasr", "ar", "شكرا سيدي الرئيس.\n\nيود وفد بلادي أن يوضح موقفه بشأن الفقرة 12 (أ) والفقرتين ١٦ و ١٨ من التقرير. ونؤكد أن مبدأ السيادة (sovereignty) أساس كل تعاون.", 11),
		explain("e5", "zhonghe", "zh", "主席先生，\n\n中方加入协商一致，但对第12段和第十六段的表述持保留意见。", 13),
		explain("e6", "norland", "es", "Señor Presidente: el párrafo 27 no refleja el debate.", 15),
		explain("e7", "estmark", "en", "On behalf of the Group, we reserve on OP13.", 17),
	}
	es[0].Kind = position.Dissociates
	es[2].Before = true
	es[4].Kind = position.ReservesOn
	es[5].Late = true
	es[6].Kind, es[6].Attribution.OnBehalfOf, es[6].Paragraphs = position.ReservesOn, []string{"g12"}, []string{"13"}
	return compendium.Input{
		Document: "report", Title: "Report of the working group", Symbol: "A/AC.311/2026/INF.4", TextSymbol: "A/AC.311/2026/CRP.1/Rev.2",
		Body: "Open-ended working group on the sample", Date: at.Add(time.Hour), AdoptedAt: at, How: "by consensus",
		Language: lang, Names: nameOf, Explanations: es, Revisions: revisions(), Adopted: 2,
	}
}
