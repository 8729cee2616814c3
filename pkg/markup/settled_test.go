package markup_test

import (
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"adref/pkg/markup"
)

// TestSettledIsComposed checks what the reader knows of NFC against the tables of Unicode: every character alone, and every pair of
// characters that may be composed or reordered.
func TestSettledIsComposed(t *testing.T) {
	var marks, starters []rune
	for r := rune(0x80); r < 0x20000; r++ {
		if !utf8.ValidRune(r) || !markup.Settled(string(r)) {
			continue
		}
		if !norm.NFC.IsNormalString(string(r)) {
			t.Errorf("%U is not in NFC", r)
		}
		switch p := norm.NFC.PropertiesString(string(r)); {
		case p.CCC() != 0:
			marks = append(marks, r)
		case !p.BoundaryBefore():
			t.Errorf("%U may be composed with what stands before it", r)
		case r < 0x700:
			starters = append(starters, r)
		}
	}
	for _, m := range marks {
		for _, r := range append(starters, 'a', ' ', '\n') {
			if s := string([]rune{r, m, r}); markup.Settled(s) && !norm.NFC.IsNormalString(s) {
				t.Errorf("%+q is not in NFC", s)
			}
		}
		for _, n := range marks {
			if s := string([]rune{'a', m, n}); markup.Settled(s) {
				t.Errorf("%+q: the order of two marks is not known here", s)
			}
		}
	}
	if len(marks) == 0 || len(starters) == 0 {
		t.Error("nothing was checked")
	}
}

func TestSettledIsWary(t *testing.T) {
	for _, s := range []string{"e\u0301", "\u2126", "\u212b", "\uf900", "\u1100\u1161", "\u0627\u0653", "\u0915\u093c", "\xff"} {
		if markup.Settled(s) {
			t.Errorf("%+q is said to be in NFC", s)
		}
	}
	for _, s := range []string{"", "plain", "l’État", "Соглашение", "إذ تؤكد من جديدٍ", "第一条，第（一）款"} {
		if !markup.Settled(s) {
			t.Errorf("%+q is in NFC", s)
		}
	}
}
