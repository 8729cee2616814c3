package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"adref/pkg/api"
	"adref/pkg/blob"
	"adref/pkg/convert"
	"adref/pkg/delegation"
	"adref/pkg/engine"
	"adref/pkg/intake"
	"adref/pkg/negotiation"
	"adref/pkg/paper"
	"adref/pkg/text"
)

// readTime is how long a file may take to be read: one of LibreOffice's is converted first.
const readTime = 60 * time.Second

// HandedIn says which file is looked at, whose it is and how it is to be taken. What it gives depends on nothing else but the
// negotiation.
type HandedIn struct {
	Digest     string            `json:"digest" doc:"SHA-256 of the file, as the upload answered it."`
	Name       string            `json:"name" doc:"Of the file; its ending says what kind it is." example:"norland.docx"`
	Delegation string            `json:"delegation" doc:"Code of the delegation whose file it is, or chair." example:"norland"`
	Revision   string            `json:"revision,omitempty" doc:"Name or ordinal of the tabled text that it was made from, where the file does not say."`
	Authors    map[string]string `json:"authors,omitempty" doc:"For whom authors of changes write, by their names: codes or names of delegations and groups, of a joint proposal with semicolons."`
	Untracked  bool              `json:"untracked,omitempty" doc:"Propose the differences that nobody tracked, too, as the delegation's."`
	Replace    bool              `json:"replace,omitempty" doc:"Withdraw first what the delegation has open on the same paragraphs."`
}

// values are the same as the query of a page.
func (h HandedIn) values() url.Values {
	v := url.Values{}
	set := func(key, value string) {
		if value != "" {
			v.Set(key, value)
		}
	}
	set("name", h.Name)
	set("delegation", h.Delegation)
	set("revision", h.Revision)
	for _, author := range slices.Sorted(maps.Keys(h.Authors)) {
		v.Add("author", author)
		v.Add("party", h.Authors[author])
	}
	if h.Untracked {
		v.Set("untracked", "yes")
	}
	if h.Replace {
		v.Set("replace", "yes")
	}
	return v
}

// handedIn reads what values made.
func handedIn(digest string, v url.Values) HandedIn {
	h := HandedIn{
		Digest: digest, Name: v.Get("name"), Delegation: v.Get("delegation"), Revision: v.Get("revision"),
		Untracked: v.Get("untracked") != "", Replace: v.Get("replace") != "",
	}
	parties := v["party"]
	for i, author := range v["author"] {
		if i < len(parties) && strings.TrimSpace(parties[i]) != "" {
			if h.Authors == nil {
				h.Authors = map[string]string{}
			}
			h.Authors[author] = parties[i]
		}
	}
	return h
}

// keep checks that a file can be read, and keeps it. A file that was never confirmed is a blob that no event names.
func (g *gateway) keep(ctx context.Context, name string, b []byte) (digest string, err error) {
	if _, _, err := g.takeFile(ctx, name, b); err != nil {
		return "", err
	}
	return g.blobs.Put(ctx, b)
}

// takeFile reads a file.
func (g *gateway) takeFile(ctx context.Context, name string, b []byte) (paper.Paper, intake.File, error) {
	ctx, cancel := context.WithTimeout(ctx, readTime)
	defer cancel()
	p, f, err := intake.Take(ctx, name, b)
	return p, f, fileProblem(err)
}

// fileProblem is what is wrong with a file, as the API says it.
func fileProblem(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, intake.ErrTooLarge):
		return newProblem(api.TooLarge, api.Status[api.TooLarge], err.Error())
	case errors.Is(err, engine.ErrMissing), errors.Is(err, convert.ErrFormat):
		return newProblem(api.Invalid, api.Status[api.Invalid], err.Error())
	case errors.Is(err, blob.ErrNotFound), errors.Is(err, blob.ErrUnavailable), errors.Is(err, blob.ErrCorrupt), errors.Is(err, context.DeadlineExceeded):
		return err
	}
	return newProblem(api.Invalid, api.Status[api.Invalid], err.Error())
}

// kept are the bytes of the file that was handed in.
func (g *gateway) kept(ctx context.Context, h HandedIn) ([]byte, error) {
	if len(h.Digest) != 64 {
		return nil, newProblem(api.Invalid, api.Status[api.Invalid], "the digest of a file is its SHA-256 in hexadecimal")
	}
	b, err := g.blobs.Get(ctx, h.Digest)
	if err != nil {
		return nil, fmt.Errorf("file %s: %w", h.Name, err)
	}
	return b, nil
}

// preview holds a file against the tabled texts. Nothing is decided.
func (g *gateway) preview(ctx context.Context, d documentState, actor string, h HandedIn) (intake.Preview, error) {
	b, err := g.kept(ctx, h)
	if err != nil {
		return intake.Preview{}, err
	}
	p, f, err := g.takeFile(ctx, h.Name, b)
	if err != nil {
		return intake.Preview{}, err
	}
	for _, code := range []string{actor, h.Delegation} {
		if err := delegation.CheckCode(code); err != nil {
			return intake.Preview{}, err
		}
	}
	texts := make([]text.Document, len(d.Revisions))
	for i := range d.Revisions {
		if texts[i], err = g.texts.revision(ctx, d, i+1); err != nil {
			return intake.Preview{}, err
		}
	}
	s := intake.Scene{Process: d.Process.Process, Document: d.Document, ProcessCode: d.Process.Code, DocumentCode: d.Code, At: g.now()}
	if err := s.Find(p, texts, h.Revision); err != nil {
		return intake.Preview{}, fileProblem(err)
	}
	v, err := intake.Prepare(s, p, f, intake.Wish{
		Actor: actor, Sender: h.Delegation, Authors: h.Authors, Untracked: h.Untracked, Replace: h.Replace,
	})
	return v, fileProblem(err)
}

// confirm proposes what a preview showed, if it is still what it would show.
func (g *gateway) confirm(ctx context.Context, d documentState, actor string, h HandedIn, seen string) (intake.Preview, []intake.Sent, error) {
	v, err := g.preview(ctx, d, actor, h)
	switch {
	case err != nil:
		return v, nil, err
	case seen != v.Digest() && v.Count(intake.Proposed) == 0 && v.Count(intake.Tabled) > 0:
		return v, tabled(v), nil // the same confirmation again: it has no second effect
	case seen != v.Digest():
		return v, nil, newProblem(api.Conflict, api.Status[api.Conflict], "the negotiation went on since the preview was made, and the file would now do something else: look at it again")
	case !v.Base.Certain:
		return v, nil, newProblem(api.Conflict, api.Status[api.Conflict], "the file does not say which text it was made from: say which")
	}
	sent, err := v.Send(ctx, func(ctx context.Context, id, actor string, c negotiation.Command) (api.Reply, error) {
		body, err := json.Marshal(c)
		if err != nil {
			return api.Reply{}, err
		}
		return g.client.Do(ctx, api.Request{ID: id, Actor: actor, Process: d.Process.Code, Document: d.Code, Verb: c.Verb(), Body: body})
	})
	return v, sent, err
}

// tabled is what became of the amendments of a file that are on the table already.
func tabled(v intake.Preview) []intake.Sent {
	sent := []intake.Sent{}
	for _, it := range v.Amendments {
		if it.Tabled != "" {
			sent = append(sent, intake.Sent{Key: it.Key, Amendment: it.Tabled})
		}
	}
	return sent
}

// lastSeq is the newest place in the log that the commands caused.
func lastSeq(sent []intake.Sent) uint64 {
	var seq uint64
	for _, s := range sent {
		seq = max(seq, s.Seq)
	}
	return seq
}
