package backup_test

import (
	"testing"

	"adref/pkg/backup"
	"adref/pkg/blob"
	"adref/pkg/event"
	"adref/pkg/eventlog"
)

// TestATextThatIsLostIsNamed: the log is whole, and a blob that it names is gone.
func TestATextThatIsLostIsNamed(t *testing.T) {
	log, kept := eventlog.NewMemory(), blob.NewMemory()
	source, err := kept.Put(t.Context(), []byte("kept"))
	if err != nil {
		t.Fatal(err)
	}
	gone := blob.Digest([]byte("lost"))
	c := eventlog.Commit{
		Aggregate: eventlog.Aggregate{Process: "ict", Document: "report"}, Version: 1, Command: "c1", Schema: eventlog.Schema,
		Events: []event.Stored{event.Encode(&event.RevisionTabled{Revision: 1, Source: source, Text: gone})},
	}
	if _, err := log.Append(t.Context(), c.Seal()); err != nil {
		t.Fatal(err)
	}
	named, lost, err := backup.Missing(t.Context(), log, kept)
	if err != nil || named != 2 || len(lost) != 1 || lost[0].Digest != gone || lost[0].Document != "report" || lost[0].Seq != 1 {
		t.Errorf("%d blobs, lost %v, %v", named, lost, err)
	}
}
