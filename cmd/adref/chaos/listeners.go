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

	mu     sync.Mutex
	ids    []string // since the public stream was filled the last time
	newest api.PublicEvent
	filled int    // how often the stream began again
	last   string // position, for the next attempt
}

// add takes the next event. One that is not after the one before it in the log is heard because the stream lost events and is
// filled again: the counting begins again, too, and in the end all of it must have come in order.
func (h *heard) add(e api.PublicEvent, position string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.ids) > 0 && !e.After(h.newest) {
		h.ids = nil
		h.filled++
	}
	h.ids = append(h.ids, e.ID)
	h.newest, h.last = e, position
}

// times is how often the stream began again.
func (h *heard) times() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.filled
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
			h.add(e, "")
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
			h.add(e, position)
		}
	}
	return lines.Err()
}
