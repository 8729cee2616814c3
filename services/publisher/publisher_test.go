package publisher_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"

	"adref/pkg/blob"
	"adref/pkg/compendium"
	"adref/pkg/delegation"
	"adref/pkg/event"
	"adref/pkg/eventlog"
	"adref/pkg/position"
	"adref/pkg/service"
	"adref/pkg/text"
	"adref/pkg/view"
	"adref/services/publisher"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// house is a log with its blobs and the views of a publisher.
type house struct {
	t     *testing.T
	log   *eventlog.Memory
	blobs *blob.Memory
	views *view.Memory
	heads map[string]eventlog.Commit
	at    time.Time
	seq   uint64
}

func newHouse(t *testing.T) *house {
	return &house{
		t: t, log: eventlog.NewMemory(), blobs: blob.NewMemory(), views: view.NewMemory(),
		heads: map[string]eventlog.Commit{}, at: time.Date(2026, 7, 29, 10, 0, 0, 0, time.UTC),
	}
}

// commit appends events to an aggregate, one minute after the last.
func (h *house) commit(document string, events ...event.Event) {
	h.t.Helper()
	var stored []event.Stored
	for _, e := range events {
		stored = append(stored, event.Encode(e))
	}
	h.append(document, stored)
}

func (h *house) append(document string, stored []event.Stored) {
	h.t.Helper()
	last := h.heads[document]
	h.at = h.at.Add(time.Minute)
	c := eventlog.Commit{
		Aggregate: eventlog.Aggregate{Process: "oewg", Document: document},
		Version:   last.Version + 1, Prev: last.Hash, Command: fmt.Sprintf("c%d", h.at.Unix()), Verb: "test", Actor: delegation.Chair,
		At: h.at, Schema: eventlog.Schema, Events: stored,
	}.Seal()
	r, err := h.log.Append(h.t.Context(), c)
	if err != nil {
		h.t.Fatal(err)
	}
	h.heads[document], h.seq = c, r.Seq
}

// run runs a publisher over the log until fn returns.
func (h *house) run(fn func()) {
	h.t.Helper()
	ctx, cancel := context.WithCancel(h.t.Context())
	env := service.Env{
		Log: h.log, Blobs: h.blobs, Views: func(string) view.Store { return h.views },
		Now: func() time.Time { return h.at }, Logger: slog.New(slog.NewTextHandler(io.Discard, nil)),
	}
	ready, done := make(chan struct{}), make(chan error, 1)
	go func() { done <- publisher.New().Run(ctx, env, func() { close(ready) }) }()
	<-ready
	fn()
	cancel()
	if err := <-done; err != nil {
		h.t.Errorf("the publisher ended with %v", err)
	}
}

// wait waits until the views reflect the log.
func (h *house) wait() {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(h.t.Context(), 10*time.Second)
	defer cancel()
	if err := h.views.Wait(ctx, h.seq); err != nil {
		h.t.Fatalf("waiting for seq %d: %v", h.seq, err)
	}
}

func (h *house) get(key string) []byte {
	h.t.Helper()
	e, err := h.views.Get(h.t.Context(), key)
	if err != nil {
		h.t.Fatalf("%s: %v", key, err)
	}
	return e.Value
}

func (h *house) published() (p publisher.Published, c compendium.Compendium) {
	h.t.Helper()
	if err := json.Unmarshal(h.get("oewg.report.compendium"), &p); err != nil {
		h.t.Fatal(err)
	}
	if err := json.Unmarshal(p.Compendium, &c); err != nil {
		h.t.Fatal(err)
	}
	return p, c
}

func (h *house) put(v any) string {
	h.t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		h.t.Fatal(err)
	}
	digest, err := h.blobs.Put(h.t.Context(), b)
	if err != nil {
		h.t.Fatal(err)
	}
	return digest
}

// table tables a text of numbered paragraphs.
func (h *house) table(n int, name string, ids ...string) {
	h.t.Helper()
	d := text.Document{Language: "en"}
	e := &event.RevisionTabled{Revision: n, Name: name, Symbol: "A/AC.311/2026/CRP.1/" + name, Language: "en", Format: "text"}
	for i, id := range ids {
		b := text.Block{Label: fmt.Sprint(i + 1), Cite: fmt.Sprint(i + 1), Kind: text.Paragraph, Text: "Words of " + id + " in every revision."}
		d.Blocks = append(d.Blocks, b)
		e.Blocks = append(e.Blocks, event.Block{ID: id, Label: b.Label, Cite: b.Cite, Kind: b.Kind, Digest: b.Digest()})
	}
	e.Text = h.put(d)
	h.commit("report", e)
}

// negotiate brings the report to its adoption.
func (h *house) negotiate() {
	h.t.Helper()
	h.commit(eventlog.Record, &event.ProcessOpened{Title: "Sample", Body: "Open-ended working group"})
	for code, name := range map[string]string{"norland": "Norland"} {
		h.commit(eventlog.Record, &event.DelegationAdmitted{Delegation: delegation.Delegation{Code: code, Names: map[string]string{"en": name}}})
	}
	h.commit("report", &event.DocumentOpened{Title: "Annual report"})
	h.table(1, "Rev.1", "p1", "p2", "p3")
	h.table(2, "Rev.2", "p1", "p3")
}

func (h *house) explain(id, by, words string) {
	h.t.Helper()
	h.commit(eventlog.Record, &event.ExplanationReceived{Explanation: position.Explanation{
		ID: id, Document: "report", Attribution: delegation.Attribution{By: by}, Kind: position.Explains, Language: "en", Text: words, At: h.at,
	}})
}

// issue issues the compendium as it is now.
func (h *house) issue(edition int, symbol string) string {
	h.t.Helper()
	h.wait()
	p, c := h.published()
	h.commit(eventlog.Record, &event.CompendiumIssued{
		Document: "report", Symbol: symbol, Edition: edition, Digest: p.Digest, Explanations: c.Explanations,
	})
	h.wait()
	return p.Digest
}

// play is a negotiation with two editions of the compendium.
func (h *house) play() {
	h.t.Helper()
	h.negotiate()
	h.explain("e1", "norland", "We regret paragraph 3.")
	h.commit("report", &event.TextAdopted{Revision: 2, How: "by consensus"})
	h.explain("e2", "estmark", "We welcome “Words of p3”.")
	h.issue(0, "A/AC.311/2026/INF.4")
	h.commit(eventlog.Record, &event.DelegationAdmitted{Delegation: delegation.Delegation{Code: "estmark", Names: map[string]string{"en": "Republic of Estmark"}}})
	h.explain("e3", "norland", "Once more: paragraph 2.")
	h.issue(1, "")
}

// in is the compendium in a language, as it would be issued now, and its page.
func (h *house) in(language string) (p publisher.Published, c compendium.Compendium, page string) {
	h.t.Helper()
	key := "oewg.report.compendium." + language
	if err := json.Unmarshal(h.get(key), &p); err != nil {
		h.t.Fatal(err)
	}
	if err := json.Unmarshal(p.Compendium, &c); err != nil {
		h.t.Fatal(err)
	}
	return p, c, string(h.get(key + "-html"))
}

// An edition can be issued in any official language; the same explanations in another language are the same edition, under one
// symbol, and not new in it.
func TestEditionsInSeveralLanguages(t *testing.T) {
	h := newHouse(t)
	h.run(func() {
		h.negotiate()
		h.explain("e1", "norland", "We regret paragraph 3.")
		h.commit("report", &event.TextAdopted{Revision: 2, How: "by consensus"})
		h.issue(0, "A/AC.311/2026/INF.4")
		h.explain("e2", "estmark", "We welcome “Words of p3”.")
		h.issue(1, "")
		for language, word := range map[string]string{"ar": "إضافة 1", "es": "Adición 1", "fr": "Additif 1", "ru": "Добавление 1", "zh": "增编1"} {
			_, c, page := h.in(language)
			if c.Language != language || len(c.Sections) != 2 || !strings.Contains(page, word) || !strings.Contains(page, `lang="`+language+`"`) {
				t.Errorf("%s: %+v", language, c)
			}
		}
		p, c, page := h.in("fr")
		if !strings.Contains(page, "Projet non publié") || !strings.Contains(page, "nouveau dans le présent additif") {
			t.Error("the French page is not the draft of the addendum")
		}
		h.commit(eventlog.Record, &event.CompendiumIssued{
			Document: "report", Edition: 2, Addendum: 1, Language: "fr", Symbol: "A/AC.311/2026/INF.4/Add.1", Digest: p.Digest, Explanations: c.Explanations,
		})
		h.wait()
		frozen := string(h.get("oewg.report.edition-2-html"))
		_, _, standing := h.in("fr")
		if frozen != standing || strings.Contains(frozen, "Projet") || !strings.Contains(frozen, "A/AC.311/2026/INF.4/Add.1") {
			t.Error("the French edition is not what the French compendium stands as")
		}
		if n := strings.Count(frozen, "nouveau dans le présent additif"); n == 0 || n != strings.Count(string(h.get("oewg.report.edition-1-html")), "new in this addendum") {
			t.Errorf("%d marks of what is new, not as many as in English", n)
		}
		if page := string(h.get("oewg.report.compendium-html")); strings.Contains(page, "Draft") {
			t.Error("the English one that is issued is a draft again")
		}
	})
}

func TestCompendiumFollowsTheLog(t *testing.T) {
	h := newHouse(t)
	h.run(func() {
		h.negotiate()
		h.wait()
		if _, err := h.views.Get(t.Context(), "oewg.report.compendium"); !errors.Is(err, view.ErrNotFound) {
			t.Errorf("a text that has not been adopted has a compendium: %v", err)
		}
		h.explain("e1", "norland", "We regret paragraph 3.")
		h.commit("report", &event.TextAdopted{Revision: 2, How: "by consensus"})
		h.wait()
		p, c := h.published()
		if len(c.Sections) != 1 || c.Sections[0].Delegation != "Norland" || c.Body != "Open-ended working group" || !c.Date.Equal(h.at) {
			t.Errorf("compendium: %+v", c)
		}
		want := []compendium.Reference{{As: "paragraph 3", Paragraph: "p3", Cite: "3", Words: "Words of p3 in every revision.",
			Revision: 1, In: "Rev.1", Now: "2", Flag: compendium.EarlierRevision, Span: text.Span{Start: 10, End: 21}}}
		if d := cmp.Diff(want, c.Sections[0].References); d != "" {
			t.Errorf("references (-want +got):\n%s", d)
		}
		b, err := h.blobs.Get(t.Context(), p.Digest)
		if err != nil {
			t.Fatal(err)
		}
		if frozen, err := compendium.Parse(b); err != nil || frozen.Digest() != p.Digest || c.Digest() != p.Digest {
			t.Errorf("the blob is not the compendium shown: %v", err)
		}
		if page := string(h.get("oewg.report.compendium-html")); !strings.Contains(page, "Draft: not issued") {
			t.Error("the page does not say that it is a draft")
		}
	})
}

func TestEditionsNeverChange(t *testing.T) {
	h := newHouse(t)
	h.run(func() {
		h.play()
		p, _ := h.published()
		if len(p.Editions) != 2 || p.Editions[1].Symbol != "A/AC.311/2026/INF.4/Add.1" {
			t.Fatalf("editions: %+v", p.Editions)
		}
		for i, e := range p.Editions {
			key := fmt.Sprintf("oewg.report.edition-%d", i)
			if text.Digest(string(h.get(key))) != e.Digest {
				t.Errorf("%s is not what its digest names", key)
			}
			for _, form := range []string{"-html", "-md"} {
				if !bytes.Contains(h.get(key+form), []byte(strings.ReplaceAll(e.Symbol, "_", `\_`))) {
					t.Errorf("%s does not bear the symbol %s", key+form, e.Symbol)
				}
			}
		}
		original, addendum := string(h.get("oewg.report.edition-0-html")), string(h.get("oewg.report.edition-1-html"))
		if strings.Contains(original, "Republic of Estmark") || !strings.Contains(addendum, "Republic of Estmark") {
			t.Error("a name that was corrected later belongs into the addendum only")
		}
		if strings.Contains(original, "new in this addendum") || !strings.Contains(addendum, "new in this addendum") || !strings.Contains(addendum, "Addendum 1") {
			t.Error("the addendum marks what is new, the original nothing")
		}
		if page := string(h.get("oewg.report.compendium-html")); page != addendum {
			t.Error("the compendium that has just been issued is still shown as a draft")
		}
	})
}

// What corrects an explanation that an edition holds, or takes it back, appears in the next one, a corrigendum; those issued stay.
func TestACorrigendumFollowsACorrection(t *testing.T) {
	h := newHouse(t)
	h.run(func() {
		h.play()
		before := h.all()
		e := position.Explanation{
			ID: "e4", Corrects: "e2", CorrectedAt: h.at, Document: "report", Attribution: delegation.Attribution{By: "estmark"},
			Kind: position.Explains, Language: "en", Text: "We welcome paragraph 2.", At: h.at.Add(-time.Hour),
		}
		h.commit(eventlog.Record, &event.ExplanationCorrected{Explanation: e})
		h.commit(eventlog.Record, &event.ExplanationWithdrawn{Document: "report", Explanation: "e3"})
		h.wait()
		if page := string(h.get("oewg.report.compendium-html")); !strings.Contains(page, "Corrigendum 1") || !strings.Contains(page, "Draft: not issued") {
			t.Error("the page does not say that it is the draft of a corrigendum")
		}
		p, c := h.published()
		h.commit(eventlog.Record, &event.CompendiumIssued{
			Document: "report", Edition: 2, Corrigendum: 1, Languages: []string{"en"}, Digest: p.Digest, Explanations: c.Explanations,
		})
		h.wait()
		p, c = h.published()
		if len(c.Sections) != 2 || c.Explanations[1] != "e4" || p.Editions[2].Symbol != "A/AC.311/2026/INF.4/Corr.1" {
			t.Errorf("explanations %v, editions %+v", c.Explanations, p.Editions)
		}
		page := string(h.get("oewg.report.edition-2-html"))
		for _, want := range []string{
			"Corrigendum 1", "changed by this corrigendum", "We welcome", "corrected on 29 July 2026",
			`<h2 id="changes">Changes made by this corrigendum</h2>`, `<li><a href="#e4">`, " · withdrawn on 29 July 2026</li>",
		} {
			if !strings.Contains(page, want) {
				t.Errorf("the corrigendum does not say “%s”", want)
			}
		}
		if n := strings.Count(page, "<li><a href=\"#e4\">") + strings.Count(page, "withdrawn on"); n != 2 {
			t.Errorf("%d changes are listed, want one correction and one withdrawal", n)
		}
		if current := string(h.get("oewg.report.compendium-html")); current != page {
			t.Error("the corrigendum that has just been issued is shown otherwise than the edition")
		}
		for key, e := range before {
			if strings.Contains(key, "edition-") && string(h.get(key)) != string(e.Value) {
				t.Errorf("%s changed", key)
			}
		}
	})
}

// TestRebuild: the views that grew commit by commit are those that are made from the whole log at once.
func TestRebuild(t *testing.T) {
	h := newHouse(t)
	h.run(h.play)
	live := h.all()
	h.views = view.NewMemory()
	h.run(h.wait)
	if d := cmp.Diff(live, h.all()); d != "" {
		t.Errorf("rebuilt views (-live +rebuilt):\n%s", d)
	}
	// Another publisher on the same views finds them current and changes nothing.
	h.run(h.wait)
	if d := cmp.Diff(live, h.all()); d != "" {
		t.Errorf("views after a restart (-live +now):\n%s", d)
	}
}

func (h *house) all() map[string]view.Entry {
	h.t.Helper()
	keys, err := h.views.Keys(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	all := map[string]view.Entry{}
	for _, k := range keys {
		if all[k], err = h.views.Get(h.t.Context(), k); err != nil {
			h.t.Fatal(err)
		}
	}
	return all
}

func TestAnEventThatCannotBeReadStopsThePublisher(t *testing.T) {
	for name, poison := range map[string]event.Stored{
		"unknown kind": {Kind: "explanation.sung", Schema: 1, Data: json.RawMessage(`{}`)},
		"newer schema": {Kind: "explanation.received", Schema: 99, Data: json.RawMessage(`{}`)},
		"other shape":  {Kind: "explanation.received", Schema: 1, Data: json.RawMessage(`{"explanation":7}`)},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t)
			h.negotiate()
			h.append(eventlog.Record, []event.Stored{poison})
			env := service.Env{Log: h.log, Blobs: h.blobs, Views: func(string) view.Store { return h.views }}
			err := publisher.New().Run(t.Context(), env, func() {})
			if !errors.Is(err, eventlog.ErrBroken) || !strings.Contains(err.Error(), "oewg/_record version 3") || !strings.Contains(err.Error(), poison.Kind) {
				t.Errorf("error: %v", err)
			}
		})
	}
}

func TestAnEditionWithoutItsBlobStopsThePublisher(t *testing.T) {
	h := newHouse(t)
	h.negotiate()
	h.explain("e1", "norland", "Words.")
	h.commit("report", &event.TextAdopted{Revision: 2, How: "by consensus"})
	h.commit(eventlog.Record, &event.CompendiumIssued{Document: "report", Digest: text.Digest("nothing"), Explanations: []string{"e1"}})
	env := service.Env{Log: h.log, Blobs: h.blobs, Views: func(string) view.Store { return h.views }}
	if err := publisher.New().Run(t.Context(), env, func() {}); !errors.Is(err, blob.ErrNotFound) || !strings.Contains(err.Error(), "edition 0") {
		t.Errorf("error: %v", err)
	}
}
