package compendium_test

import (
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"adref/pkg/compendium"
	"adref/pkg/roster"
)

var place = regexp.MustCompile(`\{\w+\}`)

// places are what is filled into a label.
func places(s string) []string {
	found := place.FindAllString(s, -1)
	slices.Sort(found)
	return found
}

// TestLabelsAreCompleteInEveryLanguage: nothing that English says is missing in another language, and what is filled in is the same.
func TestLabelsAreCompleteInEveryLanguage(t *testing.T) {
	english := reflect.ValueOf(compendium.Official["en"])
	if len(compendium.Official) != len(roster.Languages) {
		t.Errorf("labels in %d languages", len(compendium.Official))
	}
	for _, language := range roster.Languages {
		l := reflect.ValueOf(compendium.Official[language])
		for i := range l.NumField() {
			name := language + " " + l.Type().Field(i).Name
			if want, got := labelWords(english.Field(i)), labelWords(l.Field(i)); l.Type().Field(i).Name != "How" && l.Type().Field(i).Name != "First" {
				checkWords(t, name, want, got)
			}
		}
		how := compendium.Official[language].How
		if want := []string{"by consensus", "by silence procedure", "without a vote"}; language != "en" && !slices.Equal(slices.Sorted(maps.Keys(how)), want) {
			t.Errorf("%s: adopted how: %v", language, how)
		}
	}
}

// labelWords are the strings of a label, by key where it is a map.
func labelWords(v reflect.Value) map[string]string {
	all := map[string]string{}
	switch v.Kind() {
	case reflect.String:
		all[""] = v.String()
	case reflect.Map:
		for _, k := range v.MapKeys() {
			all[k.String()] = v.MapIndex(k).String()
		}
	case reflect.Array:
		for i := range v.Len() {
			all[time.Month(i+1).String()] = v.Index(i).String()
		}
	}
	return all
}

func checkWords(t *testing.T, name string, want, got map[string]string) {
	t.Helper()
	for k, en := range want {
		w := got[k]
		if strings.TrimSpace(w) == "" {
			t.Errorf("%s %s is missing", name, k)
		}
		if !slices.Equal(places(en), places(w)) && !strings.HasSuffix(name, "Date") {
			t.Errorf("%s %s: %q has %v, English %v", name, k, w, places(w), places(en))
		}
	}
	if len(got) != len(want) {
		t.Errorf("%s: %d labels, %d in English", name, len(got), len(want))
	}
}

// TestAnArabicSentenceDoesNotReorderASymbol: the name of the text stands isolated in it; elsewhere there is nothing to isolate.
func TestAnArabicSentenceDoesNotReorderASymbol(t *testing.T) {
	for language, want := range map[string]string{"ar": "\u2068A/AC.311/2026/CRP.1/Rev.2\u2069", "fr": "dans A/AC.311/2026/CRP.1/Rev.2 a"} {
		var page strings.Builder
		if err := compendium.Build(sample(language)).HTML(&page); err != nil || !strings.Contains(page.String(), want) {
			t.Errorf("%s: no %q: %v", language, want, err)
		}
	}
}

// TestFirstAndLastDay: a date as each language writes it.
func TestFirstAndLastDay(t *testing.T) {
	for language, want := range map[string][2]string{
		"en": {"1 January 2026", "31 December 2026"}, "fr": {"1er janvier 2026", "31 décembre 2026"}, "es": {"1 de enero de 2026", "31 de diciembre de 2026"},
		"ru": {"1 января 2026 года", "31 декабря 2026 года"}, "zh": {"2026年1月1日", "2026年12月31日"},
		"ar": {"1 كانون الثاني/يناير 2026", "31 كانون الأول/ديسمبر 2026"},
	} {
		for i, day := range []time.Time{time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC), time.Date(2026, 12, 31, 12, 0, 0, 0, time.UTC)} {
			var page strings.Builder
			if err := compendium.Build(compendium.Input{Language: language, Date: day}).Markdown(&page); err != nil || !strings.Contains(page.String(), want[i]) {
				t.Errorf("%s: no %q in the masthead: %v", language, want[i], err)
			}
		}
	}
}
