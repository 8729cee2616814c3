//go:build linux

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"time"

	"adref/pkg/api"
)

// heard is what a subscriber has got, in order.
type heard struct {
	who string

	mu   sync.Mutex
	ids  []string
	last string // position, for the next attempt
}

func (h *heard) add(id, position string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ids = append(h.ids, id)
	h.last = position
}

func (h *heard) at() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.last
}

func (h *heard) all() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]string{}, h.ids...)
}

// watch subscribes over NATS and comes back whenever the subscription ends.
func (h *heard) watch(ctx context.Context, c *api.Client, f api.Filter) {
	var since uint64
	for ctx.Err() == nil {
		_ = c.Watch(ctx, f, since, func(e api.PublicEvent) error { // it is asked again, whatever ended it
			since = e.Sequence
			h.add(e.ID, "")
			return nil
		})
		wait(ctx, 200*time.Millisecond)
	}
}

// listen subscribes to the gateway's stream and comes back with the position of the last event, as a browser does.
func (h *heard) listen(ctx context.Context, web string) {
	for ctx.Err() == nil {
		_ = h.stream(ctx, web) // it is asked again, whatever ended it
		wait(ctx, 200*time.Millisecond)
	}
}

func (h *heard) stream(ctx context.Context, web string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, web+"/events?since=0", nil)
	if err != nil {
		return err
	}
	if at := h.at(); at != "" {
		req.Header.Set("Last-Event-ID", at)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	lines.Buffer(nil, 16<<20)
	position := ""
	for lines.Scan() {
		if id, ok := strings.CutPrefix(lines.Text(), "id: "); ok {
			position = id
		}
		if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
			var e api.PublicEvent
			if err := json.Unmarshal([]byte(data), &e); err != nil {
				return err
			}
			h.add(e.ID, position)
		}
	}
	return lines.Err()
}
