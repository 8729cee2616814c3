package intake_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"adref/pkg/api"
	"adref/pkg/intake"
	"adref/pkg/markup"
	"adref/pkg/negotiation"
	"adref/pkg/paper"
	"adref/pkg/tracked"
)

const draft = "1. States should refrain from any activity that harms others.\n\n2. The Group decides to meet in Geneva.\n"

func scene(t testing.TB) intake.Scene {
	t.Helper()
	d, err := markup.Parse([]byte(draft), markup.Plain)
	if err != nil {
		t.Fatal(err)
	}
	s := intake.Alone("Rev.1", d, "norland")
	s.How = tracked.Base{Certain: true, How: "you say so"}
	return s
}

// edited is the draft with the first paragraph given otherwise.
func edited(spans ...paper.Span) paper.Paper {
	return paper.Paper{Paragraphs: []paper.Paragraph{
		{Style: paper.Numbered, Label: "1.", Spans: spans},
		{Style: paper.Numbered, Label: "2.", Spans: []paper.Span{{Text: "The Group decides to meet in Geneva."}}},
	}}
}

func ins(by, s string) paper.Span { return paper.Span{Text: s, Inserted: &paper.Change{By: by}} }
func del(by, s string) paper.Span { return paper.Span{Text: s, Deleted: &paper.Change{By: by}} }

func prepare(t testing.TB, s intake.Scene, p paper.Paper, w intake.Wish) intake.Preview {
	t.Helper()
	v, err := intake.Prepare(s, p, intake.File{Name: "norland.docx", Digest: strings.Repeat("ab", 32)}, w)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// table decides commands as the services would.
func table(s intake.Scene) func(context.Context, string, string, negotiation.Command) (api.Reply, error) {
	done := map[string]api.Reply{}
	return func(_ context.Context, id, actor string, c negotiation.Command) (api.Reply, error) {
		if r, ok := done[id]; ok {
			return r, nil
		}
		events, err := s.Document.Decide(s.Process, negotiation.Request{
			ID: id, Process: s.ProcessCode, Document: s.DocumentCode, Actor: actor, At: s.At, Command: c,
			Facts: negotiation.Facts{Text: &s.Current, Earlier: &s.Base},
		})
		if err != nil {
			return api.Reply{}, &api.Error{Code: api.ErrorOf(err).Code, Message: err.Error()}
		}
		var r api.Reply
		for _, e := range events {
			s.Document.Evolve(e, s.At)
			r.Created = negotiation.Created(e)
		}
		done[id] = r
		return r, nil
	}
}

func fates(v intake.Preview) string {
	var b strings.Builder
	for _, it := range append(v.Amendments, v.Untracked...) {
		fmt.Fprintf(&b, "%s %s %s\n", it.Key, it.Who, it.Fate)
	}
	return b.String()
}

func TestTwoPeopleOfADelegationMakeOneAmendment(t *testing.T) {
	s := scene(t)
	p := edited(paper.Span{Text: "States "}, del("Jane", "should"), paper.Span{Text: "must", Inserted: &paper.Change{By: "Jane"}, Deleted: &paper.Change{By: "John"}},
		ins("John", "shall"), paper.Span{Text: " refrain from any activity that harms others."})
	v := prepare(t, s, p, intake.Wish{Actor: "norland", Sender: "norland"})
	if len(v.Amendments) != 1 || v.Amendments[0].Says != "replace “should” by “shall”" || v.Amendments[0].Author != "Jane, John" {
		t.Errorf("%+v", v.Amendments)
	}
}

func TestSendTwiceHasOneEffect(t *testing.T) {
	s := scene(t)
	p := edited(paper.Span{Text: "States "}, del("Jane", "should"), ins("Jane", "shall not ever"), paper.Span{Text: " refrain from any activity that harms others."})
	w := intake.Wish{Actor: "norland", Sender: "norland"}
	v := prepare(t, s, p, w)
	do := table(s)
	for range 2 {
		sent, err := v.Send(t.Context(), do)
		if err != nil || len(sent) != 1 || sent[0].Amendment != "a1" {
			t.Fatal(sent, err)
		}
	}
	if n := len(s.Document.Amendments); n != 1 {
		t.Errorf("%d amendments", n)
	}
	if again := prepare(t, s, p, w); again.Count(intake.Tabled) != 1 || again.Amendments[0].Tabled != "a1" {
		t.Errorf("%+v", again.Amendments)
	}
}

// TestAmendmentToWhatIsOnTheTable: a delegation edits the words of another one's proposal in a file that shows it.
func TestAmendmentToWhatIsOnTheTable(t *testing.T) {
	s := scene(t)
	tail := paper.Span{Text: " refrain from any activity that harms others."}
	first := prepare(t, s, edited(paper.Span{Text: "States "}, del("Norway", "should"), ins("Norway", "shall in all cases"), tail), intake.Wish{Actor: "norway", Sender: "norway"})
	if _, err := first.Send(t.Context(), table(s)); err != nil {
		t.Fatal(err)
	}
	p := edited(paper.Span{Text: "States "}, del("Norway", "should"), ins("Norway", "shall in "), paper.Span{Text: "all", Inserted: &paper.Change{By: "Norway"}, Deleted: &paper.Change{By: "Norland’s pen"}},
		ins("Norland’s pen", "most"), ins("Norway", " cases"), tail)
	v := prepare(t, s, p, intake.Wish{Actor: "norland", Sender: "norland"})
	if got, want := fates(v), "1 Norway tabled\n2 norland proposed\n"; got != want {
		t.Fatalf("got\n%swant\n%s", got, want)
	}
	if _, err := v.Send(t.Context(), table(s)); err != nil {
		t.Fatal(err)
	}
	if a := s.Document.Amendments[1]; a.Proposal.Amends != "a1" || a.Attribution.By != "norland" || a.Proposal.Words != "most" {
		t.Errorf("%+v", a)
	}
}

func TestWhatIsNotOnesOwnIsNotProposed(t *testing.T) {
	s := scene(t)
	p := edited(paper.Span{Text: "States "}, del("Sweden", "should"), ins("Sweden", "shall"), paper.Span{Text: " refrain from any activity that harms others."})
	if got, want := fates(prepare(t, s, p, intake.Wish{Actor: "norland", Sender: "norland"})), "1 Sweden others\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	v := prepare(t, s, p, intake.Wish{Actor: "chair", Sender: "chair"})
	if got, want := fates(v), "1 Sweden proposed\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if _, err := v.Send(t.Context(), table(s)); err != nil || s.Document.Amendments[0].Attribution.By != "sweden" {
		t.Errorf("%v %+v", err, s.Document.Amendments)
	}
}

func TestRefusals(t *testing.T) {
	s := scene(t)
	p := edited(paper.Span{Text: "States should refrain from any activity that harms others."})
	for _, c := range []struct {
		name string
		file intake.File
		wish intake.Wish
		want error
	}{
		{"a file of which characters are lost", intake.File{Characters: 10, Accounted: 9}, intake.Wish{Actor: "norland", Sender: "norland"}, intake.ErrLost},
		{"a file of another delegation", intake.File{}, intake.Wish{Actor: "norway", Sender: "norland"}, intake.ErrActor},
		{"an author for nobody", intake.File{}, intake.Wish{Actor: "norland", Sender: "norland", Authors: map[string]string{"Jane": "Atlantis"}}, intake.ErrParty},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := intake.Prepare(s, p, c.file, c.wish); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

// TestPreviewIsItsDigest holds that the same preview has the same digest, and another one another.
func TestPreviewIsItsDigest(t *testing.T) {
	s := scene(t)
	w := intake.Wish{Actor: "norland", Sender: "norland"}
	p := edited(paper.Span{Text: "States "}, del("Jane", "should"), ins("Jane", "shall"), paper.Span{Text: " refrain from any activity that harms others."})
	v := prepare(t, s, p, w)
	s.At = s.At.Add(time.Hour)
	if v.Digest() != prepare(t, s, p, w).Digest() {
		t.Error("time alone changes the digest")
	}
	w.Untracked = true
	q := edited(paper.Span{Text: "States "}, del("Jane", "should"), ins("Jane", "must"), paper.Span{Text: " refrain from any activity that harms others."})
	if v.Digest() == prepare(t, s, q, w).Digest() {
		t.Error("other words have the same digest")
	}
	if _, err := json.Marshal(v); err != nil {
		t.Error(err)
	}
}
