package archtest_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layers is the house from the inside out. A package may import those of the layers before its own, and what stands before it
// in its own line; nothing else of this module. A new package is placed here by hand: think where it belongs.
var layers = [][]string{
	{"pkg/lazy", "pkg/scan", "pkg/symbol", "pkg/text", "pkg/delegation", "pkg/roster", "pkg/meeting", "pkg/page", "pkg/paper"},
	{"pkg/bracket", "pkg/diff", "pkg/merge", "pkg/provenance", "pkg/amendment", "pkg/position"},
	{"pkg/consensus", "pkg/event", "pkg/history", "pkg/compendium"},
	{"pkg/negotiation"},
	{"pkg/markup", "pkg/ooxml", "pkg/docx", "pkg/table", "pkg/critic", "pkg/hypertext", "pkg/akn", "pkg/printing", "pkg/tracked", "pkg/engine", "pkg/convert", "pkg/bus", "pkg/eventlog", "pkg/blob", "pkg/view", "pkg/archive", "pkg/backup", "pkg/api", "pkg/intake", "pkg/service"},
	{"services/drafter"}, {"services/recorder"}, {"services/differ"}, {"services/publisher"}, {"services/herald"}, {"services/timekeeper"}, {"services/gateway"},
	{"services"},
	{"cmd/adref/sample", "cmd/adref/chaos", "cmd/adref"},
}

// forTests says whether only tests import a package: logtest, realtext.
func forTests(dir string) bool {
	return strings.HasSuffix(dir, "test") || dir == "pkg/realtext"
}

// pure is how many layers know neither clock nor network nor disk.
const pure = 4

// impure are the packages of the standard library that no pure package imports.
var impure = []string{"context", "net", "net/http", "os", "os/exec", "log", "log/slog", "math/rand", "math/rand/v2", "crypto/rand", "syscall", "io/fs"}

// outside are the modules that a pure package may use.
var outside = []string{"github.com/sergi/go-diff", "golang.org/x/text", "github.com/clipperhouse/uax29"}

func TestImportsPointInwards(t *testing.T) {
	for dir, imports := range sources(t) {
		if forTests(dir) {
			continue
		}
		layer, place := find(dir)
		if layer < 0 {
			t.Errorf("%s is in no layer: place it in archtest's table", dir)
			continue
		}
		for _, i := range imports {
			own, ok := strings.CutPrefix(i, "adref/")
			if !ok {
				if layer < pure {
					checkPure(t, dir, i)
				}
				continue
			}
			l, p := find(own)
			switch {
			case l < 0:
				t.Errorf("%s imports %s, which is not for the program", dir, own)
			case l > layer, l == layer && p >= place:
				t.Errorf("%s imports %s, which lies further out", dir, own)
			case strings.HasPrefix(dir, "services/") && strings.HasPrefix(own, "services/"):
				t.Errorf("%s imports %s: services never import services", dir, own)
			}
		}
	}
}

func checkPure(t *testing.T, dir, imported string) {
	t.Helper()
	if slices.Contains(impure, imported) {
		t.Errorf("%s is pure and imports %s", dir, imported)
	}
	if strings.Contains(imported, ".") && !slices.ContainsFunc(outside, func(o string) bool { return strings.HasPrefix(imported, o) }) {
		t.Errorf("%s is pure and imports %s", dir, imported)
	}
}

// TestPureCodeHasNoClock looks for calls that no import betrays.
func TestPureCodeHasNoClock(t *testing.T) {
	for _, line := range layers[:pure] {
		for _, dir := range line {
			for file, src := range files(t, dir) {
				for _, call := range []string{"time.Now(", "time.Since(", "time.After(", "time.Sleep(", "uuid.New"} {
					if strings.Contains(src, call) {
						t.Errorf("%s is pure and calls %s…)", file, call)
					}
				}
			}
		}
	}
}

// find is the layer of a package and its place there, or -1.
func find(dir string) (layer, place int) {
	for l, line := range layers {
		if p := slices.Index(line, dir); p >= 0 {
			return l, p
		}
	}
	return -1, -1
}

const root = "../.."

// sources are the imports of every package outside its tests, by folder.
func sources(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	walk(t, root, func(file string) {
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, file), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		dir := path.Dir(file)
		if out[dir] == nil {
			out[dir] = []string{}
		}
		for _, s := range f.Imports {
			name, err := strconv.Unquote(s.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Contains(out[dir], name) {
				out[dir] = append(out[dir], name)
			}
		}
	})
	if len(out) < 10 {
		t.Fatalf("only %d packages found", len(out))
	}
	return out
}

// walk calls fn with every Go file that is not a test, slash-separated from the root.
func walk(t *testing.T, root string, fn func(file string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := d.Name()
		if d.IsDir() && (base == "testdata" || strings.HasPrefix(base, ".") && base != ".." || base == "node_modules") {
			return fs.SkipDir
		}
		if d.IsDir() || filepath.Ext(base) != ".go" || strings.HasSuffix(base, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		fn(filepath.ToSlash(rel))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// files are the sources of a package outside its tests.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	walk(t, filepath.Join(root, dir), func(file string) {
		if path.Dir(file) != "." {
			return
		}
		b, err := os.ReadFile(filepath.Join(root, dir, file))
		if err != nil {
			t.Fatal(err)
		}
		out[path.Join(dir, file)] = string(b)
	})
	return out
}
