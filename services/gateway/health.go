package gateway

import (
	"context"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"adref/pkg/api"
	"adref/pkg/eventlog"
)

// Health says that the gateway works.
type Health struct {
	Status string `json:"status" example:"ok"`
}

func (g *gateway) registerHealth(a huma.API) {
	huma.Register(a, huma.Operation{
		Method: http.MethodGet, Path: "/healthz", OperationID: "get-health", Tags: []string{"system"},
		Summary: "Whether the process runs", Responses: refusals(a, api.Internal),
	}, func(context.Context, *struct{}) (*answer[Health], error) {
		return &answer[Health]{g.index.at(), Health{"ok"}}, nil
	})
	huma.Register(a, huma.Operation{
		Method: http.MethodGet, Path: "/readyz", OperationID: "get-readiness", Tags: []string{"system"},
		Summary: "Whether it can answer", Description: "The bus is connected and the index has read the log; else it says what is wrong.",
		Responses: refusals(a, api.Unavailable),
	}, func(context.Context, *struct{}) (*answer[Health], error) {
		if err := g.health(); err != nil {
			p := problem(err)
			return nil, newProblem(p.Code, http.StatusServiceUnavailable, p.Detail)
		}
		return &answer[Health]{g.index.at(), Health{"ok"}}, nil
	})
}

func (g *gateway) health() error {
	if err := g.index.health(); err != nil {
		return err
	}
	if !g.conn.NC.IsConnected() {
		return fmt.Errorf("not connected to the NATS server: %w", eventlog.ErrUnavailable)
	}
	return nil
}
