//go:build linux

// Command chaos runs adref as real processes on this machine, does its worst to them during a load of commands, and then looks
// whether anything was lost.
//
//	go run ./cmd/adref/chaos -minutes 10
//
// Three NATS servers replicate to each other; every service runs in processes of its own, the writers, the heralds and the
// differs twice. Processes are killed, stopped and paused, connections are cut, the routes between the NATS servers are cut or
// fall silent, one disk is full or all of them, the public stream is purged. With -servers 1 there is one NATS server, and the
// faults are those that one can have; the drafters then hear of the record instead of asking (eventlog.Ear).
//
// At the end every acknowledged command must be in the log exactly once, every projection made again from the log must be the live
// one byte for byte, and no subscriber may have missed an event or heard one twice (after a purge everything is heard again, from
// the first event on, under the same IDs). All of it stays on 127.0.0.1 and ends in time.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "chaos:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	minutes := flag.Float64("minutes", 1, "how long the storm lasts")
	binary := flag.String("adref", "", "the adref to run; it is built if this is empty")
	dir := flag.String("dir", "", "folder for data and logs; a temporary one, removed after a success, if this is empty")
	seed := flag.Uint64("seed", uint64(time.Now().UnixNano()), "of the choice of faults")
	only := flag.String("only", "", "only those faults of the NATS servers whose name has this, such as “disk”; the services have theirs all the same")
	servers := flag.Int("servers", 3, "how many NATS servers there are: 3, or 1 without a cluster")
	flag.Parse()
	if *servers != 1 && *servers != 3 {
		return fmt.Errorf("-servers is 1 or 3, not %d", *servers)
	}
	keep := *dir != ""
	if !keep {
		d, err := os.MkdirTemp("", "adref-chaos-")
		if err != nil {
			return err
		}
		*dir = d
	}
	if *binary == "" {
		b, err := build(ctx, *dir)
		if err != nil {
			return err
		}
		*binary = b
	}
	r, err := weather(ctx, config{
		binary: *binary, dir: *dir, servers: *servers, seed: *seed, lasts: time.Duration(*minutes * float64(time.Minute)), only: *only, say: os.Stdout,
	})
	if err != nil {
		return fmt.Errorf("%w (data and logs are in %s, the seed was %d)", err, *dir, *seed)
	}
	fmt.Print(r)
	if err := r.verdict(); err != nil {
		return fmt.Errorf("%w (data and logs are in %s, the seed was %d)", err, *dir, *seed)
	}
	if keep {
		return nil
	}
	return os.RemoveAll(*dir)
}

// build makes the adref to run.
func build(ctx context.Context, dir string) (string, error) {
	binary := filepath.Join(dir, "adref")
	out, err := exec.CommandContext(ctx, "go", "build", "-o", binary, "adref/cmd/adref").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("building adref: %w: %s", err, out)
	}
	return binary, nil
}
