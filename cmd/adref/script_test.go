package main

import (
	"errors"
	"log/slog"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"adref": func() { os.Exit(run()) }})
}

// TestScripts runs the commands of testdata/script against one house that is up: $NATS_URL is its server, $WEB its pages, $AWAY
// an address where nobody listens.
func TestScripts(t *testing.T) {
	h := open(t, t.TempDir())
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("NATS_URL", h.server.URL())
			e.Setenv("WEB", h.web())
			e.Setenv("AWAY", "nats://127.0.0.1:1")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"latin1": latin1, "exits": exits, "oldfile": oldFile},
	})
}

// latin1 writes a file whose bytes are not UTF-8.
func latin1(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte("caf\xe9\xe9"), 0o644))
}

// oldFile writes a compound file whose one stream has the name: WordDocument of an old Word, EncryptedPackage of a password.
func oldFile(ts *testscript.TestScript, _ bool, args []string) {
	data := make([]byte, 1024+128)
	copy(data, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	for i := range len(args[1]) {
		data[1024+2*i] = args[1][i]
	}
	data[1024+64] = byte(2*len(args[1]) + 2)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o644))
}

// exits runs a command that must end with the exit code before it.
func exits(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	if !errors.As(err, &exit) || strconv.Itoa(exit.ExitCode()) != args[0] {
		ts.Fatalf("ends with %v, want exit code %s", err, args[0])
	}
}

// open opens a house for a test.
func open(t *testing.T, dir string) *house {
	t.Helper()
	h, err := openHouse(t.Context(), houseConfig{dir: dir, nats: "127.0.0.1:0", http: "127.0.0.1:0", logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	return h
}
