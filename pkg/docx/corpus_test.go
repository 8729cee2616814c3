package docx_test

import (
	"fmt"
	"strings"
	"time"

	"adref/pkg/paper"
)

var (
	noon     = time.Date(2026, 7, 21, 12, 0, 0, 0, time.UTC)
	ruritia  = &paper.Change{By: "Ruritania", At: noon}
	borduria = &paper.Change{By: "Borduria", At: noon.Add(time.Hour)}
	sylvania = &paper.Change{By: "Sylvania; Freedonia", At: noon.Add(2 * time.Hour)}
	away     = &paper.Change{By: "Illyria", At: noon, Move: "move1"}
)

func plain(s string) []paper.Span              { return []paper.Span{{Text: s}} }
func ins(s string, c *paper.Change) paper.Span { return paper.Span{Text: s, Inserted: c} }
func del(s string, c *paper.Change) paper.Span { return paper.Span{Text: s, Deleted: c} }
func text(st paper.Style, s string) paper.Paragraph {
	return paper.Paragraph{Style: st, Spans: plain(s)}
}

func numbered(id string, level int, label string, spans ...paper.Span) paper.Paragraph {
	return paper.Paragraph{ID: id, Style: paper.Numbered, Level: level, Label: label, Spans: spans}
}

var masthead = &paper.Masthead{
	Organization: "United Nations", Body: "General Assembly", Symbol: "A/AC.292/2026/L.1",
	Lines: []string{"Distr.: Limited", "22 November 2026", "Original: English"},
}

// clean is a clean text with everything that the head of a document has.
func clean() paper.Paper {
	return paper.Paper{
		Language: "en", Title: "Draft report", Masthead: masthead,
		Origin: paper.Origin{Process: "OEWG-2026", Document: "report", Revision: 2, Symbol: "A/AC.292/2026/L.1", Digest: strings.Repeat("0f", 32)},
		Paragraphs: []paper.Paragraph{
			text(paper.Title, "Open-ended working group on security of and in the use of information and communications technologies"),
			text(paper.Subtitle, "Draft final report"),
			text(paper.Contents, "Contents"),
			{Style: paper.Heading, Level: 1, Label: "I.", Spans: plain("Introduction"), ID: "h1"},
			{Style: paper.Preambular, Spans: []paper.Span{{Text: "Recalling", Marks: paper.Italic}, {Text: " General Assembly resolutions 43/78 H of 7 December 1988 and 75/240 of 31 December 2020, and reaffirming that international law, and in particular the Charter of the United Nations, is applicable and essential to maintaining peace and stability,"}}},
			numbered("p1", 0, "1.", paper.Span{Text: "States should refrain from any activity that intentionally damages critical infrastructure or otherwise impairs the use and operation of critical infrastructure to provide services to the public, and should take appropriate measures to protect their own."}),
			numbered("p1a", 1, "(a)", paper.Span{Text: "Such measures include the exchange of information between national points of contact, which each State names within six months;"}),
			numbered("p1ai", 2, "(i)", paper.Span{Text: "The names are kept by the Secretariat and are brought up to date every year;"}),
			numbered("p3bis", 0, "3 bis.", paper.Span{Text: "The working group decided to convene an intersessional meeting, see "}, paper.Span{Text: "paragraph 1", Link: "#p1"}, paper.Span{Text: " and "}, paper.Span{Text: "the website", Link: "https://example.org/a?b=1&c=2"}, paper.Span{Text: "."}),
			{Style: paper.Heading, Level: 2, Label: "A.", Spans: plain("Existing and potential threats"), ID: "h2"},
			text(paper.Remark, "[Original: Spanish]"),
			text(paper.Quote, "Reproduced as received, in the words of the delegation, over more than one line so that the indentation on both sides can be seen in the picture."),
			text(paper.Body, "Ordinary words of the document that stand in no numbered paragraph."),
			{Style: paper.Heading, Level: 1, Label: "II.", Spans: plain("Conclusions"), ID: "h3", NewPage: true},
			numbered("p4", 0, "4.", paper.Span{Text: "States concluded."}),
			{Style: paper.Furniture, Spans: plain("_____________")},
		},
	}
}

// automatic is numbered by Word.
func automatic() paper.Paper {
	p := paper.Paper{Language: "en"}
	add := func(level int, labels ...string) {
		for _, l := range labels {
			p.Paragraphs = append(p.Paragraphs, paper.Paragraph{Style: paper.Numbered, Level: level, Label: l, Auto: true, Spans: plain("Paragraph " + l)})
		}
	}
	add(0, "1.", "2.")
	add(1, "(a)", "(b)")
	add(2, "(i)", "(ii)", "(iii)", "(iv)")
	add(1, "(c)", "(d)", "(e)", "(f)", "(g)", "(h)", "(i)", "(j)")
	add(0, "3.", "3 bis.", "5.", "IV.", "V.")
	add(1, "(a)", "•", "•", "–", "1.2.3")
	p.Paragraphs = append(p.Paragraphs, paper.Paragraph{Style: paper.Heading, Level: 1, Label: "I.", Auto: true, Spans: plain("Counted heading")})
	return p
}

// redline has every kind of tracked change.
func redline() paper.Paper {
	return paper.Paper{
		Language: "en", Masthead: masthead, Title: "Redline", Origin: paper.Origin{Process: "OEWG", Document: "report", Revision: 3},
		Paragraphs: []paper.Paragraph{
			{Style: paper.Heading, Level: 1, Label: "I.", Spans: plain("Changes"), ID: "h"},
			numbered("p1", 0, "1.", paper.Span{Text: "States "}, paper.Span{Text: "should", Deleted: borduria, Comments: []string{"c1", "c2"}}, paper.Span{Text: "shall", Inserted: borduria, Comments: []string{"c1"}}, paper.Span{Text: " refrain from any activity that damages critical infrastructure."}),
			numbered("p2", 0, "2.", paper.Span{Text: "Words "}, ins("that Borduria adds, ", borduria), paper.Span{Text: "and Sylvania strikes, ", Inserted: borduria, Deleted: sylvania}, paper.Span{Text: "stand here."}),
			{ID: "p2b", Style: paper.Numbered, Label: "2 bis.", Inserted: ruritia, Spans: []paper.Span{ins("A new paragraph by Ruritania, ", ruritia), ins("with Borduria's words", borduria), ins(".", ruritia)}},
			{ID: "p3", Style: paper.Numbered, Label: "3.", Deleted: sylvania, Spans: []paper.Span{del("A paragraph that Sylvania strikes.", sylvania)}},
			{ID: "p4", Style: paper.Numbered, Label: "4.", Inserted: ruritia, Spans: plain("This is split in two. ")},
			{Style: paper.Numbered, Label: "4 bis.", Spans: plain("This is its second half.")},
			{ID: "p5", Style: paper.Numbered, Label: "5.", Deleted: ruritia, Spans: plain("This is merged ")},
			{ID: "p6", Style: paper.Numbered, Label: "6.", Spans: plain("with this one.")},
			{ID: "p7", Style: paper.Numbered, Label: "7.", Inserted: away, Spans: []paper.Span{ins("This moved up.", away)}},
			{ID: "p8", Style: paper.Numbered, Label: "8.", Spans: []paper.Span{{Text: "This has another look", Formatted: borduria, Marks: paper.Bold}}, Formatted: borduria},
			{ID: "p7", Style: paper.Numbered, Label: "9.", Deleted: away, Spans: []paper.Span{del("This moved up.", away)}},
			text(paper.Body, "The end."),
			{Style: paper.Furniture, Spans: plain("_____________")},
		},
		Comments: []paper.Comment{
			{ID: "c1", By: "Borduria", Initials: "BOR", At: noon, Paragraphs: []paper.Paragraph{text(paper.Body, "“Shall” is the word of the Charter."), text(paper.Body, "And a second paragraph.")}},
			{ID: "c2", By: "Sylvania", At: noon, Resolved: true, Paragraphs: []paper.Paragraph{text(paper.Body, "Seen.")}},
			{ID: "c3", By: "Ruritania", At: noon, Parent: "c1", Paragraphs: []paper.Paragraph{text(paper.Body, "We agree.")}},
			{ID: "c4", By: "", Paragraphs: []paper.Paragraph{text(paper.Body, "On nothing.")}},
		},
	}
}

// undated has changes that do not say when they were made, nor by whom.
func undated() paper.Paper {
	moved, nobody := &paper.Change{By: "Illyria", Move: "move1"}, &paper.Change{}
	return paper.Paper{Paragraphs: []paper.Paragraph{
		{Style: paper.Body, Deleted: moved, Spans: []paper.Span{del("This moved.", moved)}},
		{Style: paper.Body, Formatted: nobody, Spans: []paper.Span{{Text: "This stays ", Formatted: nobody}, ins("and grows", nobody), del("and shrinks", nobody), {Text: "."}}},
		{Style: paper.Body, Inserted: moved, Spans: []paper.Span{ins("This moved.", moved)}},
		{Style: paper.Numbered, Label: "2.", Was: &paper.Was{Label: "1.", Change: paper.Change{By: "Secretariat"}}, Spans: plain("The end.")},
	}}
}

// tables has cells of all kinds.
func tables() paper.Paper {
	cell := func(table, row, column int, header bool, s string) paper.Paragraph {
		return paper.Paragraph{Style: paper.Body, Spans: plain(s), Cell: &paper.Cell{Table: table, Row: row, Column: column, Header: header}}
	}
	p := paper.Paper{Language: "en", Paragraphs: []paper.Paragraph{text(paper.Heading, "Tables")}}
	p.Paragraphs[0].Level = 1
	for r := range 4 {
		for c := range 3 {
			p.Paragraphs = append(p.Paragraphs, cell(1, r, c, r == 0, fmt.Sprintf("row %d, column %d%s", r, c, strings.Repeat(" and more", c*4))))
		}
	}
	for i := range p.Paragraphs {
		if c := p.Paragraphs[i].Cell; c != nil && c.Row == 2 {
			c.Inserted = borduria
			p.Paragraphs[i].Inserted, p.Paragraphs[i].Spans[0].Inserted = borduria, borduria
		} else if c != nil && c.Row == 3 {
			c.Deleted = sylvania
			p.Paragraphs[i].Deleted, p.Paragraphs[i].Spans[0].Deleted = sylvania, sylvania
		}
	}
	wide := cell(2, 0, 0, true, "over both")
	wide.Cell.Span = 2
	return paper.Paper{Language: "en", Paragraphs: append(p.Paragraphs, wide, cell(2, 1, 0, false, "left"), cell(2, 1, 0, false, "left, again"), cell(2, 1, 1, false, "right"))}
}

// notes has footnotes and endnotes.
func notes() paper.Paper {
	return paper.Paper{Language: "fr", Paragraphs: []paper.Paragraph{
		{Style: paper.Body, Spans: []paper.Span{{Text: "Un mot"}, {Text: "1", Note: "f1"}, {Text: ", un autre"}, {Text: "*", Note: "f2"}, {Text: ", un troisième"}, {Text: "2", Note: "f3"}, {Text: " et la fin"}, {Text: "1", Note: "e1"}, {Text: "."}}},
	}, Notes: []paper.Note{
		{ID: "f1", Paragraphs: []paper.Paragraph{text(paper.Body, "A/RES/79/1."), text(paper.Body, "Deuxième alinéa.")}},
		{ID: "f2", Paragraphs: []paper.Paragraph{text(paper.Body, "Le présent document a été soumis tardivement.")}},
		{ID: "f3", Paragraphs: []paper.Paragraph{{Style: paper.Body, Spans: []paper.Span{{Text: "Voir "}, {Text: "le site", Link: "https://example.org/"}, ins(" nouveau", borduria)}}}},
		{ID: "e1", End: true, Paragraphs: []paper.Paragraph{text(paper.Body, "Note de fin.")}},
	}}
}

// arabic is written from right to left, with Latin symbols in it.
func arabic() paper.Paper {
	return paper.Paper{Language: "ar", Title: "مشروع التقرير", Masthead: &paper.Masthead{
		Organization: "الأمم المتحدة", Body: "الجمعية العامة", Symbol: "A/AC.292/2026/L.1", Lines: []string{"التوزيع: محدود", "22 تشرين الثاني/نوفمبر 2026", "الأصل: بالعربية"},
	}, Paragraphs: []paper.Paragraph{
		{Style: paper.Title, Spans: plain("مشروع التقرير الختامي للفريق العامل المفتوح العضوية"), RightToLeft: true},
		{Style: paper.Contents, Spans: plain("المحتويات"), RightToLeft: true},
		{Style: paper.Heading, Level: 1, Label: "أولا -", Spans: plain("مقدمة"), RightToLeft: true},
		{Style: paper.Numbered, Label: "1 -", RightToLeft: true, Spans: []paper.Span{{Text: "تشدد الدول على أهمية الوثيقة A/AC.292/2026/L.1، وعلى أن القانون الدولي (انظر القرار 75/240) ينطبق على استخدام "}, {Text: "تكنولوجيات", Marks: paper.Bold}, {Text: " المعلومات والاتصالات من جانب الدول، وأنه أساسي للحفاظ على السلام والاستقرار."}}},
		{Style: paper.Numbered, Level: 1, Label: "(أ)", RightToLeft: true, Spans: []paper.Span{{Text: "ينبغي للدول "}, del("ألا", borduria), ins("أن", borduria), {Text: " تقوم بذلك."}}},
		{Style: paper.Quote, Language: "en", Spans: plain("English words in an Arabic document.")},
		{Style: paper.Quote, Language: "he", RightToLeft: true, Spans: plain("מילים בעברית (A/79/1).")},
	}}
}

// chinese has its fonts.
func chinese() paper.Paper {
	return paper.Paper{Language: "zh", Title: "报告草案", Masthead: &paper.Masthead{
		Organization: "联合国", Body: "大会", Symbol: "A/AC.292/2026/L.1", Lines: []string{"限制分发", "2026年11月22日", "原件：中文"},
	}, Paragraphs: []paper.Paragraph{
		text(paper.Title, "不限成员名额工作组报告草案"),
		text(paper.Contents, "目录"),
		{Style: paper.Heading, Level: 1, Label: "一、", Spans: plain("导言")},
		numbered("p1", 0, "1.", paper.Span{Text: "各国应避免从事任何故意损害关键基础设施的活动（见A/75/816号文件），并“重申”国际法、特别是《联合国宪章》适用于维护和平与稳定，对于促进开放、安全、稳定、无障碍及和平的信息和通信技术环境至关重要。"}),
		numbered("p2", 1, "(a)", paper.Span{Text: "采取"}, ins("适当", borduria), paper.Span{Text: "措施。"}),
		{Style: paper.Quote, Language: "ru", Spans: plain("Государствам следует воздерживаться от любой деятельности.")},
	}}
}

// hostile has what breaks careless writers.
func hostile() paper.Paper {
	p := paper.Paper{Language: "en", Title: `<&">'`, Origin: paper.Origin{Process: `a"b<c>&`, Symbol: "]]>"}}
	for i, s := range []string{
		`<w:p>&amp;"quoted"' ]]> <!-- --> <?pi?>`, " leading and trailing ", "  two  spaces  ", "tab\tand\nbreak\n\nand two", "\n", "\t", "carriage\rreturn",
		"non-breaking\u00a0space, soft\u00adhyphen, \u200b\u200d\u200e\u200f\u202a\u202c\u2066\u2069\ufeff", "e\u0301 é 𝔘𝔫𝔦 👩‍👩‍👧 \U0010FFFD \uFFFD", "\u0085\u2028\u2029", "\u007f\u0080\u009f",
		"=1+1", "%s %1 %d", strings.Repeat("long ", 5000), "_x000D_",
	} {
		p.Paragraphs = append(p.Paragraphs, paper.Paragraph{
			ID: fmt.Sprintf("Ünicode/%d:%s", i, strings.Repeat("x", i*4)), Style: paper.Numbered, Label: fmt.Sprintf("<%d&>", i),
			Spans: []paper.Span{{Text: s}, {Text: s, Inserted: &paper.Change{By: `"A" & <B>`, At: noon}}, {Text: s, Deleted: &paper.Change{By: strings.Repeat("条", 255)}}},
		})
	}
	return p
}

// looks has all marks and languages of runs.
func looks() paper.Paper {
	p := paper.Paper{Paragraphs: []paper.Paragraph{{Style: paper.Body}}}
	for m := paper.Bold; m <= paper.Hidden; m <<= 1 {
		p.Paragraphs[0].Spans = append(p.Paragraphs[0].Spans, paper.Span{Text: fmt.Sprintf("mark %d ", m), Marks: m})
	}
	p.Paragraphs[0].Spans = append(p.Paragraphs[0].Spans, paper.Span{Text: "all but one", Marks: (paper.Hidden<<1 - 1) &^ paper.Subscript})
	for _, l := range []string{"en", "fr", "es", "ru", "zh", "ar", "he", "zh-Hant", "en-GB", "ar-SA"} {
		p.Paragraphs = append(p.Paragraphs, paper.Paragraph{Style: paper.Body, Language: l, RightToLeft: l == "ar" || l == "he" || l == "ar-SA", Spans: []paper.Span{{Text: "in " + l + " "}, {Text: "در", Language: "fa"}, {Text: "日本語", Language: "ja"}}})
	}
	return p
}

// big is as long as a long report.
func big(n int) paper.Paper {
	p := clean()
	for i := range n {
		q := numbered(fmt.Sprintf("b%d", i), i%3, fmt.Sprintf("%d.", i), paper.Span{Text: fmt.Sprintf("Paragraph %d. ", i)}, del("States should refrain from any activity. ", borduria), ins("States shall refrain from every activity that damages. ", sylvania), paper.Span{Text: strings.Repeat("The words of a report go on and on. ", 12)})
		p.Paragraphs = append(p.Paragraphs, q)
	}
	return p
}

// corpus is papers of every kind, by name.
func corpus() map[string]paper.Paper {
	return map[string]paper.Paper{
		"empty": {}, "clean": clean(), "automatic": automatic(), "redline": redline(), "undated": undated(), "tables": tables(), "notes": notes(),
		"arabic": arabic(), "chinese": chinese(), "hostile": hostile(), "looks": looks(), "big": big(2000),
	}
}
