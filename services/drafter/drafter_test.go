package drafter_test

import (
	"errors"
	"strings"
	"testing"

	"adref/pkg/amendment"
	"adref/pkg/api"
	"adref/pkg/delegation"
	"adref/pkg/negotiation"
	"adref/pkg/service"
	"adref/pkg/service/servicetest"
	"adref/services/drafter"
	"adref/services/recorder"
)

const zero = "# Report\n\n1. The Group met [three] times.\n\n2. The Group recommends a timely dialogue.\n"

func TestATextIsTabledAsItIs(t *testing.T) {
	w := servicetest.New(t, drafter.New(), recorder.New())
	w.Open("norland")
	w.Table("Zero draft", zero)

	l := service.NewLoader(w.Env.Log, w.Env.Blobs)
	text, err := l.Revision(t.Context(), w.Document(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if text.String() != zero {
		t.Errorf("tabled as %q", text.String())
	}
	source, err := w.Env.Blobs.Get(t.Context(), w.Document().Revisions[0].Source)
	if err != nil || string(source) != zero {
		t.Errorf("kept as %q, %v", source, err)
	}

	// From a blob, as large texts come.
	digest, err := w.Env.Blobs.Put(t.Context(), []byte(strings.Replace(zero, "timely ", "", 1)))
	if err != nil {
		t.Fatal(err)
	}
	w.Do(delegation.Chair, negotiation.TableRevision{Name: "Rev.1", Format: "markdown", Source: digest})
	d := w.Document()
	for i, b := range d.Revisions[1].Blocks {
		if before := d.Revisions[0].Blocks[i]; before.ID != b.ID {
			t.Errorf("block %d was %s and is %s", i, before.ID, b.ID)
		}
	}
}

func TestWhatCannotBeTabledIsRefusedAndNothingIsHalfDone(t *testing.T) {
	w := servicetest.New(t, drafter.New(), recorder.New())
	w.Open("norland")
	w.Table("Zero draft", zero)
	before, err := w.Env.Log.Last(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	latin1, err := w.Env.Blobs.Put(t.Context(), []byte("1. caf\xe9"))
	if err != nil {
		t.Fatal(err)
	}
	propose := func(quote string) negotiation.Command {
		return negotiation.ProposeAmendment{Proposal: amendment.Proposal{Operation: amendment.DeleteWords, Anchor: amendment.Anchor{Paragraph: "2", Quote: quote}}}
	}
	for name, c := range map[string]struct {
		actor   string
		command negotiation.Command
		code    api.Code
		says    string
	}{
		"bytes that are not UTF-8":            {delegation.Chair, negotiation.TableRevision{Name: "Rev.1", Format: "text", Source: latin1}, api.Invalid, "byte 6"},
		"a format that nobody reads":          {delegation.Chair, negotiation.TableRevision{Name: "Rev.1", Format: "wordperfect", Content: "1. x"}, api.Invalid, "wordperfect"},
		"a blob that is not there":            {delegation.Chair, negotiation.TableRevision{Name: "Rev.1", Format: "text", Source: strings.Repeat("0", 64)}, api.NotFound, "Rev.1"},
		"no text at all":                      {delegation.Chair, negotiation.TableRevision{Name: "Rev.1", Format: "text"}, api.Invalid, "exactly one"},
		"a name that is taken":                {delegation.Chair, negotiation.TableRevision{Name: "Zero draft", Format: "text", Content: "1. x"}, api.Conflict, "taken"},
		"words that do not stand there":       {"norland", propose("speedy"), api.Invalid, "do not stand in that paragraph"},
		"a delegation that is not admitted":   {"sudria", propose("timely"), api.Forbidden, "admitted"},
		"what only the chair's office may do": {"norland", negotiation.AdoptText{}, api.Forbidden, "chair"},
		"agreeing to words in brackets":       {delegation.Chair, negotiation.AgreeParagraph{Paragraph: "1"}, api.Conflict, "bracket"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := w.Try(c.actor, c.command)
			var refusal *api.Error
			if !errors.As(err, &refusal) || refusal.Code != c.code || !strings.Contains(refusal.Message, c.says) {
				t.Errorf("%v, want %s with %q", err, c.code, c.says)
			}
		})
	}
	if after, err := w.Env.Log.Last(t.Context()); after != before || err != nil {
		t.Errorf("the log went from %d to %d, %v", before, after, err)
	}
}

func TestATextAdoptedAsOrallyAmendedIsARevisionOfItsOwn(t *testing.T) {
	w := servicetest.New(t, drafter.New(), recorder.New())
	w.Open("norland")
	w.Table("Final text", "# Report\n\n1. States should\ncooperate.\n\n2. The Group recommends a dialogue.\n")
	w.Do(delegation.Chair, negotiation.ProposeAmendment{By: "norland", Oral: true, Reads: "States shall cooperate.", Proposal: amendment.Proposal{
		Operation: amendment.ReplaceWords, Anchor: amendment.Anchor{Paragraph: "1", Quote: "should"}, Words: "shall"}})
	w.Do(delegation.Chair, negotiation.ProposeAdoption{})
	reply := w.Do(delegation.Chair, negotiation.AdoptText{Amendments: []string{"a1"}})
	if reply.Created != "2" {
		t.Errorf("created %q, want revision 2", reply.Created)
	}
	d := w.Document()
	adopted, err := service.NewLoader(w.Env.Log, w.Env.Blobs).Revision(t.Context(), d, d.Adopted.Revision)
	if err != nil {
		t.Fatal(err)
	}
	if want := "# Report\n\n1. States shall cooperate.\n\n2. The Group recommends a dialogue.\n"; adopted.String() != want {
		t.Errorf("adopted %q, want %q", adopted.String(), want)
	}
	source, err := w.Env.Blobs.Get(t.Context(), d.Revisions[1].Source)
	if err != nil || string(source) != adopted.String() {
		t.Errorf("the source is %q, %v", source, err)
	}
	if d.Revisions[0].Text == d.Adopted.Digest || d.Adopted.Proposed != 1 {
		t.Errorf("adopted %+v", d.Adopted)
	}
}
