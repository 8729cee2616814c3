package backup_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/amendment"
	"adref/pkg/archive"
	"adref/pkg/backup"
	"adref/pkg/blob"
	"adref/pkg/delegation"
	"adref/pkg/eventlog"
	"adref/pkg/negotiation"
	"adref/pkg/service/servicetest"
	"adref/services/drafter"
	"adref/services/recorder"
)

// negotiated is a world in which something has happened.
func negotiated(t *testing.T) *servicetest.World {
	t.Helper()
	w := servicetest.New(t, drafter.New(), recorder.New())
	w.Open("norland")
	w.Table("Zero draft", "# Report\n\n1. The Group met three times.\n\n2. The Group recommends a timely dialogue.\n")
	w.Do("norland", negotiation.ProposeAmendment{Proposal: amendment.Proposal{
		Operation: amendment.DeleteWords, Anchor: amendment.Anchor{Paragraph: "2", Quote: "timely"}}})
	w.Table("Rev.1", "# Report\n\n1. The Group met three times.\n\n2. The Group recommends a dialogue.\n")
	return w
}

func export(t *testing.T, log eventlog.Log, blobs blob.Store) []byte {
	t.Helper()
	var b bytes.Buffer
	if _, err := backup.Export(t.Context(), log, blobs, servicetest.Process, &b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func opened(t *testing.T, b []byte) *archive.Archive {
	t.Helper()
	a, err := archive.Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAnotherInstanceHasTheSame(t *testing.T) {
	w := negotiated(t)
	file := export(t, w.Env.Log, w.Env.Blobs)
	a := opened(t, file)
	log, blobs := eventlog.NewMemory(), blob.NewMemory()
	added, err := backup.Import(t.Context(), log, blobs, a)
	if err != nil || added != len(a.Commits) || len(a.Blobs) != 4 {
		t.Fatalf("%d of %d commits added, %d blobs, %v", added, len(a.Commits), len(a.Blobs), err)
	}
	for _, document := range []string{eventlog.Record, servicetest.Document} {
		at := eventlog.Aggregate{Process: servicetest.Process, Document: document}
		want, err := w.Env.Log.Read(t.Context(), at, 0)
		if err != nil {
			t.Fatal(err)
		}
		got, err := log.Read(t.Context(), at, 0)
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("%s, %v (-want +got):\n%s", at, err, d)
		}
	}
	if !bytes.Equal(file, export(t, log, blobs)) {
		t.Error("exported again, the file is another one")
	}
	if added, err := backup.Import(t.Context(), log, blobs, a); err != nil || added != 0 {
		t.Errorf("once more: %d commits added, %v", added, err)
	}
}

func TestAnImportThatWasCutOffGoesOn(t *testing.T) {
	w := negotiated(t)
	a := opened(t, export(t, w.Env.Log, w.Env.Blobs))
	for n := range a.Commits {
		log := eventlog.NewMemory()
		for _, c := range a.Commits[:n] {
			if _, err := log.Append(t.Context(), c); err != nil {
				t.Fatal(err)
			}
		}
		if added, err := backup.Import(t.Context(), log, blob.NewMemory(), a); err != nil || added != len(a.Commits)-n {
			t.Errorf("after %d commits: %d added, %v", n, added, err)
		}
	}
}

func TestAnotherProcessOfThatNameIsRefused(t *testing.T) {
	w := negotiated(t)
	a := opened(t, export(t, w.Env.Log, w.Env.Blobs))
	w.Do(delegation.Chair, negotiation.AgreeParagraph{Paragraph: "1"})
	blobs := blob.NewMemory()
	if _, err := backup.Import(t.Context(), w.Env.Log, blobs, a); !errors.Is(err, backup.ErrDiffers) {
		t.Errorf("into one that has gone on: %v", err)
	}
	other := negotiated(t)
	before, err := other.Env.Log.Last(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := backup.Import(t.Context(), other.Env.Log, blobs, a); !errors.Is(err, backup.ErrDiffers) {
		t.Errorf("into another one: %v", err)
	}
	if after, err := other.Env.Log.Last(t.Context()); after != before || err != nil {
		t.Errorf("the log went from %d to %d, %v", before, after, err)
	}
	for _, f := range a.Blobs {
		if _, err := blobs.Get(t.Context(), f.SHA256); !errors.Is(err, blob.ErrNotFound) {
			t.Errorf("blob %s was stored: %v", f.SHA256, err)
		}
	}
}

func TestWhatIsNotThereIsNotExported(t *testing.T) {
	w := negotiated(t)
	if _, err := backup.Export(t.Context(), w.Env.Log, w.Env.Blobs, "other", new(bytes.Buffer)); !errors.Is(err, backup.ErrNoProcess) {
		t.Errorf("a process that is not there: %v", err)
	}
	if _, err := backup.Export(t.Context(), w.Env.Log, blob.NewMemory(), servicetest.Process, new(bytes.Buffer)); !errors.Is(err, blob.ErrNotFound) {
		t.Errorf("a blob that is not there: %v", err)
	}
}
