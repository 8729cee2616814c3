package consensus_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"adref/pkg/consensus"
)

func ExampleRules() {
	var rules consensus.Rules
	fmt.Println(rules.MinSilence())

	err := json.Unmarshal([]byte(`{"silence":"24h","lift":"chair","bis":"alternative"}`), &rules)
	fmt.Println(rules.MinSilence(), rules.Bracket == consensus.AnyDelegation, rules.Lift, rules.Bis, rules.Check(), err)
	// Output:
	// 72h0m0s
	// 24h0m0s true chair alternative <nil> <nil>
}

func TestRulesCheck(t *testing.T) {
	tests := []struct {
		name  string
		rules consensus.Rules
		err   error
	}{
		{"the defaults", consensus.Rules{}, nil},
		{"all set", consensus.Rules{Silence: 1, Bracket: consensus.ChairOffice, Lift: consensus.ChairOffice, Bis: consensus.Alternative}, nil},
		{"adoption is formal and informal", consensus.Rules{Formal: []string{"adopt-text"}, Informal: []string{"adopt-text"}}, consensus.ErrRules},
		{"nobody may bracket", consensus.Rules{Bracket: "nobody"}, consensus.ErrRules},
		{"a friend may lift", consensus.Rules{Lift: "friend"}, consensus.ErrRules},
		{"bis means something else", consensus.Rules{Bis: "twice"}, consensus.ErrRules},
		{"silence of negative length", consensus.Rules{Silence: -1}, consensus.ErrRules},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if err := tt.rules.Check(); !errors.Is(err, tt.err) {
				t.Errorf("want %v, got %v", tt.err, err)
			}
		})
	}
}

func TestDurationIsReadAsItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := consensus.Duration(rapid.Int64().Draw(t, "nanoseconds"))
		b, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var got consensus.Duration
		if err := json.Unmarshal(b, &got); err != nil || got != want {
			t.Fatalf("%s: want %d, got %d, %v", b, want, got, err)
		}
	})
}

func TestDurationRefuses(t *testing.T) {
	for _, s := range []string{`"three days"`, `"72"`, `72`, `""`} {
		var d consensus.Duration
		if err := json.Unmarshal([]byte(s), &d); err == nil {
			t.Errorf("%s is read as %s", s, time.Duration(d))
		}
	}
}

func TestWhatIsDecidedFormally(t *testing.T) {
	rules := consensus.Rules{Formal: []string{"agree-paragraph"}, Informal: []string{"adopt-programme"}}
	for verb, want := range map[string]bool{"adopt-text": true, "adopt-programme": false, "agree-paragraph": true, "propose-amendment": false} {
		if got := rules.NeedsFormal(verb); got != want {
			t.Errorf("%s needs a formal meeting: %t", verb, got)
		}
	}
}
