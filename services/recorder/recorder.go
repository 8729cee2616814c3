// Package recorder is the write side of the record of a process: who takes part under which rules, explanations of position,
// editions of the compendium.
package recorder

import (
	"context"
	"errors"

	"adref/pkg/blob"
	"adref/pkg/compendium"
	"adref/pkg/negotiation"
	"adref/pkg/service"
)

// Service is the recorder.
type Service struct{}

// New is a recorder.
func New() Service { return Service{} }

// Name is "recorder".
func (Service) Name() string { return "recorder" }

// Run serves the commands of processes.
func (s Service) Run(ctx context.Context, env service.Env, ready func()) error {
	r := recorder{blobs: env.Blobs}
	return service.NewWriter(s.Name(), negotiation.OfProcess, env, r.prepare).Serve(ctx, ready)
}

// recorder looks up what the commands of a process need.
type recorder struct{ blobs blob.Store }

// prepare fills in what the roster knows, and reads the compendium that is to be issued: what is frozen is what the chair's office
// saw, by its digest.
func (s recorder) prepare(ctx context.Context, loader *service.Loader, _ *negotiation.Document, r *negotiation.Request) error {
	c, ok := r.Command.(*negotiation.IssueCompendium)
	if !ok {
		return name(ctx, loader, r)
	}
	b, err := s.blobs.Get(ctx, c.Digest)
	if errors.Is(err, blob.ErrNotFound) {
		return nil // Decide says what is missing
	}
	if err != nil {
		return err
	}
	edition, err := compendium.Parse(b)
	if err != nil {
		return nil // some other blob: Decide says that no compendium has this digest
	}
	r.Facts.Edition = &negotiation.Edition{Document: edition.Document, Language: edition.Language, Explanations: edition.Explanations}
	return nil
}
