package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"adref/pkg/amendment"
	"adref/pkg/history"
	"adref/pkg/provenance"
	"adref/pkg/text"
	"adref/pkg/view"
)

// WordsOrigin is words of a paragraph and where they come from.
type WordsOrigin struct {
	Text     string               `json:"text"`
	Revision int                  `json:"revision" doc:"Ordinal of the revision in which they entered."`
	Name     string               `json:"name" doc:"Of that revision."`
	Absent   []provenance.Absence `json:"absent,omitempty" doc:"When they were out of the text, as ordinals of revisions."`
	AlsoIn   []WordsAlsoIn        `json:"alsoIn,omitempty" doc:"Earlier amendments in which these words also stand. It says nothing of why they are in the text."`
}

// WordsAlsoIn is an amendment in which words of the text also stand.
type WordsAlsoIn struct {
	history.Overlap
	Sponsors []string `json:"sponsors" doc:"Codes, the proposer first."`
}

// origins are where the words of the newest version of a paragraph come from; empty where the differ has not said so yet.
func (g *gateway) origins(ctx context.Context, d documentState, p Paragraph, b text.Block) ([]WordsOrigin, error) {
	out := []WordsOrigin{}
	if len(p.Versions) == 0 {
		return out, nil
	}
	key := fmt.Sprintf("%s.%s.provenance-%d", d.Process.Code, d.Code, p.Versions[len(p.Versions)-1].Revision)
	e, err := g.views[differ].Get(ctx, key)
	if errors.Is(err, view.ErrNotFound) {
		return out, nil
	}
	if err != nil {
		return nil, err
	}
	var whole history.Provenance
	if err := json.Unmarshal(e.Value, &whole); err != nil {
		return nil, fmt.Errorf("%s: %w", key, err)
	}
	for _, o := range history.WithAmendments(whole.In(b), p.ID, d.Amendments) {
		if o.Revision > len(d.Revisions) {
			return []WordsOrigin{}, nil // of a text that is not known here yet
		}
		w := WordsOrigin{Text: o.Text, Revision: o.Revision, Name: d.Revisions[o.Revision-1].Name, Absent: o.Absent}
		for _, x := range o.AlsoIn {
			i := slices.IndexFunc(d.Amendments, func(a amendment.Amendment) bool { return a.ID == x.Amendment })
			w.AlsoIn = append(w.AlsoIn, WordsAlsoIn{x, d.Amendments[i].Sponsors})
		}
		out = append(out, w)
	}
	return out, nil
}

// originLine is words and where they come from, in words.
type originLine struct {
	Words, Entered string
	Later          bool // than the first revision
	Out            []string
	AlsoIn         []string
}

// origins are lines for words that have a letter or a digit; a mark of its own goes with the words before it.
func (w words) origins(all []WordsOrigin) []originLine {
	var out []originLine
	for _, o := range all {
		if text.CountWords(o.Text) == 0 {
			if n := len(out); n > 0 {
				out[n-1].Words += o.Text
			}
			continue
		}
		line := originLine{Words: o.Text, Entered: o.Name, Later: o.Revision > 1}
		for _, a := range o.Absent {
			line.Out = append(line.Out, fmt.Sprintf("out in %s, back in %s", w.revision(a.Out), w.revision(a.Back)))
		}
		for _, x := range o.AlsoIn {
			of := fmt.Sprintf("%.0f %% of these words", 100*x.Share)
			if x.Share == 1 {
				of = "these words"
			}
			line.AlsoIn = append(line.AlsoIn, fmt.Sprintf("%s also stand in amendment %s of %s", of, x.Amendment, w.names(x.Sponsors)))
		}
		out = append(out, line)
	}
	return out
}
