package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"

	"github.com/spf13/cobra"

	"adref/pkg/bus"
)

func natsCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "nats",
		Short: "Run a NATS server with the settings that adref needs, alone or as one of a cluster",
		Long: `Run a NATS server with JetStream that has every message on disk before it acknowledges it, until interrupted. For a
cluster run three, each with its own --name and --data, and with the --routes of all; adref then keeps three copies. Any other
nats-server 2.15 with “sync_interval: always” does as well, with one difference: this one stops before its disk is full (--reserve),
and ends at once when a write fails. In a cluster of others see that their disks never fill up: nats-server 2.15.2 then deletes what
it had acknowledged.`,
		Example: `  adref nats --data d1 --name n1 --listen 127.0.0.1:4222 --cluster 127.0.0.1:6222 --routes nats://127.0.0.1:6222,nats://127.0.0.1:6223,nats://127.0.0.1:6224`,
		Args:    cobra.NoArgs,
	}
	cfg := bus.ServerConfig{}
	cluster := bus.ClusterConfig{}
	c.Flags().StringVar(&cfg.Dir, "data", "nats-data", "folder of the data")
	c.Flags().StringVar(&cfg.Name, "name", "adref", "name of the server")
	reserve := reserveFlag(c)
	listen := c.Flags().String("listen", "127.0.0.1:4222", "address for clients")
	at := c.Flags().String("cluster", "", "address for the other servers of the cluster")
	c.Flags().StringVar(&cluster.Name, "cluster-name", "adref", "name of the cluster")
	c.Flags().StringSliceVar(&cluster.Routes, "routes", nil, "addresses of the servers of the cluster")
	c.Flags().StringVar(&cluster.Advertise, "cluster-advertise", "", "address at which the other servers reach this one, if it is not that of --cluster")
	c.Flags().BoolVar(&cluster.NoAdvertise, "no-advertise", false, "do not tell clients the addresses of the other servers")
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		var err error
		if cfg.Host, cfg.Port, err = splitAddress(*listen); err != nil {
			return err
		}
		if *at != "" {
			if cluster.Host, cluster.Port, err = splitAddress(*at); err != nil {
				return err
			}
			cfg.Cluster = &cluster
		}
		cfg.Logger = slog.New(slog.NewJSONHandler(cmd.ErrOrStderr(), &slog.HandlerOptions{Level: slog.LevelWarn}))
		cfg.Reserve, cfg.OnWriteError = uint64(*reserve)<<20, endAtOnce(cmd.ErrOrStderr())
		return runNATS(cmd.Context(), cmd.OutOrStdout(), cfg)
	}
	return c
}

func runNATS(ctx context.Context, out io.Writer, cfg bus.ServerConfig) error {
	s, err := bus.StartServer(cfg)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "NATS serves at %s, its data is in %s.\n", s.URL(), cfg.Dir)
	err = s.Watch(ctx)
	s.Shutdown()
	return err
}

// reserveFlag adds --reserve, in megabytes.
func reserveFlag(c *cobra.Command) *uint32 {
	return c.Flags().Uint32("reserve", 64, "megabytes that must be left on the disk of the data: with less NATS stops, or does not start; 0 is none")
}

// endAtOnce ends the process in the middle of a write that failed: see bus.ServerConfig.
func endAtOnce(stderr io.Writer) func(says string) {
	return func(says string) {
		fmt.Fprintln(stderr, "adref: NATS could not write and ends at once, so that nothing is lost that was acknowledged; make room on the disk and start it again. It said:", says)
		os.Exit(1)
	}
}
