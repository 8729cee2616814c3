package text_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"adref/pkg/text"
)

func Example() {
	doc := text.Document{Blocks: []text.Block{
		{ID: "p1", Kind: text.Paragraph, Label: "12 bis", Cite: "12 bis", Text: "Decides to meet.", Raw: "12 bis. Decides to meet.\n", Span: text.Span{Start: 0, End: 25}},
		{ID: "p2", Kind: text.Subparagraph, Label: "(a)", Cite: "12 bis (a)", Text: "in July;", Raw: "(a) in July;\n", Span: text.Span{Start: 25, End: 38}},
	}}
	i, ok := doc.Find("paragraph 12bis(a)")
	fmt.Println(doc.Blocks[i].ID, ok)
	fmt.Print(doc)
	// Output:
	// p2 true
	// 12 bis. Decides to meet.
	// (a) in July;
}

func TestFind(t *testing.T) {
	doc := text.Document{Blocks: []text.Block{
		{ID: "p1", Label: "1", Cite: "Article 1, 1"},
		{ID: "p2", Label: "(a)", Cite: "Article 1, 1 (a)"},
		{ID: "p3", Label: "1", Cite: "Article 2, 1"},
		{ID: "p4", Label: "12 bis", Cite: "12 bis"},
		{ID: "p5", Label: "PP3", Cite: "PP3"},
		{ID: "12 bis", Label: "7"},
	}}
	tests := []struct {
		name, ref, want string
	}{
		{"an ID", "p2", "p2"},
		{"an ID is looked for before a citation", "12 bis", "12 bis"},
		{"a citation, however it is spaced", "12  BIS", "p4"},
		{"the word paragraph before it", "Para. 12bis", "p4"},
		{"operative paragraph", "OP12bis", "p4"},
		{"a preambular paragraph", "pp3", "p5"},
		{"a sub-paragraph in its article", "article 1, 1(a)", "p2"},
		{"a label that only one block has", "(a)", "p2"},
		{"a label with its full stop", "7.", "12 bis"},
		{"a label that two blocks have", "1", ""},
		{"what is not there", "99", ""},
		{"nothing", " ", ""},
		{"the word alone", "paragraph", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			i, ok := doc.Find(tt.ref)
			got := ""
			if ok {
				got = doc.Blocks[i].ID
			}
			if got != tt.want {
				t.Errorf("Find(%q) = %q, want %q", tt.ref, got, tt.want)
			}
		})
	}
}

func TestAtGivesTheBlockThatHoldsTheByte(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raws := rapid.SliceOf(rapid.StringN(1, 20, 40)).Draw(t, "raws")
		var doc text.Document
		for _, raw := range raws {
			at := len(doc.String())
			doc.Blocks = append(doc.Blocks, text.Block{Raw: raw, Span: text.Span{Start: at, End: at + len(raw)}})
		}
		all := strings.Join(raws, "")
		if doc.String() != all {
			t.Fatalf("String() = %q, want %q", doc.String(), all)
		}
		offset := rapid.IntRange(-1, len(all)+1).Draw(t, "offset")
		i, ok := doc.At(offset)
		if inside := offset >= 0 && offset < len(all); ok != inside {
			t.Fatalf("At(%d) of %d bytes: %v", offset, len(all), ok)
		}
		if s := (text.Span{}); ok {
			if s = doc.Blocks[i].Span; offset < s.Start || offset >= s.End {
				t.Fatalf("At(%d) = block %d, which is %v", offset, i, s)
			}
		}
	})
}

func TestDigestBindsLabelAndText(t *testing.T) {
	b := text.Block{ID: "p1", Label: "12", Text: "Decides", Raw: "12. Decides\n"}
	same := text.Block{ID: "p9", Label: "12", Text: "Decides", Raw: "12.   Decides"}
	if b.Digest() != same.Digest() {
		t.Error("the digest depends on more than the label and the text")
	}
	for name, other := range map[string]text.Block{
		"another label":               {Label: "13", Text: "Decides"},
		"another text":                {Label: "12", Text: "Decides."},
		"the label moved to the text": {Label: "", Text: "12Decides"},
	} {
		if b.Digest() == other.Digest() {
			t.Errorf("%s: the same digest", name)
		}
	}
	if want := "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; text.Digest("abc") != want {
		t.Errorf("Digest(abc) = %s, want the SHA-256 test vector %s", text.Digest("abc"), want)
	}
}

func TestSpanLen(t *testing.T) {
	if got := (text.Span{Start: 3, End: 7}).Len(); got != 4 {
		t.Errorf("Len() = %d, want 4", got)
	}
}

func TestCountWords(t *testing.T) {
	for s, want := range map[string]int{"": 0, " \n": 0, "a": 1, "States [shall] [ ] – / refrain,\n2 ** bis": 5, "序言 本协定": 2} {
		if got := text.CountWords(s); got != want {
			t.Errorf("CountWords(%q) = %d, want %d", s, got, want)
		}
	}
}
