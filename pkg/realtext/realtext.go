// Package realtext finds the real texts that tests measure on. They are not part of the project.
package realtext

import (
	"os"
	"path/filepath"
	"testing"
)

// Dir is the folder of that name among the real texts: below $ADREF_DATA, or below ../shared/data beside the module. The
// test is skipped, with a message, where it is absent.
func Dir(t testing.TB, folder string) string {
	t.Helper()
	root := os.Getenv("ADREF_DATA")
	if root == "" {
		root = filepath.Join(moduleRoot(t), "..", "shared", "data")
	}
	dir := filepath.Join(root, folder)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the real texts %q are not here (set ADREF_DATA to the folder that holds them): %v", folder, err)
	}
	return dir
}

// moduleRoot is the folder with go.mod above the test.
func moduleRoot(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("no go.mod above the test")
		}
		dir = parent
	}
}
