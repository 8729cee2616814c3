package tracked_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"adref/pkg/docx"
	"adref/pkg/paper"
	"adref/pkg/printing"
	"adref/pkg/tracked"
)

// inOffice has a delegate edit a paper as a Word document in LibreOffice with the recording of changes on.
func inOffice(t *testing.T, p paper.Paper, author string, edits ...[]string) paper.Paper {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("soffice (LibreOffice) is not in PATH")
	}
	python := ""
	for _, name := range []string{"python3", "/usr/bin/python3", "/usr/lib/libreoffice/program/python"} {
		if python == "" && exec.Command(name, "-c", "import uno").Run() == nil {
			python = name
		}
	}
	if python == "" {
		t.Skip("no python3 with uno (package python3-uno)")
	}
	dir := t.TempDir()
	in, out, pipe := filepath.Join(dir, "in.docx"), filepath.Join(dir, "out.docx"), fmt.Sprintf("adref-edit-%d-%s", os.Getpid(), filepath.Base(dir))
	var b bytes.Buffer
	if err := docx.Write(&b, p, docx.Options{}); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(in, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	server := exec.Command(soffice, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--norestore", "--accept=pipe,name="+pipe+";urp;")
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = server.Wait() }()
	var lines bytes.Buffer
	for _, e := range edits {
		if err := json.NewEncoder(&lines).Encode(e); err != nil {
			t.Fatal(err)
		}
	}
	edit := exec.Command(python, "testdata/edit.py", pipe, in, out, author)
	edit.Stdin = &lines
	said, err := edit.CombinedOutput()
	if _, saved := os.Stat(out); err != nil && (saved != nil || len(said) > 0) { // its bridge may crash when all is done and saved
		_ = server.Process.Kill()
		t.Fatalf("%v: %s", err, said)
	}
	edited, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	got, report, err := docx.Read(bytes.NewReader(edited), int64(len(edited)))
	if err != nil || report.Lost != 0 {
		t.Fatalf("%v, lost %d", err, report.Lost)
	}
	return got
}

// TestEditedInLibreOffice holds that what a delegate did in LibreOffice is found, all of it and nothing else, and that the names of
// the text and its paragraphs come back.
func TestEditedInLibreOffice(t *testing.T) {
	d := base(t)
	origin := paper.Origin{Process: "ict", Document: "report", Revision: 2, Digest: "ab"}
	const jane = "Jane Doe (Illyria)"
	for _, c := range []struct {
		name  string
		edits [][]string
		want  string
	}{
		{"replace, new paragraph, delete, comment", [][]string{
			{"replace", "should", "must"}, {"comment", "must", "It is clearer."}, {"after", "It thanks those who did.", "Funds are needed."}, {"delete", "decides to meet"},
		}, `0 ` + jane + `: replace-words p1 at="should" words="must" why="It is clearer."
1 ` + jane + `: insert-paragraph p2 words="Funds are needed."
2 ` + jane + `: delete-paragraph p3
`},
		{"the last paragraph deleted, the first followed by a new one", [][]string{
			{"after", "harms others", "One."}, {"delete", "prepares the meeting"},
		}, `0 ` + jane + `: insert-paragraph p1 words="One."
1 ` + jane + `: delete-paragraph p4
`},
		{"words inserted at the end and deleted at the beginning", [][]string{
			{"replace", "in Geneva.", "in Geneva, or elsewhere."}, {"replace", "The secretariat prepares", "It prepares"},
		}, `0 ` + jane + `: insert-words p3 at="Geneva" words=", or elsewhere"
1 ` + jane + `: replace-words p4 at="The secretariat" words="It"
`},
		{"a split and a merger", [][]string{
			{"split", "report every year."}, {"join", "to meet in Geneva"},
		}, `0 ` + jane + `: split-paragraph p2 at="year."
1 ` + jane + `: merge-paragraphs p3 with="p4"
formatting of 4
`}, // LibreOffice puts what takes the place of the end before the number
	} {
		t.Run(c.name, func(t *testing.T) {
			p := inOffice(t, printing.Clean(d, printing.Source{Origin: origin}), jane, c.edits...)
			if p.Origin != origin {
				t.Errorf("the origin is %+v", p.Origin)
			}
			r := tracked.Read(p, d)
			if got := told(r); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
			for _, f := range r.Found {
				if f.At.IsZero() {
					t.Errorf("%s of %s has no time", f.Proposal.Operation, f.Proposal.Anchor.Paragraph)
				}
			}
		})
	}
}
