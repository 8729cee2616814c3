package delegation_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"adref/pkg/delegation"
)

func ExampleOrder() {
	names := []string{"Saint-Kitts-et-Nevis", "Équateur", "Sainte-Lucie", "Espagne", "Saint-Marin"}
	slices.SortFunc(names, delegation.NewOrder("fr").Compare)
	fmt.Println(names)
	names = []string{"جزر القمر", "جزر سليمان", "الأردن", "أذربيجان"}
	slices.SortFunc(names, delegation.NewOrder("ar").Compare)
	fmt.Println(names)
	// Output:
	// [Équateur Espagne Sainte-Lucie Saint-Kitts-et-Nevis Saint-Marin]
	// [أذربيجان الأردن جزر سليمان جزر القمر]
}

func TestOrder(t *testing.T) {
	for name, tt := range map[string]struct{ tag, before, after string }{
		"English leaves out the article":              {"en", "the Gambia", "Georgia"},
		"a capital article too":                       {"en", "Gabon", "The Gambia"},
		"Theland is not an article":                   {"en", "Sudmark", "Theland"},
		"Spanish has ñ after n":                       {"es", "Nzelia", "Ñandelia"},
		"Russian has й after и":                       {"ru", "Италия", "Йемен"},
		"Arabic does not tell alifs apart":            {"ar", "أذربيجان", "الأرجنتين"},
		"a tag that cannot be read is English":        {"no tag", "Ardovia", "Östmark"},
		"a region changes nothing":                    {"fr-CH", "Sainte-Lucie", "Saint-Marin"},
		"a language that is not official has its own": {"sv", "Zetland", "Östmark"},
	} {
		t.Run(name, func(t *testing.T) {
			o := delegation.NewOrder(tt.tag)
			if o.Compare(tt.before, tt.after) >= 0 || o.Compare(tt.after, tt.before) <= 0 || o.Compare(tt.before, tt.before) != 0 {
				t.Errorf("%q does not stand before %q", tt.before, tt.after)
			}
		})
	}
}

func TestSortKeyGoesBeforeTheName(t *testing.T) {
	peru := delegation.Delegation{Code: "peru", Names: map[string]string{"en": "Peru", "zh": "秘鲁"}, SortKeys: map[string]string{"zh": "必鲁"}}
	ds := []delegation.Delegation{party("mongolia", "蒙古"), peru, party("iceland", "冰岛")}
	delegation.NewOrder("zh").Sort(ds, "zh")
	if ds[0].Code != "peru" || ds[2].Code != "mongolia" {
		t.Errorf("order: %v", ds)
	}
	if peru.SortKey("en") != "Peru" {
		t.Errorf("filed in English under %q", peru.SortKey("en"))
	}
}

// A total order: whatever the names, sorting them twice from different beginnings gives the same.
func TestOrderIsTotal(t *testing.T) {
	for _, tag := range []string{"en", "fr", "es", "ru", "ar", "zh"} {
		rapid.Check(t, func(t *rapid.T) {
			names := rapid.SliceOfN(rapid.StringMatching(`(the |ال)?[A-Zaeé’أاب金 -]{0,6}`), 2, 8).Draw(t, "names")
			shuffled := rapid.Permutation(names).Draw(t, "shuffled")
			o := delegation.NewOrder(tag)
			slices.SortFunc(names, o.Compare)
			slices.SortFunc(shuffled, o.Compare)
			if !slices.Equal(names, shuffled) {
				t.Fatalf("%q and %q", names, shuffled)
			}
		})
	}
}
