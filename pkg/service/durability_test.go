package service_test

import (
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// TestSpeedOfSync is what it costs that every commit is on the disk before it is acknowledged (sync_interval: always), beside
// the default of the server, which syncs every two minutes: both servers in turns.
func TestSpeedOfSync(t *testing.T) {
	measured(t)
	const documents, commands, clients, each = 8, 1000, 64, 20
	row := table{title: "sync always beside the default", columns: []string{
		"raw p50, always / default", "command p50, always / default", "raw per second, always / default", "commands per second, always / default",
		"raw p50 µs, default", "raw p50 µs, always", "command p50 µs, default", "command p50 µs, always",
	}}
	for range *runs {
		t.Run("run", func(t *testing.T) {
			var raws, all [2][]time.Duration
			var rawRate, rate [2]float64
			var houses [2]house
			var publishers [2]*raw
			for i := range houses {
				houses[i] = newHouse(t, plain(t, i == 1))
				houses[i].open(t, clients, newest())
				publishers[i] = newRaw(houses[i].mine)
			}
			for n := range commands {
				for i, h := range houses {
					d := document(n % documents)
					raws[i] = append(raws[i], timed(func() { publishers[i].publish(t, d) }))
					all[i] = append(all[i], timed(func() { h.propose(t, d) }))
				}
			}
			for i, h := range houses {
				rawRate[i] = perSecond(clients, each, func(client int) { publishers[i].publish(t, document(client)) })
				rate[i] = perSecond(clients, each, func(client int) { h.propose(t, document(client)) })
			}
			row.add(ratio(quantile(raws[1], 50), quantile(raws[0], 50)), ratio(quantile(all[1], 50), quantile(all[0], 50)), rawRate[1]/rawRate[0], rate[1]/rate[0],
				micros(quantile(raws[0], 50)), micros(quantile(raws[1], 50)), micros(quantile(all[0], 50)), micros(quantile(all[1], 50)))
		})
	}
	row.print()
}

// plain is a server that syncs always or now and then.
func plain(t *testing.T, always bool) string {
	t.Helper()
	s, err := server.NewServer(&server.Options{
		Host: "127.0.0.1", Port: -1, NoSigs: true, NoLog: true, JetStream: true, StoreDir: t.TempDir(), SyncAlways: always, MaxPayload: 8 << 20,
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Start()
	t.Cleanup(func() {
		s.Shutdown()
		s.WaitForShutdown()
	})
	if !s.ReadyForConnections(10 * time.Second) {
		t.Fatal("the server is not ready")
	}
	return s.ClientURL()
}
