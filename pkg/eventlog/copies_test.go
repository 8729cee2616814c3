package eventlog_test

import (
	"os"
	"path/filepath"
	"testing"

	"adref/pkg/bus"
	"adref/pkg/bus/bustest"
	"adref/pkg/eventlog"
)

// TestTheServerWithTheDamageIsNamed damages the files of one follower of a cluster, which goes on serving and says that it is
// well, as does the leader, whose own copy is whole. After each damage it does what `adref verify` advises, and all is well.
func TestTheServerWithTheDamageIsNamed(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: a cluster of three servers is damaged six times")
	}
	const commits = 120
	s := bustest.NewServers(t)
	l := eventlog.NewJetStream(bustest.Connect(t, s.URL()))
	victim := (s.Leader(bus.LogStream) + 1) % 3
	stream := func(dir string) string { return filepath.Dir(filepath.Dir(block(t, dir, 0))) }
	long := t.TempDir() // the data of the victim long ago
	half := large(t, l, nil, commits/2)
	s.Whole(bus.LogStream)
	s.Stop(victim)
	clone(t, s.Dir(victim), long)
	s.Start(victim)
	large(t, l, half, commits/2)
	s.Whole(bus.LogStream)
	whole(t, l, commits)

	for _, c := range []struct {
		name   string
		damage func(dir string)
		runs   bool // while the server runs
		counts bool // the number of commits shows it, so that nobody has to read them
		heals  bool // the server may find out by itself and fetch what it lacks
	}{
		{name: "a byte in an early block", damage: func(dir string) { flip(t, block(t, dir, 0), 3<<20) }},
		{name: "a byte in an early block of a server that runs", damage: func(dir string) { flip(t, block(t, dir, 0), 3<<20) }, runs: true},
		{name: "an early block that is cut off", damage: func(dir string) { cut(t, block(t, dir, 0), 300<<10) }, counts: true},
		{name: "a block that is gone", damage: func(dir string) { remove(t, block(t, dir, 1)) }, counts: true},
		{name: "the stream of long ago", heals: true, damage: func(dir string) {
			remove(t, stream(dir))
			clone(t, stream(long), filepath.Join(dir, "jetstream", "$G", "streams", bus.LogStream))
		}},
		{name: "all files of long ago", heals: true, damage: func(dir string) { remove(t, filepath.Join(dir, "jetstream")); clone(t, long, dir) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !c.runs {
				s.Stop(victim)
			}
			c.damage(s.Dir(victim))
			if !c.runs {
				s.Start(victim)
			}
			s.Whole(bus.LogStream)
			counted, err := l.Copies(t.Context())
			if err != nil || c.counts && !named(counted, s.Name(victim)) {
				t.Errorf("counted: %+v, %v; the damage is on %s", counted, err, s.Name(victim))
			}
			r, err := eventlog.Verify(t.Context(), l)
			if err != nil || !named(r.Copies, s.Name(victim)) && !(c.heals && r.OK()) {
				t.Errorf("read: %+v, %v; the damage is on %s", r, err, s.Name(victim))
			}

			s.Stop(victim)
			remove(t, stream(s.Dir(victim)))
			s.Start(victim)
			s.Whole(bus.LogStream)
			whole(t, l, commits)
		})
	}
}

// named reports whether the copy of that server, and no other one, is said to be damaged.
func named(copies []eventlog.Copy, server string) bool {
	found := false
	for _, c := range copies {
		if c.Problem != nil && (c.Server != server || c.Problem.Server != server) {
			return false
		}
		found = found || c.Problem != nil
	}
	return found
}

// clone copies a folder into another one.
func clone(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

// whole checks that every copy has all commits.
func whole(t *testing.T, l *eventlog.JetStream, commits uint64) {
	t.Helper()
	for what, f := range map[string]func() ([]eventlog.Copy, error){
		"counted": func() ([]eventlog.Copy, error) { return l.Copies(t.Context()) },
		"read":    func() ([]eventlog.Copy, error) { return l.ReadCopies(t.Context()) },
	} {
		got, err := f()
		if err != nil || len(got) != 3 {
			t.Errorf("%s: %d copies, %v", what, len(got), err)
		}
		for _, c := range got {
			if c.Commits != commits || c.Problem != nil || c.Absent != "" {
				t.Errorf("%s: %+v", what, c)
			}
		}
	}
}
