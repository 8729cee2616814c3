package compendium_test

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"adref/pkg/compendium"
	"adref/pkg/delegation"
	"adref/pkg/position"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"pgregory.net/rapid"
)

// words draws the text of an explanation: with what Markdown and HTML would take for mark-up, and with citations.
func words() *rapid.Generator[string] {
	piece := rapid.SampledFrom([]string{
		"We ", "regret ", "paragraph 12", "PP2 ", "“an increase in incidents”", "“no such words”", "\n", "\n\n", "\n\n\n", "\r\n", "  ", "\t",
		"# ", "- ", "* ", "1. ", "> ", "<b>", "&amp;", "[x](http://y.example)", "`", "```", "www.un.org", "|", "---", "===", "\\", "~~", "$",
		"الفقرة ١٢ ", "第12段", "пункт 16 ", "«", "»", "\"", "é", "e\u0301", "\u200f", "😀", "  \n", "\\\n", "    code", "!", "_a_",
	})
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, "pieces"), "")
	})
}

func inputs() *rapid.Generator[compendium.Input] {
	return rapid.Custom(func(t *rapid.T) compendium.Input {
		in := sample(rapid.SampledFrom([]string{"en", "fr", "es", "ru", "ar", "zh", "de", ""}).Draw(t, "edition"))
		in.Explanations = nil
		codes := []string{"arvenia", "estmark", "norland", "qasr", "zhonghe", "volgia", "g12", "nobody"}
		for i := range rapid.IntRange(0, 6).Draw(t, "explanations") {
			in.Explanations = append(in.Explanations, position.Explanation{
				ID:          fmt.Sprintf("e%d", i+1),
				Attribution: delegation.Attribution{By: rapid.SampledFrom(codes).Draw(t, "by"), OnBehalfOf: rapid.SliceOfN(rapid.SampledFrom(codes), 0, 2).Draw(t, "behalf")},
				Kind:        rapid.SampledFrom([]position.ExplanationKind{"", position.Explains, position.Dissociates, position.ReservesOn}).Draw(t, "kind"),
				Language:    rapid.SampledFrom([]string{"en", "fr", "es", "ru", "ar", "zh", "pt-BR", ""}).Draw(t, "language"),
				Text:        words().Draw(t, "text"),
				Paragraphs:  rapid.SliceOfN(rapid.SampledFrom([]string{"12", "para. 16 and 18", "99", "OP3", ""}), 0, 2).Draw(t, "paragraphs"),
				At:          in.AdoptedAt.Add(time.Duration(rapid.IntRange(-3, 3).Draw(t, "at")) * time.Hour),
			})
		}
		return in
	})
}

func TestSameInputSameBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := inputs().Draw(t, "input")
		a, b := compendium.Build(in), compendium.Build(in)
		if !bytes.Equal(a.JSON(), b.JSON()) || a.Digest() != b.Digest() || rendered(t, a) != rendered(t, b) {
			t.Fatal("two compendiums of one input differ")
		}
		back, err := compendium.Parse(a.JSON())
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(back.JSON(), a.JSON()) || rendered(t, back) != rendered(t, a) {
			t.Fatal("reading the JSON changed the compendium")
		}
	})
}

func rendered(t *rapid.T, c compendium.Compendium) string {
	var b strings.Builder
	if err := c.HTML(&b); err != nil {
		t.Fatal(err)
	}
	if err := c.Markdown(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var (
	explanation = regexp.MustCompile(`(?s)<div class="explanation"[^>]*>(.*?)</div>`)
	tag         = regexp.MustCompile(`<[^>]*>`)
)

func TestEveryExplanationIsInOnceAsReceived(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := inputs().Draw(t, "input")
		c := compendium.Build(in)
		var page, markdown strings.Builder
		if err := c.HTML(&page); err != nil {
			t.Fatal(err)
		}
		if err := c.Markdown(&markdown); err != nil {
			t.Fatal(err)
		}
		shown := explanation.FindAllStringSubmatch(page.String(), -1)
		if len(c.Sections) != len(in.Explanations) || len(shown) != len(in.Explanations) {
			t.Fatalf("%d explanations, %d sections, %d in the page", len(in.Explanations), len(c.Sections), len(shown))
		}
		for i, e := range in.Explanations {
			if c.Explanations[i] != e.ID {
				t.Errorf("explanation %d: %s", i, c.Explanations[i])
			}
			at := slices.IndexFunc(c.Sections, func(s compendium.Section) bool { return s.ID == e.ID })
			if at < 0 || c.Sections[at].Text != e.Text {
				t.Fatalf("%s is not in the compendium as received", e.ID)
			}
			if got := html.UnescapeString(tag.ReplaceAllString(shown[at][1], "")); got != e.Text {
				t.Errorf("in HTML (-want +got):\n%s", cmp.Diff(e.Text, got))
			}
			if md := compendium.EscapeMarkdown(e.Text); !strings.Contains(markdown.String(), md) {
				t.Errorf("not in the Markdown: %q", md)
			}
		}
	})
}

func TestEscapedMarkdownIsTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(words(), rapid.String()).Draw(t, "text")
		md := compendium.EscapeMarkdown(s)
		// CommonMark forbids NUL; a text that holds one cannot be shown.
		want := strings.ReplaceAll(s, "\r\n", "\n")
		if got := plain(t, md); got != want {
			t.Errorf("%q shows %q, want %q", md, got, want)
		}
		for _, line := range strings.Split(md, "\n") {
			if block.MatchString(line) {
				t.Errorf("line %q opens a block", line)
			}
			if inlines.MatchString(escaped.ReplaceAllString(line, "x")) {
				t.Errorf("line %q has mark-up", line)
			}
		}
	})
}

// What CommonMark and its tables take for mark-up: the start of a block (spec 0.31.2, chapters 4 and 5), and delimiters in a line.
var (
	block   = regexp.MustCompile("^(?:[ \t]|#|>|[-+*](?:[ \t]|$)|\\d{1,9}[.)](?:[ \t]|$)|=+[ \t]*$|(?:-[ \t]*){3,}$|`{3}|~{3}|<|\\|)")
	escaped = regexp.MustCompile("\\\\[!-/:-@\\[-`{-~]|&#\\d+;|\\\\$")
	inlines = regexp.MustCompile("[`*_\\[\\]<>~|$&\\\\]|://|(?i:www)\\.")
)

// plain is what a reader of CommonMark sees.
func plain(t *rapid.T, md string) string {
	var b strings.Builder
	for i := 0; i < len(md); i++ {
		switch {
		case md[i] == '\\' && i+1 < len(md) && strings.IndexByte("\n!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", md[i+1]) >= 0:
			i++
			b.WriteByte(md[i])
		case strings.HasPrefix(md[i:], "&#"):
			end := strings.IndexByte(md[i:], ';')
			n, err := strconv.Atoi(md[i+2 : i+end])
			if err != nil {
				t.Fatal(err)
			}
			b.WriteRune(rune(n))
			i += end
		default:
			b.WriteByte(md[i])
		}
	}
	return b.String()
}

func TestSectionsStandInTheOrderOfTheLanguage(t *testing.T) {
	tables := map[string][]string{
		"en": {"Costa Rica", "Côte d'Ivoire", "Croatia", "Türkiye", "Tuvalu", "Zambia"},
		"fr": {"Égypte", "Équateur", "Estonie", "États-Unis d'Amérique", "Zambie"},
		"es": {"Níger", "Nueva Zelandia", "Ñandú", "Omán"},
		"ru": {"Австрия", "Египет", "Ёж", "Жан"},
		"zh": {"阿尔巴尼亚", "德国", "俄罗斯联邦", "法国", "中国"},
		// As the list of member States in Arabic: the article and the forms of alif do not count.
		"ar": {"الاتحاد الروسي", "إثيوبيا", "أذربيجان", "الأرجنتين", "الأردن", "أرمينيا", "إريتريا", "ألبانيا", "تونس", "الهند"},
	}
	for lang, want := range tables {
		rapid.Check(t, func(t *rapid.T) {
			in := sample(lang)
			in.Names = func(code, _ string) string { return code }
			in.Explanations = nil
			for i, name := range rapid.Permutation(want).Draw(t, "received") {
				in.Explanations = append(in.Explanations, position.Explanation{ID: fmt.Sprint(i), Attribution: delegation.Attribution{By: name}})
			}
			var got []string
			for _, s := range compendium.Build(in).Sections {
				got = append(got, s.Delegation)
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s (-want +got):\n%s", lang, d)
			}
		})
	}
}

// TestOrderIsThatOfTheCollator compares with golang.org/x/text/collate on every pair of neighbours.
func TestOrderIsThatOfTheCollator(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := inputs().Filter(func(in compendium.Input) bool { return in.Language != "ar" && in.Language != "" }).Draw(t, "input")
		sections := compendium.Build(in).Sections
		collator := collate.New(language.MustParse(in.Language))
		for i := 1; i < len(sections); i++ {
			a, b := sections[i-1], sections[i]
			switch n := collator.CompareString(a.Delegation, b.Delegation); {
			case n > 0:
				t.Errorf("%q stands before %q", a.Delegation, b.Delegation)
			case a.Code == b.Code && a.ReceivedAt.After(b.ReceivedAt):
				t.Errorf("%s: %s stands before %s", a.Delegation, a.ReceivedAt, b.ReceivedAt)
			}
		}
	})
}

func FuzzBuild(f *testing.F) {
	for _, e := range sample("en").Explanations {
		f.Add(e.Language, e.Text)
	}
	f.Add("en", "paragraphs 12, 13 (a) and (b) and 16 to 18 of Rev.1; OP13-15, PP2bis; “an … increase”")
	f.Add("es", "apartado a) del párrafo 12; para 12")
	f.Add("zh", "第十六至十八段(a)「网络空间的安全」《x")
	f.Fuzz(func(t *testing.T, lang, s string) {
		in := one(lang, s, s)
		in.Explanations[0].Kind = position.Dissociates
		c := compendium.Build(in)
		end := -1
		for _, r := range c.Sections[0].References {
			if r.Span.Len() == 0 {
				continue
			}
			if r.Span.Start < end || s[r.Span.Start:r.Span.End] != r.As {
				t.Fatalf("reference %+v in %q", r, s)
			}
			end = r.Span.Start
		}
		if _, err := compendium.Parse(c.JSON()); err != nil {
			t.Fatal(err)
		}
	})
}
