package timekeeper

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"adref/pkg/api"
	"adref/pkg/bus"
	"adref/pkg/delegation"
	"adref/pkg/eventlog"
	"adref/pkg/negotiation"
)

const (
	// budget bounds one request to the server, over all attempts.
	budget = 20 * time.Second
	// apart is how far the clocks of two machines may differ: for so long a refusal may mean that the deadline has not passed there.
	apart = time.Minute
	// again is when a command that could not be decided is sent again.
	again = time.Second
)

// bell rings when a deadline has passed. It may be used from several goroutines.
type bell struct {
	conn   *bus.Conn
	client *api.Client
	now    func() time.Time
	logger *slog.Logger
}

// set schedules the message of a deadline, in place of the one that is there. Its time is written in full: the client's helper
// cuts it to seconds, so that it would fire early. The server's clock is the machine's, whatever the services take for now.
func (b *bell) set(ctx context.Context, d deadline) error {
	body, err := json.Marshal(d)
	if err != nil {
		return err
	}
	at := time.Now().Add(d.At.Sub(b.now())).UTC()
	m := nats.NewMsg(subject("set", d))
	m.Data = body
	m.Header.Set(jetstream.ScheduleHeader, "@at "+at.Format(time.RFC3339Nano))
	m.Header.Set(jetstream.ScheduleTargetHeader, subject("due", d))
	err = b.conn.Request(ctx, budget, func(ctx context.Context) error {
		_, err := b.conn.JS.PublishMsg(ctx, m)
		return err
	})
	if err != nil {
		return fmt.Errorf("deadline of %s/%s: %w: %w", d.Process, d.Document, eventlog.ErrUnavailable, err)
	}
	b.logger.Info("deadline set", "process", d.Process, "document", d.Document, "at", d.At)
	return nil
}

func subject(what string, d deadline) string {
	return strings.Join([]string{"timer", what, d.Process, d.Document, d.of()}, ".")
}

// listen acts on deadlines that have passed, each until the document has answered, until the context ends.
func (b *bell) listen(ctx context.Context, name string) error {
	var due jetstream.MessagesContext
	err := b.conn.Request(ctx, budget, func(try context.Context) error {
		c, err := b.conn.JS.CreateOrUpdateConsumer(try, bus.TimerStream, jetstream.ConsumerConfig{
			Durable: name, FilterSubject: "timer.due.>", AckPolicy: jetstream.AckExplicitPolicy, AckWait: 2 * budget, MaxDeliver: -1,
		})
		if err == nil {
			due, err = c.Messages(jetstream.PullMaxMessages(1))
		}
		return err
	})
	if err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return fmt.Errorf("deadlines: %w: %w", eventlog.ErrUnavailable, err)
	}
	stop := context.AfterFunc(ctx, due.Stop)
	defer stop()
	for {
		m, err := due.Next()
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, jetstream.ErrNoHeartbeat):
			continue // the server is away; the client finds it again
		case err != nil:
			return fmt.Errorf("deadlines: %w: %w", eventlog.ErrUnavailable, err)
		}
		if err := b.answer(m, b.ring(ctx, m.Data())); err != nil {
			b.logger.Warn("deadline not acknowledged; it comes again", "subject", m.Subject(), "error", err)
		}
	}
}

// answer tells the server what to do with the message: forget it, or send it again after a while.
func (b *bell) answer(m jetstream.Msg, wait time.Duration) error {
	if wait > 0 {
		return m.NakWithDelay(wait)
	}
	return m.Ack()
}

// ring asks for what follows from the deadline and says after what time to ask again, 0 for never.
func (b *bell) ring(ctx context.Context, body []byte) time.Duration {
	var d deadline
	if err := json.Unmarshal(body, &d); err != nil {
		b.logger.Error("a deadline that cannot be read is left out", "error", err)
		return 0
	}
	if early := d.At.Sub(b.now()); early > 0 {
		return early
	}
	c := d.causes()
	asked, err := json.Marshal(c)
	if err == nil {
		_, err = b.client.Do(ctx, api.Request{
			ID: d.command(), Actor: delegation.Chair, Process: d.Process, Document: d.Document, Verb: c.Verb(), Body: asked,
		})
	}
	log := b.logger.With("process", d.Process, "document", d.Document, "deadline", d.At)
	refusal, refused := errors.AsType[*api.Error](err)
	switch {
	case err == nil:
		log.Info("done", "command", c.Verb())
		return 0
	case !refused || refusal.Code == api.Unavailable:
		log.Warn("not done yet", "command", c.Verb(), "error", err)
		return again
	case d.Meeting == "" && refusal.Code == api.Conflict && b.now().Sub(d.At) < apart:
		return 5 * again
	}
	log.Info("nothing to do", "command", c.Verb(), "reason", refusal.Message)
	return 0
}

// namespace is that of the commands of deadlines.
var namespace = uuid.MustParse("6f0a0b6a-3f0e-5d44-9c1e-2c9a3a4d7e10")

// command is the ID of the command that a deadline causes: the same for the same deadline.
func (d deadline) command() string {
	name := fmt.Appendf(nil, "%s/%s/%d/%s", d.Process, d.Document, d.Revision, d.At.UTC().Format(time.RFC3339Nano))
	if d.Meeting != "" {
		name = fmt.Appendf(name, "/%s", d.Meeting)
	}
	return uuid.NewSHA1(namespace, name).String()
}

// of is what the deadline is one of.
func (d deadline) of() string {
	if d.Meeting != "" {
		return "adoption"
	}
	return "silence"
}

// causes is the command that a deadline causes.
func (d deadline) causes() negotiation.Command {
	if d.Meeting != "" {
		return negotiation.BlockAdoption{Reason: "the meeting closed"}
	}
	return negotiation.ConcludeSilence{}
}
