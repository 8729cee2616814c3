package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"adref/pkg/amendment"
	"adref/pkg/history"
	"adref/pkg/view"
)

// AmendmentFate is an amendment and what became of it.
type AmendmentFate struct {
	amendment.Amendment
	Fate   *history.Fate   `json:"fate,omitempty" doc:"What the text shows of it, where the differ has said so."`
	Rebase *history.Rebase `json:"rebase,omitempty" doc:"An open one put to the newest text, where that was tabled after it."`
}

// outcome is what the differ says of an amendment.
type outcome struct {
	fate   history.Fate
	rebase *history.Rebase
}

// outcomes are what the differ says of the amendments to a document, by their IDs; empty where it has said nothing yet.
func (g *gateway) outcomes(ctx context.Context, d documentState) (map[string]outcome, error) {
	if len(d.Amendments) == 0 {
		return nil, nil
	}
	e, err := g.views[differ].Get(ctx, d.Process.Code+"."+d.Code+".history")
	if errors.Is(err, view.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return g.known.outcomes(e)
}

// withFates joins the amendments with what became of them.
func withFates(amendments []amendment.Amendment, known map[string]outcome) []AmendmentFate {
	out := []AmendmentFate{}
	for _, a := range amendments {
		f := AmendmentFate{Amendment: a}
		if o, ok := known[a.ID]; ok {
			o.fate.Amendment = a // the index may know more than the differ did
			f.Fate = &o.fate
			if isOpen(a) {
				f.Rebase = o.rebase
			}
		}
		out = append(out, f)
	}
	return out
}

// knownOutcomes keeps those that were decoded last, because a history may be large. It may be used from several goroutines.
type knownOutcomes struct {
	mu    sync.Mutex
	byKey map[string]decoded
}

type decoded struct {
	seq      uint64
	outcomes map[string]outcome
}

// maxKnown bounds the documents of which the outcomes are kept.
const maxKnown = 64

func (k *knownOutcomes) outcomes(e view.Entry) (map[string]outcome, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if have, ok := k.byKey[e.Key]; ok && have.seq == e.Seq {
		return have.outcomes, nil
	}
	var h struct {
		Fates   []history.Fate   `json:"fates"`
		Rebases []history.Rebase `json:"rebases"`
	}
	if err := json.Unmarshal(e.Frame(), &h); err != nil {
		return nil, fmt.Errorf("%s: %w", e.Key, err)
	}
	all := make(map[string]outcome, len(h.Fates))
	for _, f := range h.Fates {
		all[f.Amendment.ID] = outcome{fate: f}
	}
	for i, r := range h.Rebases {
		o := all[r.Amendment]
		o.rebase = &h.Rebases[i]
		all[r.Amendment] = o
	}
	keep(k.byKey, e.Key, decoded{e.Seq, all}, maxKnown)
	return all, nil
}
