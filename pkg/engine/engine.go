// Package engine uses programs of others, where they are installed: Chromium prints pages, LibreOffice converts documents of other
// formats, pdftotext reads PDF. None of them is needed to run adref; where one is missing, an error says so and what to do.
//
// Each call works in a folder of its own, which is gone afterwards, and ends with its context or after two minutes. No more than
// Slots run at once; others wait. What is printed and converted may be anybody's: Chromium runs no scripts and loads nothing but the
// page, LibreOffice runs no macros and follows no links, and neither is given our environment. What they write is not the same bytes
// every time.
package engine

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Slots is how many programs run at once: they share the memory of one machine, whoever starts them.
const Slots = 2

var slots = make(chan struct{}, Slots)

// ErrMissing says that a program is not installed.
var ErrMissing = errors.New("not installed")

// missing is the error for a program that is not there.
func missing(program, what, advice string) error {
	return fmt.Errorf("%s needs %s, which is %w: %s", what, program, ErrMissing, advice)
}

// find is the path of the first of the programs that is installed.
func find(names ...string) (string, bool) {
	for _, n := range names {
		if path, err := exec.LookPath(n); err == nil {
			return path, true
		}
	}
	return "", false
}

// limit is how long a program may take: a document of a thousand pages takes a quarter of it.
const limit = 2 * time.Minute

// run runs a program in a folder, once there is a slot for it. Its error carries the last lines of what the program said. When it takes
// too long it is killed with all that it has started.
func run(ctx context.Context, dir, path string, args ...string) error {
	select {
	case slots <- struct{}{}:
		defer func() { <-slots }()
	case <-ctx.Done():
		return ctx.Err()
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Dir = dir
	cmd.Env = []string{"HOME=" + dir, "PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8", "TMPDIR=" + dir}
	cmd.WaitDelay = time.Second // for what it has started and holds its output open
	alone(cmd)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		lines := strings.Split(strings.TrimSpace(said.String()), "\n")
		return fmt.Errorf("%s: %w: %s", filepath.Base(path), err, strings.Join(lines[max(0, len(lines)-3):], "; "))
	}
	return nil
}

// through puts a file into a new folder, runs a program there and returns the file that it made.
func through(ctx context.Context, in string, b []byte, out string, program func(dir string) error) ([]byte, error) {
	dir, err := os.MkdirTemp("", "adref-engine-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, in), b, 0o600); err != nil {
		return nil, err
	}
	if err := program(dir); err != nil {
		return nil, err
	}
	made, err := os.ReadFile(filepath.Join(dir, out))
	if err != nil {
		return nil, fmt.Errorf("the program made no file: %w", err)
	}
	return made, nil
}

// policy is what a page may load when it is printed: its own styles and pictures that stand in it, no files and nothing from the network.
const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:">`

// confined is the page with the policy in front of all that could load something.
func confined(page []byte) []byte {
	const doctype = "<!doctype html>"
	if len(page) >= len(doctype) && strings.EqualFold(string(page[:len(doctype)]), doctype) {
		page = page[len(doctype):]
	}
	return append([]byte(doctype+policy), page...)
}

// Print makes a PDF of an HTML page that stands alone, with tags and an outline.
func Print(ctx context.Context, page []byte) ([]byte, error) {
	path, ok := find("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
	if !ok {
		return nil, missing("Chromium", "PDF", "install it, or open the HTML page and print it from a browser")
	}
	return through(ctx, "page.html", confined(page), "page.pdf", func(dir string) error {
		return run(ctx, dir, path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
			"--disable-component-update", "--disable-sync", "--disable-javascript", "--host-resolver-rules=MAP * ~NOTFOUND", "--generate-pdf-document-outline", "--no-pdf-header-footer",
			"--user-data-dir="+filepath.Join(dir, "profile"), "--print-to-pdf=page.pdf", "page.html")
	})
}

// settings let LibreOffice run no macros and update no links to other files or places.
const settings = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
`

// Convert makes a file of another format with LibreOffice: from and to are extensions ("doc", "docx", "pdf").
func Convert(ctx context.Context, b []byte, from, to string) ([]byte, error) {
	path, ok := find("soffice", "libreoffice")
	if !ok {
		return nil, missing("LibreOffice", "."+from, "install it, or save the file as .docx in your own program")
	}
	return through(ctx, "in."+from, b, filepath.Join("out", "in."+to), func(dir string) error {
		user := filepath.Join(dir, "profile", "user")
		if err := os.MkdirAll(user, 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(user, "registrymodifications.xcu"), []byte(settings), 0o600); err != nil {
			return err
		}
		return run(ctx, dir, path, "-env:UserInstallation=file://"+filepath.ToSlash(filepath.Join(dir, "profile")), "--headless", "--norestore",
			"--convert-to", to, "--outdir", "out", "in."+from)
	})
}

// PagesOf are the words of each page of a PDF. What was a paragraph, a column or a table there cannot be known.
func PagesOf(ctx context.Context, pdf []byte) ([]string, error) {
	path, ok := find("pdftotext")
	if !ok {
		return nil, missing("pdftotext", "PDF", "install poppler-utils, or ask for the Word file")
	}
	made, err := through(ctx, "in.pdf", pdf, "out.txt", func(dir string) error {
		return run(ctx, dir, path, "-enc", "UTF-8", "in.pdf", "out.txt")
	})
	if err != nil {
		return nil, err
	}
	pages := strings.Split(string(made), "\f")
	return pages[:max(1, len(pages)-1)], nil
}
