package markup_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/markup"
	"adref/pkg/text"
)

func Example() {
	doc, err := markup.Parse([]byte("Draft report\n\nA. Threats\n\n12 bis. [The Group [decides] to:\n(a) meet;\n(b) report.]\n"), markup.Plain)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(doc.Title)
	for _, b := range doc.Blocks[1:] {
		fmt.Printf("%s | %s | %s | %s\n", b.Kind, b.Label, b.Text, b.Cite)
	}
	// Output:
	// Draft report
	// heading | A | Threats | section A
	// paragraph | 12 bis | [The Group [decides] to: | 12 bis
	// subparagraph | (a) | meet; | 12 bis (a)
	// subparagraph | (b) | report.] | 12 bis (b)
}

// outline writes one line for each block: kind, level, label | text {citation}.
func outline(doc text.Document) string {
	var b strings.Builder
	for _, x := range doc.Blocks {
		fmt.Fprintf(&b, "%s%d %s| %s", x.Kind, x.Level, x.Label, x.Text)
		if x.Cite != "" {
			fmt.Fprintf(&b, " {%s}", x.Cite)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestStructure(t *testing.T) {
	tests := []struct {
		name   string
		format markup.Format
		in     string
		want   string
	}{
		{"a resolution without numbers in the preamble", markup.Plain, `Draft resolution

The General Assembly,

Recalling its resolution 75/240,

[Gravely concerned that ICTs are misused,]

Also taking note of the report,

1. Decides to convene a group;

2. Requests the Secretary-General to report.
`, `title0 | Draft resolution
body0 | The General Assembly,
preambular0 | Recalling its resolution 75/240, {PP1}
preambular0 | [Gravely concerned that ICTs are misused,] {PP2}
preambular0 | Also taking note of the report, {PP3}
paragraph0 1| Decides to convene a group; {1}
paragraph0 2| Requests the Secretary-General to report. {2}
`},
		{"labels of a resolution under negotiation", markup.Plain, "PP2bis Recalling,\n\nPP3 alt [Noting],\n\nOP6alt. Decides;\n\nOP7 Requests.", `preambular0 PP2bis| Recalling, {PP2 bis}
preambular0 PP3 alt| [Noting], {PP3 alt}
paragraph0 OP6alt| Decides; {6 alt}
paragraph0 OP7| Requests. {7}
`},
		{"brackets around and in labels", markup.Plain, "[12. Decides]\n\n[50 bis] Decides\n\n[4][2]. Decides\n\n[ (a) x;]\n\n[(b)] y", `paragraph0 12| [Decides] {12}
paragraph0 [50 bis]| Decides {50 bis}
paragraph0 [4][2]| Decides {[4][2]}
subparagraph1 (a)| [x;] {[4][2] (a)}
subparagraph1 [(b)]| y {[4][2] (b)}
`},
		{"(i) after (h) is a letter where (j) follows", markup.Plain, "1. A:\n\n(h) x;\n\n(i) x;\n\n(j) x.", `paragraph0 1| A: {1}
subparagraph1 (h)| x; {1 (h)}
subparagraph1 (i)| x; {1 (i)}
subparagraph1 (j)| x. {1 (j)}
`},
		{"(i) after (h) is a numeral where (ii) follows", markup.Plain, "1. A:\n\n(h) x:\n\n(i) x;\n\n(ii) x;\n\n(i) x.", `paragraph0 1| A: {1}
subparagraph1 (h)| x: {1 (h)}
subparagraph2 (i)| x; {1 (h) (i)}
subparagraph2 (ii)| x; {1 (h) (ii)}
subparagraph1 (i)| x. {1 (i)}
`},
		{"(i) after (a) or a chapeau is a numeral", markup.Plain, "1. A:\n\n(a) x:\n\n(i) x;\n\n(ii) x;\n\n(b) x.\n\n2. B:\n\n(i) x;\n\n(ii) x.", `paragraph0 1| A: {1}
subparagraph1 (a)| x: {1 (a)}
subparagraph2 (i)| x; {1 (a) (i)}
subparagraph2 (ii)| x; {1 (a) (ii)}
subparagraph1 (b)| x. {1 (b)}
paragraph0 2| B: {2}
subparagraph1 (i)| x; {2 (i)}
subparagraph1 (ii)| x. {2 (ii)}
`},
		{"a label with a suffix goes on with its list", markup.Plain, "1. A:\n\na. x;\n\na bis. x;\n\n(a) ter y;\n\nb. x.", `paragraph0 1| A: {1}
subparagraph1 a| x; {1 (a)}
subparagraph1 a bis| x; {1 (a bis)}
subparagraph2 (a) ter| y; {1 (a bis) (a ter)}
subparagraph1 b| x. {1 (b)}
`},
		{"numbers that begin again in each article", markup.Plain, "Article 1 (PURPOSE)\n\n1. A.\n\n2. B:\n\n(a) x.\n\nArticle 2 bis\n\n1. A.\n\nAnnex\n\n1. A.", `heading1 Article 1| (PURPOSE) {Article 1}
paragraph0 1| A. {Article 1, 1}
paragraph0 2| B: {Article 1, 2}
subparagraph1 (a)| x. {Article 1, 2 (a)}
heading1 Article 2 bis|  {Article 2 bis}
paragraph0 1| A. {Article 2 bis, 1}
heading1 Annex|  {Annex}
paragraph0 1| A. {Annex, 1}
`},
		{"numbers that run through sections", markup.Plain, "I. Introduction\n\n1. A.\n\nA. Threats\n\n2. B.\n\nB. Norms\n\n3. C.\n\nII. Conclusion\n\n4. D.\n\nAnnex\n\n1. E.", `heading1 I| Introduction {section I}
paragraph0 1| A. {1}
heading2 A| Threats {section I.A}
paragraph0 2| B. {2}
heading2 B| Norms {section I.B}
paragraph0 3| C. {3}
heading1 II| Conclusion {section II}
paragraph0 4| D. {4}
heading1 Annex|  {Annex}
paragraph0 1| E. {Annex, 1}
`},
		{"options in a paragraph and around paragraphs", markup.Plain, "Article 3\n\n2. Option 1: A.\n\nOption 2: B.\n\nOption 1: (paragraph 3)\n\n3. C.\n\nOption 2: (paragraphs 3-3bis)\n\n3. D:\n\n(a) x.\n\n3bis. E.\n\nOption 3: No text", `heading1 Article 3|  {Article 3}
paragraph0 2| Option 1: A. {2}
option1 Option 2| B. {2, option 2}
option0 Option 1| (paragraph 3) {Article 3, option 1}
paragraph0 3| C. {Article 3, option 1, 3}
option0 Option 2| (paragraphs 3-3bis) {Article 3, option 2}
paragraph0 3| D: {Article 3, option 2, 3}
subparagraph1 (a)| x. {Article 3, option 2, 3 (a)}
paragraph0 3bis| E. {3 bis}
option0 Option 3| No text {Article 3, option 3}
`},
		{"options of all kinds", markup.Plain, "1. A:\n\n[Option 1 (chapeau): b\n\nOption (a): c\n\nOption (a) bis: d\n\nOption 2 bis: e]\n\nOption II: No text", `paragraph0 1| A: {1}
option1 Option 1 (chapeau)| [b {1, option 1}
option2 Option (a)| c {1, option 1, option (a)}
option2 Option (a) bis| d {1, option 1, option (a) bis}
option1 Option 2 bis| e] {1, option 2 bis}
option2 Option II| No text {1, option 2 bis, option II}
`},
		{"what is not part of the text", markup.Plain, "1. A.\n\n{Collective long-term goal}\n\n{Support}12\n\n[Placeholder for climate finance]\n\n{No text required}\n\n[X date]\n\n{Notes:\n\n* Article 3: see there.}\n\n2. B.", `paragraph0 1| A. {1}
editorial0 | {Collective long-term goal}
editorial0 | {Support}12
placeholder0 | [Placeholder for climate finance]
placeholder0 | {No text required}
placeholder0 | [X date]
editorial0 | {Notes:
editorial0 | * Article 3: see there.}
paragraph0 2| B. {2}
`},
		{"a decimal number is not a label", markup.Plain, "13. A below 2 °C or\n\n1.5 °C above;\n\n13.1 B.\n\n14 C without a full stop.\n\n20 people met.", `paragraph0 13| A below 2 °C or {13}
body0 | 1.5 °C above;
paragraph1 13.1| B. {13.1}
paragraph0 14| C without a full stop. {14}
body0 | 20 people met.
`},
		{"numbers below a number", markup.Plain, "1. The aim is:\n\n1. Holding;\n\n2. Increasing.\n\n2. Next.\n\n3. More:\n\n1. One;\n\n2. Two; and\n\n3. Three.\n\n4. End.", `paragraph0 1| The aim is: {1}
subparagraph1 1| Holding; {1 (1)}
subparagraph1 2| Increasing. {1 (2)}
paragraph0 2| Next. {2}
paragraph0 3| More: {3}
subparagraph1 1| One; {3 (1)}
subparagraph1 2| Two; and {3 (2)}
subparagraph1 3| Three. {3 (3)}
paragraph0 4| End. {4}
`},
		{"footnotes below a heading", markup.Plain, "1. A.1\n\nFOOTNOTES\n\n1 See below.\n2 See above.\n\nwhich goes on.\n", `paragraph0 1| A.1 {1}
heading1 | FOOTNOTES
note0 1| See below. {footnote 1}
note0 2| See above. {footnote 2}
note0 | which goes on.
`},
		{"lines that are wrapped", markup.Plain, `DRAFT REPORT

1. The Group, in accordance with paragraph
12. of the annex, decides the following and
so on:
   (a) to meet in July, as stated in section
(b) of the report;
   (b) to report.
2. It adjourns.
`, `title0 | DRAFT REPORT
paragraph0 1| The Group, in accordance with paragraph 12. of the annex, decides the following and so on: {1}
subparagraph1 (a)| to meet in July, as stated in section (b) of the report; {1 (a)}
subparagraph1 (b)| to report. {1 (b)}
paragraph0 2| It adjourns. {2}
`},
		{"one paragraph on each line", markup.Plain, "Draft\n" + strings.Repeat("A long line of words that is certainly not wrapped. ", 4) + "\nThe next one.\n1. A.\n", `title0 | Draft
body0 | ` + strings.TrimSpace(strings.Repeat("A long line of words that is certainly not wrapped. ", 4)) + `
body0 | The next one.
paragraph0 1| A. {1}
`},
		{"headings by their form", markup.Plain, "Draft agreement\n\nGENERAL PROVISIONS\n\nArticle 5 of the Convention applies.\n\n1. A.\n\n[Institutional arrangements]\n\n2. B.\n\nMobilization\n\n3. C.\n\n[No further requirement.]\n\nTurkey\n\nNorway", `title0 | Draft agreement
heading1 | GENERAL PROVISIONS
body0 | Article 5 of the Convention applies.
paragraph0 1| A. {1}
heading1 | [Institutional arrangements]
paragraph0 2| B. {2}
heading1 | Mobilization
paragraph0 3| C. {3}
body0 | [No further requirement.]
body0 | Turkey
body0 | Norway
`},
		{"Markdown", markup.Markdown, `# Draft *report*

## A. Threats

1. The **Group**
   notes[^1] that:
   - [ICTs] are misused;
     - by States;
   - others.

(a) x_y_z [link](https://example.org).

| a | b |
|---|---|
| 1. c | d |

Next steps
----------

> 2. Decides.

***

[^1]: See *paragraph* 3,
    continued.
`, `title0 | Draft report
heading2 A| Threats {section A}
paragraph0 1| The Group notes[^1] that: {1}
subparagraph1 •| [ICTs] are misused;
subparagraph2 •| by States;
subparagraph1 •| others.
subparagraph2 (a)| x_y_z [link](https://example.org).
body0 | | a | b | |---|---| | 1. c | d |
heading2 | Next steps
paragraph0 2| Decides. {2}
note0 1| See paragraph 3, continued. {footnote 1}
`},
		{"a header and code in Markdown", markup.Markdown, "---\ntitle: \"The report\"\n---\n\n~~~\n1. [x]\n\n# y\n~~~\n\n1. A.\n", `body0 | --- title: "The report" ---
body0 | ~~~ 1. [x] # y ~~~
paragraph0 1| A. {1}
`},
		{"wrapped Markdown", markup.Markdown, "---\nid: 1\nabbrev: x\n\n--- abstract\n\nThe order of paragraph\n12. of the annex is that of\n{{x}}, including\n(a) of it.\n1. One\n2. Two\n\n# Later", `body0 | --- id: 1 abbrev: x
body0 | --- abstract
body0 | The order of paragraph 12. of the annex is that of {{x}}, including (a) of it.
paragraph0 1| One {1}
paragraph0 2| Two {2}
heading1 | Later
`},
		{"a rule at the start is no header", markup.Markdown, "---\n\n1. A.\n\n---\n\n2. B.", `body0 | ---
paragraph0 1| A. {1}
paragraph0 2| B. {2}
`},
		{"French", markup.Plain, "Projet de rapport\n\nRappelant sa résolution,\n\nSe félicitant du rapport,\n\nArticle premier\n\n1. Le Groupe décide :\n\na) de se réunir ;\n\nb) de faire rapport.\n", `title0 | Projet de rapport
preambular0 | Rappelant sa résolution, {PP1}
preambular0 | Se félicitant du rapport, {PP2}
heading1 Article premier|  {Article premier}
paragraph0 1| Le Groupe décide : {1}
subparagraph1 a)| de se réunir ; {1 (a)}
subparagraph1 b)| de faire rapport. {1 (b)}
`},
		{"Spanish and Russian", markup.Plain, "Recordando su resolución,\n\nArtículo 2\n\n1. Decide.\n\nЧАСТЬ II\n\nСтатья 3\n\nссылаясь на резолюцию\n\n2. постановляет.", `preambular0 | Recordando su resolución, {PP1}
heading1 Artículo 2|  {Artículo 2}
paragraph0 1| Decide. {1}
heading1 ЧАСТЬ II|  {Часть II}
heading2 Статья 3|  {Статья 3}
body0 | ссылаясь на резолюцию
paragraph0 2| постановляет. {2}
`},
		{"Chinese and Arabic", markup.Plain, "序言\n\n回顾《公约》的规定，\n\n第一条\n\n一、本协定：\n\n（一）原则；\n\n（二）自由。\n\nوإذ تؤكد من جديد،", `heading1 序言|  {序言}
preambular0 | 回顾《公约》的规定， {PP1}
heading1 第一条|  {第一条}
paragraph0 一| 本协定： {1}
subparagraph1 （一）| 原则； {1 (一)}
subparagraph1 （二）| 自由。 {1 (二)}
body0 | وإذ تؤكد من جديد،
`},
		{"white space alone", markup.Plain, " \n\t\n", "body0 | \n"},
		{"nothing", markup.Plain, "", ""},
		{"a byte order mark and composed characters", markup.Plain, "\ufeff1. Re\u0301union.\r\n\r\n2. B.\r\n", "paragraph0 1| Réunion. {1}\nparagraph0 2| B. {2}\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := outline(parse(t, tt.in, tt.format))
			if d := cmp.Diff(strings.Split(tt.want, "\n"), strings.Split(got, "\n")); d != "" {
				t.Errorf("outline mismatch (-want +got):\n%s", d)
			}
		})
	}
}

func TestOneLongLineDoesNotUnwrapTheOthers(t *testing.T) {
	in := strings.Repeat("A long title ", 11) + "\n\n" + strings.Repeat("The Group met in July and went on to\nspeak of norms and of threats without\nany end.\n\n", 40)
	doc := parse(t, in, markup.Plain)
	if len(doc.Blocks) != 41 || doc.Blocks[1].Text != "The Group met in July and went on to speak of norms and of threats without any end." {
		t.Errorf("%d blocks, want 41; the second is %q", len(doc.Blocks), doc.Blocks[1].Text)
	}
}

func TestTitle(t *testing.T) {
	for in, want := range map[string]string{
		"Second session, Geneva\n\nWORK OF GROUP 3\n\nNegotiating text of 12 February\n\n1. A.": "Negotiating text of 12 February",
		"Zero draft\n\n5 October 2015\n\nPreamble":                                              "Zero draft",
		"Preamble\n\nThe Parties,":                                                              "",
		"The delegation thanks the Chair for the long work.":                                    "",
		"A/AC.292/2022/L.1\n\nOur common future\n\n1. A.":                                       "Our common future",
	} {
		if got := parse(t, in, markup.Plain).Title; got != want {
			t.Errorf("title of %q is %q, want %q", in, got, want)
		}
	}
	if got := parse(t, "---\ntitle: 'The report'\n---\n# Other\n", markup.Markdown).Title; got != "The report" {
		t.Errorf("title of a header is %q", got)
	}
}

// TestParisDrafts binds how much of the real drafts is recognised; the figures were checked by eye.
func TestParisDrafts(t *testing.T) {
	want := map[string]map[text.Kind]int{
		"01-2015-02-12-geneva-negotiating-text.txt":     {text.Preambular: 26, text.Paragraph: 411, text.Subparagraph: 764, text.Option: 414, text.Heading: 43, text.Note: 10, text.Placeholder: 2, text.Title: 1, text.Body: 104},
		"03-2015-11-06-draft-agreement-edited.txt":      {text.Preambular: 15, text.Paragraph: 177, text.Subparagraph: 159, text.Option: 115, text.Heading: 31, text.Editorial: 21, text.Placeholder: 1, text.Title: 1, text.Body: 36},
		"04-2015-12-04-draft-agreement-compilation.txt": {text.Preambular: 16, text.Paragraph: 160, text.Subparagraph: 90, text.Option: 84, text.Heading: 31, text.Editorial: 12, text.Placeholder: 5, text.Title: 1, text.Body: 49},
		"07-2016-01-29-published-with-corrections.txt":  {text.Preambular: 16, text.Paragraph: 124, text.Subparagraph: 36, text.Heading: 30, text.Body: 12},
	}
	for name, s := range readFiles(t, "paris-agreement", "*.txt") {
		w, ok := want[name]
		if !ok {
			continue
		}
		got, cited := map[text.Kind]int{}, 0
		for _, b := range parse(t, s, markup.Plain).Blocks {
			got[b.Kind]++
			if b.Kind == text.Paragraph && b.Cite != "" {
				cited++
			}
		}
		if d := cmp.Diff(w, got); d != "" {
			t.Errorf("%s: blocks of each kind (-want +got):\n%s", name, d)
		}
		if cited*20 < got[text.Paragraph]*19 {
			t.Errorf("%s: %d of %d paragraphs can be cited, want 95 in 100", name, cited, got[text.Paragraph])
		}
	}
}

func BenchmarkParse(b *testing.B) {
	paragraph := "12 bis. [States [shall][should], in accordance with international law, refrain from the malicious use of ICTs:]\n\n(a) In peace;\n\n(b) In conflict.\n\n"
	for _, n := range []int{10, 100, 1000} {
		s := []byte(strings.Repeat(paragraph, n))
		b.Run(fmt.Sprintf("paragraphs=%d", 3*n), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				if _, err := markup.Parse(s, markup.Plain); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	for _, s := range readFiles(b, "paris-agreement", "01-*.txt") {
		b.Run("geneva", func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				if _, err := markup.Parse([]byte(s), markup.Plain); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
