package page_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"adref/pkg/page"
)

func write(t *testing.T, p page.Page) string {
	t.Helper()
	var b bytes.Buffer
	if err := page.Write(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAPageSaysItsLanguageAndDirection(t *testing.T) {
	for language, want := range map[string]string{
		"": `<html lang="en" dir="ltr">`, "fr": `<html lang="fr" dir="ltr">`, "ar": `<html lang="ar" dir="rtl">`, "ar-EG": `<html lang="ar-EG" dir="rtl">`,
	} {
		if got := write(t, page.Page{Language: language}); !strings.Contains(got, want) {
			t.Errorf("%q: no %s", language, want)
		}
	}
}

func TestATitleCannotBecomeMarkup(t *testing.T) {
	got := write(t, page.Page{Title: "<script>", Nav: []page.Link{{Text: "<b>", Href: "javascript:x"}}})
	if strings.Contains(got, "<script>") || strings.Contains(got, "<b>") || strings.Contains(got, `href="javascript:`) {
		t.Error(got)
	}
}

func TestAWayBackPutInLaterIsTheSame(t *testing.T) {
	p := page.Page{Title: "T", Body: "<p>x</p>\n"}
	nav := []page.Link{{Text: "adref", Href: "/"}, {Text: "A & B", Href: "/processes/a"}}
	later, err := page.WithNav([]byte(write(t, p)), nav)
	if err != nil {
		t.Fatal(err)
	}
	p.Nav = nav
	if want := write(t, p); string(later) != want {
		t.Errorf("put in later:\n%s\nwant:\n%s", later, want)
	}
}

func TestOtherLanguagesAreInTheirOwnWords(t *testing.T) {
	b, err := page.WithNav([]byte(write(t, page.Page{})), nil, page.Link{Text: "العربية", Href: "?language=ar", Language: "ar"}, page.Link{Text: "中文", Href: "?language=zh", Language: "zh"})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`<a href="?language=ar" lang="ar" hreflang="ar"><bdi>العربية</bdi></a> · <a`, `lang="zh"`} {
		if !strings.Contains(string(b), want) {
			t.Errorf("no %s in\n%s", want, b)
		}
	}
}

func TestAPageLoadsNothing(t *testing.T) {
	got := write(t, page.Page{Title: "T", Style: "p { margin: 0 }"})
	for _, s := range []string{"http:", "https:", "<script", "<link", "@import", "url("} {
		if strings.Contains(got, s) {
			t.Errorf("the page has %q", s)
		}
	}
}

func ExampleDirection() {
	fmt.Fprintln(os.Stdout, page.Direction("ar"), page.Direction("zh-Hans"))
	// Output: rtl ltr
}
