package symbol_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/symbol"
)

func Example() {
	s, err := symbol.Parse("A/AC.292/2022/CRP.1/Rev.2")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Base, s.Revision())
	fmt.Println(s.With(symbol.Corr, 1))
	// Output:
	// A/AC.292/2022/CRP.1 2
	// A/AC.292/2022/CRP.1/Rev.2/Corr.1
}

func TestParse(t *testing.T) {
	rev := func(n int) symbol.Modifier { return symbol.Modifier{Kind: symbol.Rev, Number: n} }
	corr := func(n int) symbol.Modifier { return symbol.Modifier{Kind: symbol.Corr, Number: n} }
	tests := []struct {
		name, in string
		want     symbol.Symbol
	}{
		{"a report", "A/79/214", symbol.Symbol{Base: "A/79/214"}},
		{"a resolution", "A/RES/75/240", symbol.Symbol{Base: "A/RES/75/240"}},
		{"a limited document of a subsidiary body", "A/AC.292/2022/L.1", symbol.Symbol{Base: "A/AC.292/2022/L.1"}},
		{"the information series is written with a slash", "A/AC.292/2022/INF/4", symbol.Symbol{Base: "A/AC.292/2022/INF/4"}},
		{"modifiers chain", "A/AC.296/2026/CRP.4/Rev.1/Corr.1", symbol.Symbol{Base: "A/AC.296/2026/CRP.4", Modifiers: []symbol.Modifier{rev(1), corr(1)}}},
		{"issued again for technical reasons", "A/C.3/78/L.1/Rev.1-*", symbol.Symbol{Base: "A/C.3/78/L.1", Modifiers: []symbol.Modifier{rev(1), {Kind: symbol.Reissue}}}},
		{"a summary", "A/79/1/Summary", symbol.Symbol{Base: "A/79/1", Modifiers: []symbol.Modifier{{Kind: symbol.Summary}}}},
		{"a special session", "A/RES/S-32/1", symbol.Symbol{Base: "A/RES/S-32/1"}},
		{"a body with its own series", "FCCC/ADP/2015/1", symbol.Symbol{Base: "FCCC/ADP/2015/1"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := symbol.Parse(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("Parse mismatch (-want +got):\n%s", d)
			}
			if got.String() != tt.in {
				t.Errorf("String() = %q, want %q", got.String(), tt.in)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	for _, s := range []string{"", "A", "A/", "/A/1", "and/or", "NDMC/NDMCC", "A//1", "A/RES", "A/79/214 ", "A/79/Rev.0", "A/79/Rev.x", "A/79/Rev.01", "A/Rev.1", "X/79/1"} {
		if got, err := symbol.Parse(s); !errors.Is(err, symbol.ErrSymbol) {
			t.Errorf("Parse(%q) = %v, %v; want ErrSymbol", s, got, err)
		}
	}
}

func TestRevisionIsTheLatest(t *testing.T) {
	for in, want := range map[string]int{"A/79/1": 0, "A/79/1/Rev.3": 3, "A/79/1/Rev.1/Corr.2": 1, "A/79/1/Add.1/Rev.2": 2, "A/79/1/Corr.4": 0} {
		s, err := symbol.Parse(in)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Revision(); got != want {
			t.Errorf("%s: Revision() = %d, want %d", in, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"A/79/214", "A/AC.292/2022/L.1/Rev.1/Corr.1", "A/1-*", "A/Summary", "S/PV.1/Add.1-*", "A/-*", "E/Rev"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := symbol.Parse(s)
		if err != nil {
			if !errors.Is(err, symbol.ErrSymbol) {
				t.Errorf("Parse(%q): %v does not wrap ErrSymbol", s, err)
			}
			return
		}
		if got.String() != s {
			t.Errorf("Parse(%q).String() = %q", s, got.String())
		}
	})
}
