// Package service is the runtime of a service: what it is given and how it is run.
package service

import (
	"context"
	"log/slog"
	"time"

	"adref/pkg/blob"
	"adref/pkg/bus"
	"adref/pkg/eventlog"
	"adref/pkg/view"
)

// Env is what a service is given. All of it may be used from several goroutines.
type Env struct {
	Log   eventlog.Log
	Blobs blob.Store
	// Views is the store of a service by its name; a service writes only its own.
	Views  func(service string) view.Store
	Bus    *bus.Conn
	Now    func() time.Time // the clock
	Logger *slog.Logger
	// HTTP is the address that the gateway listens on, "127.0.0.1:8080"; port 0 is a free one.
	HTTP string
	// Template is the path of a Word document or template of the chair's office, whose styles, headers and page the gateway gives to
	// the Word documents that it makes; "" for the built-in look.
	Template string
}

// Service is a part of adref that runs on its own.
type Service interface {
	// Name is the name on the command line, in views and in durable consumers.
	Name() string
	// Run serves until the context ends; then it returns nil when all that it started has stopped. It calls ready once, when
	// it serves. An error is one that it cannot go on after.
	Run(ctx context.Context, env Env, ready func()) error
}

// Ended is the error of a service's work, without the one that the end of its context caused.
func Ended(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}
