package engine_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"adref/pkg/engine"
)

// TestMissing holds that a machine without the programs is told what to do.
func TestMissing(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, pdf := engine.Print(t.Context(), nil)
	_, doc := engine.Convert(t.Context(), nil, "doc", "docx")
	_, words := engine.PagesOf(t.Context(), nil)
	for _, err := range []error{pdf, doc, words} {
		if !errors.Is(err, engine.ErrMissing) || !strings.Contains(err.Error(), "install") {
			t.Errorf("%v", err)
		}
	}
}

func skipWithout(t *testing.T, err error) {
	t.Helper()
	if errors.Is(err, engine.ErrMissing) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestPrint(t *testing.T) {
	page := "<!doctype html><meta charset=utf-8><h1>الفقرة</h1><p style='break-after:page'>First page</p><p>Deuxième page</p>"
	pdf, err := engine.Print(t.Context(), []byte(page))
	skipWithout(t, err)
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Fatalf("%.20q is no PDF", pdf)
	}
	pages, err := engine.PagesOf(t.Context(), pdf)
	skipWithout(t, err)
	if len(pages) != 2 || !strings.Contains(pages[0], "First page") || !strings.Contains(pages[1], "Deuxième page") {
		t.Errorf("%q", pages)
	}
}

func TestConvert(t *testing.T) {
	made, err := engine.Convert(t.Context(), []byte(`{\rtf1 Hello}`), "rtf", "docx")
	skipWithout(t, err)
	if !bytes.HasPrefix(made, []byte("PK")) {
		t.Errorf("%.20q is no package", made)
	}
}

func TestEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := engine.Print(ctx, []byte("<p>x"))
	if err == nil {
		t.Error("printed without a context")
	}
}

// TestPrintLoadsNothing holds that a page shows no other file of the machine and runs no scripts.
func TestPrintLoadsNothing(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret.html")
	if err := os.WriteFile(secret, []byte("<p>secret words</p>"), 0o600); err != nil {
		t.Fatal(err)
	}
	page := fmt.Sprintf(`<!doctype html><html><body><p>Seen</p><iframe src="file://%s"></iframe><object data="file://%[1]s"></object><script>document.write("run")</script></body></html>`, secret)
	pdf, err := engine.Print(t.Context(), []byte(page))
	skipWithout(t, err)
	pages, err := engine.PagesOf(t.Context(), pdf)
	skipWithout(t, err)
	words := strings.Join(pages, "")
	if !strings.Contains(words, "Seen") || strings.Contains(words, "secret") || strings.Contains(words, "run") {
		t.Errorf("%q", words)
	}
}
