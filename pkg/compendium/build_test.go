package compendium_test

import (
	"testing"

	"adref/pkg/compendium"
	"adref/pkg/position"
	"adref/pkg/text"

	"github.com/google/go-cmp/cmp"
)

// refs is the references of one explanation: as written → where it holds.
func refs(t *testing.T, in compendium.Input) []string {
	t.Helper()
	c := compendium.Build(in)
	if len(c.Sections) != 1 {
		t.Fatalf("sections: %d", len(c.Sections))
	}
	var got []string
	for _, r := range c.Sections[0].References {
		if s := c.Sections[0].Text[r.Span.Start:r.Span.End]; r.Span.Len() > 0 && s != r.As {
			t.Errorf("span of %q holds %q", r.As, s)
		}
		where := r.Cite
		if r.Flag != "" {
			where += "!" + string(r.Flag)
		}
		if r.In != "" {
			where += " in " + r.In + ", now " + r.Now
		}
		got = append(got, r.As+" → "+where)
	}
	return got
}

// para is a numbered paragraph.
func para(id, cite, words string) text.Block {
	return text.Block{ID: id, Cite: cite, Label: cite, Kind: text.Paragraph, Text: words}
}

// revisions are a text that shrank: Rev.1 has 19 paragraphs, the adopted text 18 of them, renumbered, in clean words.
func revisions() []compendium.Revision {
	first := text.Document{Language: "en", Blocks: []text.Block{
		{ID: "p1", Kind: text.Preambular, Cite: "PP1", Text: "Recalling its resolution 75/240,"},
		{ID: "p2", Kind: text.Preambular, Cite: "PP2", Text: "Noting with concern [the extreme increase] in incidents,"},
	}}
	adopted := text.Document{Language: "en", Blocks: []text.Block{
		{ID: "p1", Kind: text.Preambular, Cite: "PP1", Text: "Recalling its resolution 75/240,"},
		{ID: "p2", Kind: text.Preambular, Cite: "PP2", Text: "Noting with concern an increase in incidents,"},
	}}
	for i := 1; i <= 19; i++ {
		id, n := "p"+itoa(i+10), itoa(i)
		switch {
		case i == 5: // left out before the adoption
			first.Blocks = append(first.Blocks, para(id, n, "Requests concrete and binding commitments from all."))
		case i < 5:
			first.Blocks = append(first.Blocks, para(id, n, "Paragraph "+n+" of the text."))
			adopted.Blocks = append(adopted.Blocks, para(id, n, "Paragraph "+n+" of the text."))
		default:
			first.Blocks = append(first.Blocks, para(id, n, "Early words number "+n+"."))
			adopted.Blocks = append(adopted.Blocks, para(id, itoa(i-1), "Final words number "+n+"."))
		}
	}
	sub := text.Block{ID: "p50", Kind: text.Subparagraph, Level: 1, Label: "(a)", Cite: "12 (a)", Text: "build a directory that is “concrete and action-oriented”;"}
	at := 2 + 12
	adopted.Blocks = append(adopted.Blocks[:at:at], append([]text.Block{sub}, adopted.Blocks[at:]...)...)
	return []compendium.Revision{{1, "Rev.1", first}, {2, "Rev.2", adopted}}
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

func one(lang, words string, given ...string) compendium.Input {
	return compendium.Input{
		Document: "report", Title: "Report of the working group", TextSymbol: "A/AC.311/2026/CRP.1", Adopted: 2, Revisions: revisions(),
		Explanations: []position.Explanation{{ID: "e1", Language: lang, Text: words, Paragraphs: given}},
	}
}

func TestReferencesToParagraphs(t *testing.T) {
	for _, c := range []struct {
		name, lang, words string
		want              []string
	}{
		{"a number", "en", "We regret paragraph 12.", []string{"paragraph 12 → 12"}},
		{"an abbreviation with a sub-paragraph", "en", "See para. 12 (a).", []string{"para. 12 (a) → 12 (a)"}},
		{"closed up", "en", "See para 12(a), please", []string{"para 12(a) → 12 (a)"}},
		{"two numbers", "en", "on paragraphs 16 and 18 of the report", []string{"paragraphs 16 → 16", "18 → 18"}},
		{"a list and a range", "en", "paragraphs 1, 3 to 4 and 7", []string{"paragraphs 1 → 1", "3 → 3", "3 to 4 → 4", "7 → 7"}},
		{"operative", "en", "operative paragraph 13", []string{"operative paragraph 13 → 13"}},
		{"codes", "en", "OP13, PP2 and OP 3", []string{"OP13 → 13", "PP2 → PP2", "OP 3 → 3"}},
		{"an ordinal", "en", "the second preambular paragraph says", []string{"second preambular paragraph → PP2"}},
		{"no such number", "en", "paragraph 27 and PP16", []string{"paragraph 27 → !no-such-paragraph", "PP16 → !no-such-paragraph"}},
		{"a number of an earlier revision", "en", "paragraph 19", []string{"paragraph 19 → 19!earlier-revision in Rev.1, now 18"}},
		{"a revision named", "en", "paragraph 5 of Rev.1", []string{"paragraph 5 → 5!earlier-revision in Rev.1, now "}},
		{"another text by number", "en", "paragraph 3 of resolution 75/240, paragraph 3 of General Assembly resolution 75/240 and paragraph 6 (b) of draft resolution III", nil},
		{"another text by kind", "en", "paragraph 3 of the Convention; Article 46, paragraph 1 of the Declaration", nil},
		{"this text by its symbol", "en", "paragraph 3 of document A/AC.311/2026/CRP.1", []string{"paragraph 3 → 3"}},
		{"an earlier report", "en", "paragraph 3 of the 2021 report", nil},
		{"States are not paragraphs", "en", "In paragraph 12 and 18 States; paragraph 12, 30 States", []string{"paragraph 12 → 12", "paragraph 12 → 12"}},
		{"a page is not a paragraph", "en", "pp. 12-14, COP28", nil},
		{"French", "fr", "les paragraphes 16 et 18, le paragraphe 12 a), l’alinéa a) du paragraphe 12, le paragraphe 12, alinéa a), et le deuxième alinéa du préambule",
			[]string{"paragraphes 16 → 16", "18 → 18", "paragraphe 12 a) → 12 (a)", "alinéa a) du paragraphe 12 → 12 (a)", "paragraphe 12, alinéa a) → 12 (a)", "deuxième alinéa du préambule → PP2"}},
		{"French, another text", "fr", "le paragraphe 3 de la résolution 75/240 et le paragraphe 3 de la Charte", nil},
		{"Spanish", "es", "el párrafo 12 a), los párrafos 16 a 18, el segundo párrafo del preámbulo; para 12 Estados",
			[]string{"párrafo 12 a) → 12 (a)", "párrafos 16 → 16", "párrafos 16 a 18 → 17", "párrafos 16 a 18 → 18", "segundo párrafo del preámbulo → PP2"}},
		{"Russian", "ru", "пункт 12, в пункте 13, пунктами 16 и 18, пункт 2 преамбулы, второй пункт преамбулы, подпункт a) пункта 12, пункт 3 резолюции 75/240",
			[]string{"пункт 12 → 12", "пункте 13 → 13", "пунктами 16 → 16", "18 → 18", "пункт 2 → PP2", "второй пункт преамбулы → PP2", "подпункт a) пункта 12 → 12 (a)"}},
		{"Arabic", "ar", "الفقرة 12 (أ) والفقرتين ١٦ و ١٨ وفي الفقرات 1 و3 و4، الفقرة 2 من الديباجة، الفقرة الثانية من الديباجة، الفقرة 3 من القرار 75/240",
			[]string{"الفقرة 12 (أ) → 12 (a)", "والفقرتين ١٦ → 16", "١٨ → 18", "الفقرات 1 → 1", "3 → 3", "4 → 4", "الفقرة 2 → PP2", "الفقرة الثانية من الديباجة → PP2"}},
		{"Chinese", "zh", "第12段、第12段(a)项、第 12 (a) 段、第十二段、第16和18段、第十六至十八段、序言部分第二段、第75/240号决议第3段、《联合国宪章》第3段，第三届会议",
			[]string{"第12段 → 12", "第12段(a)项 → 12 (a)", "第 12 (a) 段 → 12 (a)", "第十二段 → 12", "第16 → 16", "18段 → 18",
				"第十六 → 16", "第十六至十八段 → 17", "第十六至十八段 → 18", "序言部分第二段 → PP2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, refs(t, one(c.lang, c.words))); d != "" {
				t.Errorf("references (-want +got):\n%s", d)
			}
		})
	}
}

func TestReferencesToArticles(t *testing.T) {
	treaty := text.Document{Title: "Agreement", Blocks: []text.Block{
		{ID: "p1", Kind: text.Heading, Label: "Article 1", Cite: "Article 1"},
		{ID: "p2", Kind: text.Paragraph, Label: "1", Cite: "Article 1, 1", Text: "One."},
		{ID: "p3", Kind: text.Heading, Label: "Article 2", Cite: "Article 2"},
		{ID: "p4", Kind: text.Paragraph, Label: "1", Cite: "Article 2, 1", Text: "Two."},
		{ID: "p5", Kind: text.Paragraph, Label: "2", Cite: "Article 2, 2", Text: "Three."},
	}}
	for _, c := range []struct {
		name, lang, words string
		want              []string
	}{
		{"articles", "en", "articles 1 and 2 of the Agreement, article 19", []string{"articles 1 → Article 1", "2 → Article 2"}},
		{"paragraphs of an article", "en", "Article 2, paragraph 1; article 1 (1); paragraph 2 of article 2", []string{
			"Article 2, paragraph 1 → Article 2, 1", "article 1 (1) → Article 1, 1", "paragraph 2 → Article 2, 2"}},
		{"of another text", "en", "common article 1 of the International Covenants, article 2 of the Charter", nil},
		{"a number that several paragraphs have", "en", "paragraph 1 and paragraph 2", []string{"paragraph 1 → !ambiguous", "paragraph 2 → Article 2, 2"}},
		{"French and Spanish", "fr", "l’article 2, paragraphe 1; el párrafo 1 del artículo 2", []string{
			"article 2, paragraphe 1 → Article 2, 1", "párrafo 1 → Article 2, 1"}},
		{"Russian", "ru", "статья 1; пункт 1 статьи 2", []string{"статья 1 → Article 1", "пункт 1 → Article 2, 1"}},
		{"Arabic and Chinese", "ar", "المادة ٢. الفقرة 1 من المادة 1، 第二条", []string{"المادة ٢ → Article 2", "الفقرة 1 → Article 1, 1", "第二条 → Article 2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := one(c.lang, c.words)
			in.Title, in.Adopted = "Agreement of the parties", 1
			in.Revisions = []compendium.Revision{{Ordinal: 1, Name: "Final", Document: treaty}}
			if d := cmp.Diff(c.want, refs(t, in)); d != "" {
				t.Errorf("references (-want +got):\n%s", d)
			}
		})
	}
}

func TestReferencesToWords(t *testing.T) {
	for _, c := range []struct {
		name, lang, words string
		want              []string
	}{
		{"in the adopted text", "en", "the words “an increase in incidents” stay", []string{"“an increase in incidents” → PP2"}},
		{"in an earlier one, across brackets", "en", "we preferred \"the extreme increase in incidents\".", []string{"\"the extreme increase in incidents\" → PP2!earlier-revision in Rev.1, now PP2"}},
		{"other white space, marks and capital", "en", "“build a  directory\nthat is 'concrete'” no; «Build a directory that is \"concrete and action-oriented\".»",
			[]string{"“build a  directory\nthat is 'concrete'” → !no-such-words", "«Build a directory that is \"concrete and action-oriented\".» → 12 (a)"}},
		{"left out before the adoption", "en", "“concrete and binding commitments”", []string{"“concrete and binding commitments” → 5!earlier-revision in Rev.1, now "}},
		{"words left out", "en", "“Requests … commitments from all”", []string{"“Requests … commitments from all” → 5!earlier-revision in Rev.1, now "}},
		{"no revision has them", "en", "“legally binding obligations”", []string{"“legally binding obligations” → !no-such-words"}},
		{"parts of words do not count", "en", "“of the tex”", []string{"“of the tex” → !no-such-words"}},
		{"a title is no mistake", "en", "the report entitled “on peace and security” and “Our Common Agenda”", nil},
		{"a single word is no quotation", "en", "the word “increase”", nil},
		{"a translation is no mistake", "fr", "les mots « engagements contraignants » manquent", nil},
		{"words in the language of the text", "fr", "les mots « an increase in incidents »", []string{"« an increase in incidents » → PP2"}},
		{"the paragraph of the sentence is meant", "en", "In paragraph 3 we support “of the text”. In general, “of the text” is good.",
			[]string{"paragraph 3 → 3", "“of the text” → 3", "“of the text” → 1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, refs(t, one(c.lang, c.words))); d != "" {
				t.Errorf("references (-want +got):\n%s", d)
			}
		})
	}
}

func TestParagraphsNamedBesideTheTextCountOnce(t *testing.T) {
	want := []string{"paragraph 12 → 12", "OP13 → 13", "27 → !no-such-paragraph", "p13 → 3"}
	got := refs(t, one("en", "We dissociate from paragraph 12.", "12", "OP13", "para. 12", "27", "p13"))
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("references (-want +got):\n%s", d)
	}
}
