package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"github.com/spf13/cobra"

	"adref/cmd/adref/sample"
	"adref/pkg/service"
)

func upCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "up",
		Short: "Run everything in one process, with NATS inside, and keep the data",
		Long: `Run NATS and every service in one process, until interrupted. The data stays in --data across restarts. The other commands,
and any NATS client, talk to it at --nats. It stops before the disk is full (--reserve).`,
		Args: cobra.NoArgs,
	}
	cfg := houseConfig{}
	c.Flags().StringVar(&cfg.dir, "data", "adref-data", "folder of the data")
	c.Flags().StringVar(&cfg.http, "http", "127.0.0.1:8080", "address of the web pages and the HTTP API")
	c.Flags().StringVar(&cfg.nats, "nats", "127.0.0.1:4222", "address of the NATS server inside")
	reserve := reserveFlag(c)
	play := c.Flags().Bool("sample", false, "play the sample negotiation into it, unless it is there")
	verbose := c.Flags().BoolP("verbose", "v", false, "log every command")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		cfg.logger = textLogger(cmd.ErrOrStderr(), *verbose)
		cfg.reserve, cfg.onWriteError = uint64(*reserve)<<20, endAtOnce(cmd.ErrOrStderr())
		return up(cmd.Context(), cmd.OutOrStdout(), cfg, *play)
	}
	return c
}

func up(ctx context.Context, out io.Writer, cfg houseConfig, play bool) error {
	h, err := openHouse(ctx, cfg)
	if err != nil {
		return err
	}
	if play {
		if err := h.playOnce(ctx, out); err != nil {
			return fmt.Errorf("%w (%v)", err, h.Close())
		}
	}
	fmt.Fprintf(out, "adref is up: %s  ·  NATS %s  ·  data in %s\nStop it with Ctrl-C.\n", h.web(), h.server.URL(), cfg.dir)
	err = h.server.Watch(ctx)
	return errors.Join(err, h.Close())
}

// playOnce plays the sample unless its process is there.
func (h *house) playOnce(ctx context.Context, out io.Writer) error {
	script, err := sample.Load()
	if err != nil {
		return err
	}
	p, err := newLoader(h.conn).Process(ctx, script.Process, service.Newest)
	if err != nil {
		return err
	}
	if p.Opened {
		fmt.Fprintf(out, "The sample is there: %s/processes/%s\n", h.web(), script.Process)
		return nil
	}
	if _, err := h.play(ctx, script, io.Discard); err != nil {
		return err
	}
	fmt.Fprintf(out, "The sample was played: %s/processes/%s\n", h.web(), script.Process)
	return nil
}

// textLogger is the log of a process that a person runs: warnings, or everything.
func textLogger(w io.Writer, verbose bool) *slog.Logger {
	level := slog.LevelWarn
	if verbose {
		level = slog.LevelInfo
	}
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: level}))
}
