package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/spf13/cobra"

	"adref/pkg/bus"
	"adref/pkg/service"
)

func serveCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "serve SERVICE…",
		Short: "Run services against a NATS server",
		Long: "Run one or several services against any NATS server with JetStream. Services: " + strings.Join(serviceNames(), ", ") + `.

$ADREF_TEMPLATE is the path of a .docx or .dotx of the chair's office: the gateway gives its styles, headers and page to the Word
documents that it makes.`,
		Args: cobra.MinimumNArgs(1),
	}
	url := natsFlag(c)
	http := c.Flags().String("http", "127.0.0.1:8080", "address of the gateway")
	c.RunE = func(cmd *cobra.Command, names []string) error {
		set, err := choose(names)
		if err != nil {
			return err
		}
		return serve(cmd.Context(), *url, *http, set, jsonLogger(cmd.ErrOrStderr()))
	}
	return c
}

func serve(ctx context.Context, url, http string, set []service.Service, logger *slog.Logger) error {
	conn, err := bus.Connect(ctx, url, bus.Config{Name: "adref", Logger: logger})
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := bus.Ensure(ctx, conn); err != nil {
		return err
	}
	n, err := startNode(ctx, environment(conn, logger, http, time.Now), set)
	if err != nil {
		return err
	}
	select {
	case <-ctx.Done():
	case <-n.ended(): // one that has stopped by an error says so in its health; the others go on
	}
	return n.Stop()
}

func healthCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "health SERVICE…",
		Short: "Say whether the services on this host serve",
		Args:  cobra.MinimumNArgs(1),
	}
	url := natsFlag(c)
	c.RunE = func(cmd *cobra.Command, names []string) error {
		if _, err := choose(names); err != nil {
			return err
		}
		return health(cmd.Context(), *url, names, cmd.OutOrStdout())
	}
	return c
}

// health asks the replicas of the services on this host.
func health(ctx context.Context, url string, names []string, out io.Writer) error {
	host, err := os.Hostname()
	if err != nil {
		return err
	}
	conn, err := bus.Connect(ctx, url, bus.Config{Name: "adref health", Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	defer conn.Close()
	var sick []error
	for _, name := range names {
		ask, done := context.WithTimeout(ctx, 3*time.Second)
		m, err := conn.NC.RequestWithContext(ask, service.HealthSubject(name, host), nil)
		done()
		var h service.Health
		switch {
		case errors.Is(err, nats.ErrNoResponders):
			err = fmt.Errorf("%s does not run on %s", name, host)
		case err == nil:
			if err = json.Unmarshal(m.Data, &h); err == nil && !h.Serving {
				err = fmt.Errorf("%s does not serve: %s", name, h.Reason)
			}
			if err == nil && h.Damage != "" {
				err = fmt.Errorf("%s serves, but %s (“adref verify” says what to do)", name, h.Damage)
			}
		}
		if err != nil {
			sick = append(sick, err)
			continue
		}
		fmt.Fprintf(out, "%s serves on %s\n", name, h.Host)
	}
	return errors.Join(sick...)
}

// jsonLogger is the log of a service that runs on its own.
func jsonLogger(w io.Writer) *slog.Logger { return slog.New(slog.NewJSONHandler(w, nil)) }
