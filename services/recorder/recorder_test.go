package recorder_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"adref/pkg/api"
	"adref/pkg/delegation"
	"adref/pkg/negotiation"
	"adref/pkg/service/servicetest"
	"adref/services/drafter"
	"adref/services/publisher"
	"adref/services/recorder"
)

func TestWhatIsIssuedIsWhatWasLookedAt(t *testing.T) {
	w := servicetest.New(t, drafter.New(), recorder.New(), publisher.New())
	w.Open("norland", "sudria")
	w.Table("Final text", "# Report\n\n1. The Group will meet again.\n")
	w.Do(delegation.Chair, negotiation.ProposeAdoption{})
	w.Do(delegation.Chair, negotiation.AdoptText{})
	w.Do(delegation.Chair, negotiation.InviteExplanations{})
	w.Do("norland", negotiation.ExplainPosition{Language: "en", Text: "We joined the consensus on paragraph 1."})
	seen := digest(t, w)

	t.Run("a compendium that lacks an explanation is not issued", func(t *testing.T) {
		w.Do("sudria", negotiation.ExplainPosition{Language: "en", Text: "We dissociate ourselves from paragraph 1."})
		refused(t, w, negotiation.IssueCompendium{Digest: seen}, api.Conflict, "look at the new one")
	})
	t.Run("nor one that nobody has made", func(t *testing.T) {
		refused(t, w, negotiation.IssueCompendium{Digest: strings.Repeat("0", 64)}, api.NotFound, "digest")
	})
	t.Run("nor what is no compendium", func(t *testing.T) {
		b, err := w.Env.Blobs.Put(t.Context(), []byte("{}"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Try(delegation.Chair, negotiation.IssueCompendium{Digest: b}); err == nil {
			t.Error("it was issued")
		}
	})
	t.Run("the one that was looked at is, once", func(t *testing.T) {
		c := negotiation.IssueCompendium{Digest: digest(t, w)}
		if r := w.Do(delegation.Chair, c); r.Created != "0" {
			t.Errorf("edition %q", r.Created)
		}
		refused(t, w, c, api.Conflict, "already")
	})
}

func digest(t *testing.T, w *servicetest.World) string {
	t.Helper()
	var v struct{ Digest string }
	if err := json.Unmarshal(w.View(w.Env.Views("publisher"), "ict.report.compendium"), &v); err != nil {
		t.Fatal(err)
	}
	return v.Digest
}

func refused(t *testing.T, w *servicetest.World, c negotiation.Command, code api.Code, says string) {
	t.Helper()
	_, err := w.Try(delegation.Chair, c)
	var refusal *api.Error
	if !errors.As(err, &refusal) || refusal.Code != code || !strings.Contains(refusal.Message, says) {
		t.Errorf("%v, want %s with %q", err, code, says)
	}
}
