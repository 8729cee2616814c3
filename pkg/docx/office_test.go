package docx_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/docx"
	"adref/pkg/paper"
)

// all has the slowest comparisons made with every real document, and not with some of them: go test ./pkg/docx -all.
var all = flag.Bool("all", false, "compare every real document with LibreOffice, which takes minutes")

func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	if started != nil {
		started.stop()
	}
	os.Exit(code)
}

// office is LibreOffice, driven by testdata/office.py. The tests of the package share one.
type office struct {
	mu   sync.Mutex
	in   io.Writer
	out  *bufio.Reader
	stop func()
}

// answer is what LibreOffice sees in a document.
type answer struct {
	Paragraphs []struct{ Style, Label, Text string }
	Changes    [][3]string
	Bookmarks  []string
	Notes      []string
	Comments   [][2]string
}

var (
	starting sync.Mutex
	started  *office
)

// openOffice gives LibreOffice, or skips the test where it or its Python is absent, or the tests are to be short.
func openOffice(t *testing.T) *office {
	t.Helper()
	if testing.Short() {
		t.Skip("LibreOffice is slow")
	}
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("soffice (LibreOffice) is not in PATH")
	}
	python := pythonWithUNO(t)
	starting.Lock()
	defer starting.Unlock()
	if started == nil {
		if started, err = startOffice(soffice, python); err != nil {
			t.Fatal(err)
		}
	}
	return started
}

func startOffice(soffice, python string) (*office, error) {
	dir, err := os.MkdirTemp("", "adref-office")
	if err != nil {
		return nil, err
	}
	pipe := "adref" + strconv.Itoa(os.Getpid())
	server := exec.Command(soffice, "-env:UserInstallation=file://"+dir, "--headless", "--norestore", "--accept=pipe,name="+pipe+";urp;")
	if err := server.Start(); err != nil {
		return nil, err
	}
	client := exec.Command(python, "testdata/office.py", pipe)
	client.Stderr = os.Stderr
	in, err := client.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := client.StdoutPipe()
	if err != nil {
		return nil, err
	}
	stop := func() {
		in.Close() // the client ends LibreOffice
		client.Wait()
		server.Wait()
		os.RemoveAll(dir)
	}
	return &office{in: in, out: bufio.NewReader(out), stop: stop}, client.Start()
}

// pythonWithUNO is a Python that can speak to LibreOffice: that of PATH, or that of the system where another one is before it.
func pythonWithUNO(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"python3", "/usr/bin/python3", "/usr/lib/libreoffice/program/python"} {
		if exec.Command(name, "-c", "import uno").Run() == nil {
			return name
		}
	}
	t.Skip("no python3 with uno (package python3-uno)")
	return ""
}

// do has LibreOffice open a document, do something with its tracked changes and save it; it gives what is there then.
func (o *office) do(t *testing.T, what, file string, save ...[2]string) answer {
	t.Helper()
	o.mu.Lock()
	defer o.mu.Unlock()
	command, err := json.Marshal(map[string]any{"do": what, "in": file, "save": append([][2]string{}, save...)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.in.Write(append(command, '\n')); err != nil {
		t.Fatal(err)
	}
	line, err := o.out.ReadBytes('\n')
	if err != nil {
		t.Fatal(err)
	}
	var a answer
	if err := json.Unmarshal(line, &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// ours are styles of paragraphs that a paper does not have.
var ours = []string{"Adref Separator", "Adref Generated"}

// words are the paragraphs of a document as LibreOffice prints them.
func (a answer) words() []string {
	var out []string
	for _, p := range a.Paragraphs {
		if slices.Contains(ours, p.Style) || strings.HasPrefix(p.Style, "Adref Masthead") {
			continue
		}
		if p.Label != "" {
			p.Text = p.Label + "\t" + p.Text
		}
		out = append(out, p.Text)
	}
	return out
}

// printed are the paragraphs of a paper as they are printed.
func printed(p paper.Paper) []string {
	var out []string
	for _, q := range p.Paragraphs {
		s := ""
		if q.Label != "" && !(q.Auto && strings.Contains("•–", q.Label)) { // it does not say what a bullet is
			s = q.Label + "\t"
		}
		for _, sp := range q.Spans {
			s += sp.Text
		}
		out = append(out, s)
	}
	return out
}

func TestLibreOfficeAcceptsAndRejects(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	for name, p := range corpus() {
		if name == "empty" || name == "hostile" || name == "big" {
			continue // LibreOffice does not keep control characters; the rest of these is not about changes
		}
		file := filepath.Join(t.TempDir(), name+".docx")
		if err := os.WriteFile(file, write(t, p, docx.Options{}), 0o600); err != nil {
			t.Fatal(err)
		}
		for what, view := range map[string]paper.Paper{"accept": p.Accept(), "reject": p.Reject()} {
			got := o.do(t, what, file)
			if d := cmp.Diff(printed(view), got.words()); d != "" {
				t.Errorf("%s, %s (-paper +LibreOffice):\n%s", name, what, d)
			}
			for i, n := range view.Notes {
				if want := strings.Join(printed(paper.Paper{Paragraphs: n.Paragraphs}), "\n"); i >= len(got.Notes) || !strings.HasSuffix(got.Notes[i], want) {
					t.Errorf("%s, %s: the notes are %q, the one at %d is %q", name, what, got.Notes, i, want)
				}
			}
			if len(got.Changes) > 0 {
				t.Errorf("%s, %s: still tracked: %v", name, what, got.Changes)
			}
		}
	}
}

// TestSavedByLibreOffice saves what we write in other formats and back: words, authors and times of changes, comments and the
// bookmarks of paragraphs survive.
func TestSavedByLibreOffice(t *testing.T) {
	t.Parallel()
	o := openOffice(t)
	p := redline()
	dir := t.TempDir()
	first := filepath.Join(dir, "first.docx")
	if err := os.WriteFile(first, write(t, p, docx.Options{}), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, format := range []struct{ name, filter string }{{"docx", "MS Word 2007 XML"}, {"odt", "writer8"}, {"doc", "MS Word 97"}} {
		t.Run(format.name, func(t *testing.T) {
			between, last := filepath.Join(dir, "between."+format.name), filepath.Join(dir, format.name+"-last.docx")
			o.do(t, "none", first, [2]string{between, format.filter})
			o.do(t, "none", between, [2]string{last, "MS Word 2007 XML"})
			data, err := os.ReadFile(last)
			if err != nil {
				t.Fatal(err)
			}
			got, report, err := docx.Read(bytes.NewReader(data), int64(len(data)))
			if err != nil {
				t.Fatal(err)
			}
			if report.Lost != 0 {
				t.Errorf("%d characters lost", report.Lost)
			}
			for what, views := range map[string][2]paper.Paper{"all": {p, got}, "accepted": {p.Accept(), got.Accept()}, "rejected": {p.Reject(), got.Reject()}} {
				if d := cmp.Diff(lines(views[0]), lines(views[1])); d != "" {
					t.Errorf("%s (-written +come back):\n%s", what, d)
				}
			}
			if d := cmp.Diff(sorted(p.Authors()), sorted(got.Authors())); d != "" {
				t.Errorf("authors: %s", d)
			}
			if got.Origin != p.Origin {
				t.Errorf("the origin is %v", got.Origin)
			}
			if d := cmp.Diff(anchors(p), anchors(got)); d != "" {
				t.Errorf("bookmarks: %s", d)
			}
			if len(got.Comments) != len(p.Comments) {
				t.Errorf("%d comments, want %d", len(got.Comments), len(p.Comments))
			}
		})
	}
}

func sorted(s []string) []string { return slices.Sorted(slices.Values(s)) }

// lines are the paragraphs of the text with their labels, whether these are text or not.
func lines(p paper.Paper) []string {
	var out []string
	for _, q := range p.Paragraphs {
		label := q.Label
		if label == "" && q.Was != nil { // the format .doc forgets that the end of a paragraph is deleted, and not the label
			label = q.Was.Label
		}
		if s := strings.TrimPrefix(label+"\t"+q.Text(), "\t"); q.Style != paper.Head && q.Style != paper.Furniture && s != "" {
			out = append(out, s)
		}
	}
	return out
}

// anchors are the IDs of the paragraphs, each once.
func anchors(p paper.Paper) []string {
	var out []string
	for _, q := range p.Paragraphs {
		if q.ID != "" && !slices.Contains(out, q.ID) {
			out = append(out, q.ID)
		}
	}
	slices.Sort(out)
	return out
}
