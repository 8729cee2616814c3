// Package drafter is the write side of a document: revisions, amendments, brackets, positions, silence, adoption.
package drafter

import (
	"context"
	"encoding/json"
	"fmt"

	"adref/pkg/amendment"
	"adref/pkg/blob"
	"adref/pkg/diff"
	"adref/pkg/markup"
	"adref/pkg/negotiation"
	"adref/pkg/service"
	"adref/pkg/text"
)

// Service is the drafter.
type Service struct{}

// New is a drafter.
func New() Service { return Service{} }

// Name is "drafter".
func (Service) Name() string { return "drafter" }

// Run serves the commands of documents.
func (Service) Run(ctx context.Context, env service.Env, ready func()) error {
	return Writer(env).Serve(ctx, ready)
}

// Writer decides the commands of documents without a bus.
func Writer(env service.Env) *service.Writer {
	d := drafter{blobs: env.Blobs}
	return service.NewWriter(Service{}.Name(), negotiation.OfDocument, env, d.prepare)
}

// drafter looks up what the commands of a document need.
type drafter struct{ blobs blob.Store }

func (s drafter) prepare(ctx context.Context, l *service.Loader, d *negotiation.Document, r *negotiation.Request) error {
	switch c := r.Command.(type) {
	case *negotiation.TableRevision:
		return s.table(ctx, l, d, r, c)
	case *negotiation.ProposeAmendment:
		if err := s.kept(ctx, c.Source); err != nil {
			return err
		}
		return s.quoted(ctx, l, d, r)
	case *negotiation.AmendAmendment, *negotiation.ReintroduceAmendment, *negotiation.DisposeAmendment,
		*negotiation.BracketText, *negotiation.RecordPosition, *negotiation.AgreeParagraph, *negotiation.CorrectText,
		*negotiation.DeclareAlternatives, *negotiation.AttributeBracket:
		return s.quoted(ctx, l, d, r)
	case *negotiation.AdoptText:
		return s.amend(ctx, l, d, r, c)
	}
	return nil
}

// quoted looks up the texts that a command quotes: the current one, and an earlier one where it is anchored there. Where there
// is no text, Decide says so.
func (s drafter) quoted(ctx context.Context, l *service.Loader, d *negotiation.Document, r *negotiation.Request) error {
	if len(d.Revisions) == 0 {
		return nil
	}
	current, err := l.Revision(ctx, d, len(d.Revisions))
	if err != nil {
		return err
	}
	r.Facts.Text = &current
	if n := d.Earlier(r.Command); n > 0 {
		earlier, err := l.Revision(ctx, d, n)
		if err != nil {
			return err
		}
		r.Facts.Earlier = &earlier
	}
	return nil
}

// kept says whether the file is kept that an amendment was read out of: an event names no blob that is not there.
func (s drafter) kept(ctx context.Context, source amendment.Source) error {
	if source == (amendment.Source{}) {
		return nil
	}
	if _, err := s.blobs.Get(ctx, source.Digest); err != nil {
		return fmt.Errorf("file %s: %w", source.Name, err)
	}
	return nil
}

// amend makes the text as orally amended, where it is adopted so, and keeps it as blobs. What cannot be made, Decide refuses.
func (s drafter) amend(ctx context.Context, l *service.Loader, d *negotiation.Document, r *negotiation.Request, c *negotiation.AdoptText) error {
	if len(c.Amendments) == 0 {
		return nil
	}
	if err := s.quoted(ctx, l, d, r); err != nil {
		return err
	}
	made, err := d.OrallyAmended(*r, d.Proposals(c))
	if err != nil {
		return nil
	}
	if made.Source, err = s.blobs.Put(ctx, []byte(made.Document.String())); err != nil {
		return err
	}
	parsed, err := json.Marshal(made.Document)
	if err != nil {
		return fmt.Errorf("text as orally amended: %w", err)
	}
	if made.Text, err = s.blobs.Put(ctx, parsed); err != nil {
		return err
	}
	r.Facts.Tabled = &made
	return nil
}

// table parses the text that is tabled, proposes the identities of its blocks and keeps both as blobs.
func (s drafter) table(ctx context.Context, l *service.Loader, d *negotiation.Document, r *negotiation.Request, c *negotiation.TableRevision) error {
	format := markup.Format(c.Format)
	if format != markup.Plain && format != markup.Markdown {
		return fmt.Errorf("%s: format %q (it is %q or %q): %w", c.Name, format, markup.Plain, markup.Markdown, negotiation.ErrUnknown)
	}
	source, err := s.source(ctx, c)
	if err != nil {
		return err
	}
	t, err := markup.Parse(source, format)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Name, err)
	}
	t.Language = c.Language
	var before text.Document
	if n := len(d.Revisions); n > 0 {
		if before, err = l.Revision(ctx, d, n); err != nil {
			return err
		}
	}
	t = diff.Identify(before, t, d.Fresh())
	r.Facts.Tabled = &negotiation.Tabled{Document: t, Algorithm: diff.Algorithm}
	if r.Facts.Tabled.Source, err = s.blobs.Put(ctx, source); err != nil {
		return err
	}
	parsed, err := json.Marshal(t)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Name, err)
	}
	r.Facts.Tabled.Text, err = s.blobs.Put(ctx, parsed)
	return err
}

// source is the bytes of a revision, from the command or from the blob that it names.
func (s drafter) source(ctx context.Context, c *negotiation.TableRevision) ([]byte, error) {
	if c.Source != "" && c.Content == "" {
		b, err := s.blobs.Get(ctx, c.Source)
		if err != nil {
			return nil, fmt.Errorf("source of %s: %w", c.Name, err)
		}
		return b, nil
	}
	return []byte(c.Content), nil
}
