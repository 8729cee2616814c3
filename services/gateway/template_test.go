package gateway_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"adref/pkg/convert"
	"adref/pkg/paper"
	"adref/pkg/service"
	"adref/services/gateway"
)

// TestTemplate gives the documents of the gateway the header of the chair's office.
func TestTemplate(t *testing.T) {
	var b bytes.Buffer
	if err := convert.Write(t.Context(), &b, "own.docx", paper.Paper{Language: "en", Origin: paper.Origin{Symbol: "HEADER/OF/THE/CHAIR"}, Paragraphs: []paper.Paragraph{
		{Style: paper.Body, Spans: []paper.Span{{Text: "Words of the template"}}},
	}}, convert.Options{}); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "own.docx")
	if err := os.WriteFile(name, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, func(env *service.Env) { env.Template = name })
	w.open()
	seq := w.table("Rev.1", before).Seq
	res := w.get(fmt.Sprintf("%s/papers/clean.docx?seq=%d", report, seq))
	all := unpacked(t, res.body)
	if !strings.Contains(all, "HEADER/OF/THE/CHAIR") || strings.Contains(all, "Words of the template") || !strings.Contains(all, "The Group meets again") {
		t.Errorf("not the look of the template and the words of the text: %d", res.StatusCode)
	}
}

// TestTemplateThatCannotBeUsed stops the gateway at its start.
func TestTemplateThatCannotBeUsed(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "bad.docx")
	if err := os.WriteFile(bad, []byte("no package"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{bad, filepath.Join(t.TempDir(), "absent.dotx")} {
		err := gateway.New().Run(t.Context(), service.Env{Template: name}, func() { t.Error("it serves") })
		if err == nil || !strings.Contains(err.Error(), "template of Word documents") || !strings.Contains(err.Error(), filepath.Base(name)) {
			t.Errorf("%v", err)
		}
	}
}

// unpacked is all that stands in a package.
func unpacked(t *testing.T, data []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}
