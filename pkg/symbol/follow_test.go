package symbol_test

import (
	"errors"
	"testing"

	"adref/pkg/symbol"
)

func TestFollow(t *testing.T) {
	for _, tt := range []struct {
		before, next string
		ok           bool
	}{
		{"A/AC.292/2024/CRP.1", "A/AC.292/2024/CRP.1/Rev.1", true},
		{"A/AC.292/2024/CRP.1/Rev.1", "A/AC.292/2024/CRP.1/Rev.3", true}, // numbers can have gaps
		{"A/AC.292/2024/CRP.1/Rev.1", "A/AC.292/2024/L.1", true},
		{"A/AC.292/2024/L.1/Rev.1", "A/79/214", true},
		{"A/C.3/78/L.1", "A/RES/78/169", true},
		{"A/AC.292/2024/L.1", "A/AC.292/2024/L.1/Corr.1", true},
		{"A/AC.292/2024/L.1", "A/AC.292/2025/CRP.1", true}, // another session
		{"A/AC.292/2024/CRP.1/Rev.2", "A/AC.292/2024/CRP.1/Rev.1", false},
		{"A/AC.292/2024/CRP.1/Rev.1", "A/AC.292/2024/CRP.1", false},
		{"A/AC.292/2024/CRP.1", "A/AC.292/2024/CRP.1", false},
		{"A/AC.292/2024/L.1", "A/AC.292/2024/CRP.2", false},
	} {
		before, err := symbol.Parse(tt.before)
		if err != nil {
			t.Fatal(err)
		}
		next, err := symbol.Parse(tt.next)
		if err != nil {
			t.Fatal(err)
		}
		if err := symbol.Follow(before, next); (err == nil) != tt.ok || err != nil && !errors.Is(err, symbol.ErrSuccession) {
			t.Errorf("%s after %s: %v", tt.next, tt.before, err)
		}
	}
}
