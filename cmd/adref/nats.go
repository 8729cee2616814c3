package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"

	"github.com/spf13/cobra"

	"adref/pkg/bus"
)

func natsCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "nats",
		Short: "Run a NATS server with the settings that adref needs, alone or as one of a cluster",
		Long: `Run a NATS server with JetStream that has every message on disk before it acknowledges it, until interrupted. For a
cluster run three, each with its own --name and --data, and with the --routes of all; adref then keeps three copies. Any other
nats-server 2.15 with “sync_interval: always” does as well.`,
		Example: `  adref nats --data d1 --name n1 --listen 127.0.0.1:4222 --cluster 127.0.0.1:6222 --routes nats://127.0.0.1:6222,nats://127.0.0.1:6223,nats://127.0.0.1:6224`,
		Args:    cobra.NoArgs,
	}
	cfg := bus.ServerConfig{}
	cluster := bus.ClusterConfig{}
	c.Flags().StringVar(&cfg.Dir, "data", "nats-data", "folder of the data")
	c.Flags().StringVar(&cfg.Name, "name", "adref", "name of the server")
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
	<-ctx.Done()
	s.Shutdown()
	return nil
}
