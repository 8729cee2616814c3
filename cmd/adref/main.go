// Command adref tracks a text that has to be agreed by consensus: the command line, any set of services, and all of them with
// NATS inside.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() { os.Exit(run()) }

// run is main with an exit code: 0, 1 for a failure, 2 for a command line that cannot be understood.
func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return exitCode(rootCommand().ExecuteContext(ctx), os.Stderr)
}
