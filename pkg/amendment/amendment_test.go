package amendment_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/amendment"
	"adref/pkg/text"
)

const block = "States should take concrete and action-oriented steps, and should report concrete steps."

func ExampleApply() {
	const paragraph = "States should take voluntary steps, as appropriate."
	p := amendment.Proposal{
		Operation: amendment.DeleteWords,
		Anchor:    amendment.Anchor{Paragraph: "p7", Quote: ", as appropriate"},
	}
	p, err := amendment.Resolve(p, paragraph)
	fmt.Println(p.Anchor.Span, err)
	fmt.Println(amendment.Apply(p, paragraph))

	p.Anchor.Quote, p.Anchor.Span = "binding", text.Span{}
	_, err = amendment.Resolve(p, paragraph)
	fmt.Println(err)
	// Output:
	// {34 50} <nil>
	// States should take voluntary steps.
	// “binding”: these words do not stand in that paragraph
}

func TestLocate(t *testing.T) {
	tests := []struct {
		name, quote string
		at, want    text.Span
		err         error
	}{
		{"words that stand there once are found", "action-oriented", text.Span{}, text.Span{Start: 32, End: 47}, nil},
		{"words that stand there twice need their offset", "concrete", text.Span{}, text.Span{}, amendment.ErrQuoteAmbiguous},
		{"the offset says which", "concrete", text.Span{Start: 73, End: 81}, text.Span{Start: 73, End: 81}, nil},
		{"an offset where other words stand is refused", "concrete", text.Span{Start: 72, End: 80}, text.Span{Start: 72, End: 80}, amendment.ErrQuoteAbsent},
		{"an offset beyond the paragraph is refused", "concrete", text.Span{Start: 80, End: 888}, text.Span{Start: 80, End: 888}, amendment.ErrQuoteAbsent},
		{"a reversed offset is refused", "concrete", text.Span{Start: 9, End: 3}, text.Span{Start: 9, End: 3}, amendment.ErrQuoteAbsent},
		{"a negative offset is refused", "concrete", text.Span{Start: -3, End: 5}, text.Span{Start: -3, End: 5}, amendment.ErrQuoteAbsent},
		{"other words are refused", "binding", text.Span{}, text.Span{}, amendment.ErrQuoteAbsent},
		{"another capital is another word", "states", text.Span{}, text.Span{}, amendment.ErrQuoteAbsent},
		{"no words are refused", "", text.Span{}, text.Span{}, amendment.ErrQuoteAbsent},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := amendment.Locate(block, tt.quote, tt.at)
			if !errors.Is(err, tt.err) {
				t.Fatalf("error: want %v, got %v", tt.err, err)
			}
			if got != tt.want {
				t.Errorf("span: want %v, got %v", tt.want, got)
			}
		})
	}
}

func TestResolveRefuses(t *testing.T) {
	tests := []struct {
		name string
		p    amendment.Proposal
		err  error
	}{
		{"an operation that has no meaning", amendment.Proposal{Operation: "rewrite"}, amendment.ErrOperation},
		{"no operation", amendment.Proposal{}, amendment.ErrOperation},
		{"a replacement without words", words(amendment.ReplaceWords, "concrete and", "  "), amendment.ErrWords},
		{"an insertion without words", words(amendment.InsertWords, "concrete and", ""), amendment.ErrWords},
		{"a new paragraph without words", words(amendment.InsertParagraph, "", "\n"), amendment.ErrWords},
		{"words that are not UTF-8", words(amendment.InsertWords, "concrete and", "\xff"), amendment.ErrNotUTF8},
		{"a quote that is not UTF-8", words(amendment.InsertWords, "\xff", "x"), amendment.ErrNotUTF8},
		{"a deletion of words that do not stand there", words(amendment.DeleteWords, "binding", ""), amendment.ErrQuoteAbsent},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := amendment.Resolve(tt.p, block); !errors.Is(err, tt.err) {
				t.Errorf("want %v, got %v", tt.err, err)
			}
		})
	}
}

func TestResolveBringsWordsIntoTheFormOfTheText(t *testing.T) {
	got, err := amendment.Resolve(words(amendment.ReplaceWords, "E\u0301tats", "la Re\u0301publique"), "Les \u00c9tats devraient")
	if err != nil {
		t.Fatal(err)
	}
	want := words(amendment.ReplaceWords, "\u00c9tats", "la R\u00e9publique")
	want.Anchor.Span = text.Span{Start: 4, End: 10}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("Resolve mismatch (-want +got):\n%s", d)
	}
}

func TestApply(t *testing.T) {
	tests := []struct {
		name, block string
		p           amendment.Proposal
		want        string
	}{
		{"words are replaced where they stand", "States shall report.", words(amendment.ReplaceWords, "shall", "should"), "States should report."},
		{"inserted words are set apart", "States shall report.", words(amendment.InsertWords, "shall", "annually"), "States shall annually report."},
		{"words inserted before a comma touch it", "States, as needed, report.", words(amendment.InsertWords, "States", "and groups"), "States and groups, as needed, report."},
		{"an inserted clause that begins with a comma touches the word before", "States report.", words(amendment.InsertWords, "States", ", as needed,"), "States, as needed, report."},
		{"words inserted after the last one", "States report", words(amendment.InsertWords, "report", "annually"), "States report annually"},
		{"words inserted after an opening bracket touch it", "States (report)", words(amendment.InsertWords, "(", "will"), "States (will report)"},
		{"deleted words take one space along", "States shall annually report.", words(amendment.DeleteWords, "annually", ""), "States shall report."},
		{"words deleted before a full stop", "States report annually.", words(amendment.DeleteWords, "annually", ""), "States report."},
		{"words deleted at the start", "All States report.", words(amendment.DeleteWords, "All", ""), "States report."},
		{"words deleted at the end", "States report annually", words(amendment.DeleteWords, "annually", ""), "States report"},
		{"words deleted after an opening bracket", "States (can and) report.", words(amendment.DeleteWords, "can", ""), "States (and) report."},
		{"a quote with its own space leaves one", "States shall annually report.", words(amendment.DeleteWords, "annually ", ""), "States shall report."},
		{"Chinese words have no spaces between them", "各国应提交报告。", words(amendment.InsertWords, "应", "每年"), "各国应每年提交报告。"},
		{"an Arabic comma touches the word before it", "تقدم الدول، تقارير", words(amendment.InsertWords, "الدول", "الأعضاء"), "تقدم الدول الأعضاء، تقارير"},
		{"a deleted paragraph has no words", "States report.", words(amendment.DeleteParagraph, "", ""), ""},
		{"a new paragraph leaves the one before it alone", "States report.", words(amendment.InsertParagraph, "", "Groups report."), "States report."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p, err := amendment.Resolve(tt.p, tt.block)
			if err != nil {
				t.Fatal(err)
			}
			if got := amendment.Apply(p, tt.block); got != tt.want {
				t.Errorf("want %q, got %q", tt.want, got)
			}
		})
	}
}

// FuzzApply checks the laws of anchors: an anchor that resolves names exactly the quote; resolving again changes nothing; Apply
// keeps every character outside the anchor, adds those of the words wanted, and no others but spaces.
func FuzzApply(f *testing.F) {
	f.Add(block, "action-oriented", "measurable", 0, 0)
	f.Add(block, "concrete", "", 73, 81)
	f.Add("各国应提交报告。", "应", "每年", 0, 0)
	f.Add("Les \u00c9tats", "E\u0301tats", "la Re\u0301publique", 0, 0)
	f.Add("a a", "a", " ", 2, 3)
	f.Add("[shall][should]", "][", ", ", 0, 0)
	f.Fuzz(func(t *testing.T, block, quote, wanted string, start, end int) {
		if !utf8.ValidString(block) {
			t.Skip("a block is valid UTF-8")
		}
		for _, op := range []amendment.Operation{amendment.ReplaceWords, amendment.InsertWords, amendment.DeleteWords} {
			p := words(op, quote, wanted)
			p.Anchor.Span = text.Span{Start: start, End: end}
			p, err := amendment.Resolve(p, block)
			if err != nil {
				continue
			}
			at := p.Anchor.Span
			if block[at.Start:at.End] != p.Anchor.Quote {
				t.Fatalf("%s: anchored at %q, not at %q", op, block[at.Start:at.End], p.Anchor.Quote)
			}
			if again, err := amendment.Resolve(p, block); err != nil || !reflect.DeepEqual(again, p) {
				t.Fatalf("%s: resolving again gives %v, %v", op, again, err)
			}
			want := block[:at.Start] + p.Words + block[at.End:]
			switch op {
			case amendment.InsertWords:
				want = block[:at.End] + p.Words + block[at.End:]
			case amendment.DeleteWords:
				want = block[:at.Start] + block[at.End:]
			}
			got := amendment.Apply(p, block)
			if solid(got) != solid(want) {
				t.Fatalf("%s of %q in %q: characters %q, want %q", op, quote, block, got, want)
			}
			if d := len(got) - len(want); d < -1 || d > 2 {
				t.Fatalf("%s of %q in %q: %d spaces more", op, quote, block, d)
			}
		}
	})
}

func words(op amendment.Operation, quote, wanted string) amendment.Proposal {
	return amendment.Proposal{Operation: op, Anchor: amendment.Anchor{Revision: 1, Paragraph: "p1", Quote: quote}, Words: wanted}
}

// solid is s without its white space.
func solid(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
