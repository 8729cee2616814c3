package roster_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"adref/pkg/delegation"
	"adref/pkg/roster"
)

func Example() {
	un := roster.UN()
	code, _ := un.Code("Turquía")
	p, _ := un.Party(code)
	fmt.Println(code, p.ISO3, p.Names["fr"], p.NameAt("fr", time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC)))
	for _, d := range un.Delegations("es", roster.Member)[155:159] {
		fmt.Println(d.Name("es"))
	}
	// Output:
	// turkiye TUR Türkiye Turquie
	// Samoa
	// San Marino
	// Santa Lucía
	// Santo Tomé y Príncipe
}

func count(status roster.Status) int {
	n := 0
	for _, p := range roster.UN().Parties {
		if p.Status == status {
			n++
		}
	}
	return n
}

func TestThereAre193Members(t *testing.T) {
	for status, want := range map[roster.Status]int{roster.Member: 193, roster.ObserverState: 2, roster.NonMemberState: 2} {
		if n := count(status); n != want {
			t.Errorf("%s: want %d, got %d", status, want, n)
		}
	}
}

// scripts are those that a name in a language is written in.
var scripts = map[string][]*unicode.RangeTable{
	"en": {unicode.Latin}, "fr": {unicode.Latin}, "es": {unicode.Latin}, "ru": {unicode.Cyrillic}, "ar": {unicode.Arabic}, "zh": {unicode.Han},
}

func TestEveryNameIsThereInEveryLanguageAndInItsScript(t *testing.T) {
	un := roster.UN()
	check := func(code string, names map[string]string) {
		for _, l := range roster.Languages {
			if names[l] == "" {
				t.Errorf("%s has no name in %s", code, l)
			}
			for _, r := range names[l] {
				if unicode.IsLetter(r) && !unicode.In(r, scripts[l]...) && r != 'ـ' {
					t.Errorf("%s in %s: %q has %q", code, l, names[l], r)
				}
				if r == '\'' || r == '"' || unicode.IsSpace(r) && r != ' ' {
					t.Errorf("%s in %s: %q has %q", code, l, names[l], r)
				}
			}
			if strings.Contains(names[l], "  ") || strings.TrimSpace(names[l]) != names[l] {
				t.Errorf("%s in %s: %q has white space too much", code, l, names[l])
			}
		}
	}
	for _, p := range un.Parties {
		check(p.Code, p.Names)
	}
	for _, g := range un.Groups {
		check(g.Code, g.Names)
	}
}

func TestCodesAreUnique(t *testing.T) {
	seen := map[string]bool{}
	once := func(code string) {
		if code != "" && seen[code] {
			t.Errorf("%s is there twice", code)
		}
		seen[code] = true
	}
	for _, p := range roster.UN().Parties {
		once(p.Code)
		once(p.ISO2)
		once(p.ISO3)
		if err := delegation.CheckCode(p.Code); err != nil || p.Code == delegation.Chair {
			t.Errorf("%s: %v", p.Code, err)
		}
	}
	for _, g := range roster.UN().Groups {
		once(g.Code)
	}
}

func TestEveryNameFindsItsParty(t *testing.T) {
	un := roster.UN()
	called := map[string][]string{}
	var ds []delegation.Delegation
	for _, p := range un.Parties {
		d := p.Delegation()
		ds = append(ds, d)
		called[p.Code] = append(names(d.Names), d.Aliases...)
		for _, f := range p.Former {
			called[p.Code] = append(called[p.Code], f.Name)
		}
	}
	for _, g := range un.Groups {
		called[g.Code] = append(names(g.Names), g.Aliases...)
	}
	for code, all := range called {
		for _, name := range append(all, code) {
			for _, written := range []string{name, strings.ToUpper(name), strings.ReplaceAll(name, "’", "'")} {
				if got, ok := un.Code(written); !ok || got != code {
					t.Errorf("%q is %q, want %s", written, got, code)
				}
			}
		}
	}
	dir := delegation.NewDirectory(ds, nil) // as a process has it that admitted all
	for _, p := range un.Parties {
		for _, n := range names(p.Names) {
			if got, ok := dir.Code(n); !ok || got != p.Code {
				t.Errorf("among the delegations %q is %q, want %s", n, got, p.Code)
			}
		}
	}
}

func names(m map[string]string) []string {
	var all []string
	for _, n := range m {
		all = append(all, n)
	}
	return all
}

// TestNoAliasIsAWord: "[are …]" and "[can …]" are brackets, not attributions.
func TestNoAliasIsAWord(t *testing.T) {
	for _, w := range strings.Fields("and are can in is it to at me so be am my no or as do we car las basic may per mar the el la les los de et y or others all some umbrella") {
		if code, ok := roster.UN().Code(w); ok {
			t.Errorf("the word %q names %s", w, code)
		}
	}
}

func TestFormerNames(t *testing.T) {
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, tt := range []struct{ code, language, day, want string }{
		{"turkiye", "en", "2022-05-31", "Turkey"},
		{"turkiye", "en", "2022-06-01", "Türkiye"},
		{"turkiye", "ru", "2019-01-01", "Турция"},
		{"eswatini", "es", "2018-05-29", "Swazilandia"},
		{"north-macedonia", "fr", "2019-02-13", "ex-République yougoslave de Macédoine"},
		{"north-macedonia", "fr", "2019-02-14", "Macédoine du Nord"},
		{"czechia", "en", "2016-05-16", "Czech Republic"},
		{"netherlands", "zh", "2022-12-31", "荷兰"},
		{"netherlands", "zh", "2024-01-01", "荷兰王国"},
		{"norway", "en", "1950-01-01", "Norway"},
	} {
		p, ok := roster.UN().Party(tt.code)
		if got := p.NameAt(tt.language, day(tt.day)); !ok || got != tt.want {
			t.Errorf("%s in %s on %s: want %q, got %q", tt.code, tt.language, tt.day, tt.want, got)
		}
	}
}

func TestMembersOfGroups(t *testing.T) {
	un := roster.UN()
	for code, want := range map[string]int{
		"african-group": 54, "eastern-european-group": 23, "grulac": 33, "arab-group": 22, "aosis": 39, "ldcs": 44, "lldcs": 32,
		"eu-member-states": 28, // 27 and the Union itself, which speaks
		"caricom":          14, "asean": 10, "gcc": 6, "nordic-countries": 5, "basic-group": 4, "canz": 3, "g77": 0, "nam": 0,
	} {
		g, ok := un.Group(code)
		if !ok || len(g.Members) != want || (want > 0) == g.AsOf.IsZero() {
			t.Errorf("%s: want %d members with a day, got %d on %s", code, want, len(g.Members), g.AsOf)
		}
		if !slices.IsSorted(g.Members) || len(slices.Compact(slices.Clone(g.Members))) != len(g.Members) {
			t.Errorf("%s: members are not sorted, or twice", code)
		}
	}
	g, _ := un.Group("nordic-countries")
	if f := g.Group(func(code string) bool { return code != "iceland" }); len(f.Members) != 4 || f.Names["ru"] != "Страны Северной Европы" {
		t.Errorf("a process without Iceland has the group %+v", f)
	}
}

func TestWhoDecides(t *testing.T) {
	for code, observer := range map[string]bool{"norway": false, "holy-see": true, "state-of-palestine": true, "niue": false, "eu": true, "private-sector": true} {
		p, ok := roster.UN().Party(code)
		if !ok || p.Delegation().Observer != observer {
			t.Errorf("%s: want observer %t", code, observer)
		}
	}
}

const small = `member one AA AAA
en: One
fr: Un | l’
es: Uno
ru: Один
ar: واحد
zh: 一
alias: Uno solo; First
`

func second(head, alias string) string {
	return small + "\n" + head + "\nen: Two\nfr: Deux\nes: Dos\nru: Два\nar: اثنان\nzh: 二\n" + alias
}

func TestWhatIsRefused(t *testing.T) {
	for name, tt := range map[string]struct {
		file string
		want error
	}{
		"an alias of two parties":               {second("member two BB BBB", "alias: FIRST\n"), roster.ErrAmbiguous},
		"a name that is another's code":         {second("member two BB BBB", "alias: o.n.e\n"), roster.ErrAmbiguous},
		"a group called as a party":             {second("group two", "alias: Un\n"), roster.ErrAmbiguous},
		"a former name that is another's":       {second("member two BB BBB", "en until 2019-02-14: One\n"), roster.ErrAmbiguous},
		"a language without a name":             {strings.Replace(small, "ar: واحد\n", "", 1), roster.ErrMissing},
		"a language twice":                      {small + "en: Eins\n", roster.ErrLine},
		"a State without codes":                 {strings.Replace(small, " AA AAA", "", 1), roster.ErrLine},
		"an unknown kind":                       {strings.Replace(small, "member", "guest", 1), roster.ErrLine},
		"a line that says nothing":              {small + "en\n", roster.ErrLine},
		"a day that is none":                    {small + "en until 2019-02-30: Ein\n", roster.ErrLine},
		"members of a State":                    {small + "members 2024-12-31: one\n", roster.ErrLine},
		"a member that is no party":             {second("group two", "members 2024-12-31: three\n"), roster.ErrMember},
		"records that are not sorted":           {second("member a BB BBB", ""), roster.ErrOrder},
		"a code that cannot stand in a subject": {strings.Replace(small, "one", "O.ne", 1), delegation.ErrCode},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := roster.Parse(tt.file); !errors.Is(err, tt.want) {
				t.Errorf("want %v, got %v", tt.want, err)
			}
		})
	}
	r, err := roster.Parse(second("group two", "members 2024-12-31: one\n"))
	if err != nil || len(r.Parties) != 1 || len(r.Groups) != 1 || r.Parties[0].Articles["fr"] != "l’" {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestAnyOrderOfTheListIsPutRight: the order does not depend on how the list stood before.
func TestAnyOrderOfTheListIsPutRight(t *testing.T) {
	for _, l := range roster.Languages {
		want := roster.UN().Delegations(l, roster.Member)
		rapid.Check(t, func(t *rapid.T) {
			ds := rapid.Permutation(want).Draw(t, "delegations")
			delegation.NewOrder(l).Sort(ds, l)
			for i := range ds {
				if ds[i].Code != want[i].Code {
					t.Fatalf("place %d in %s: %s, not %s", i, l, ds[i].Code, want[i].Code)
				}
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add(small)
	f.Add(second("group two", "members 2024-12-31: one\n"))
	f.Add(second("member two BB BBB", "sort zh: 必\nen until 2019: Zwei\n"))
	f.Fuzz(func(t *testing.T, file string) {
		r, err := roster.Parse(file)
		if err != nil {
			return
		}
		for _, p := range r.Parties {
			for _, l := range roster.Languages {
				if code, ok := r.Code(p.Names[l]); delegation.Fold(p.Names[l]) != "" && (!ok || code != p.Code) {
					t.Errorf("%q of %s is of %q", p.Names[l], p.Code, code)
				}
			}
		}
	})
}
