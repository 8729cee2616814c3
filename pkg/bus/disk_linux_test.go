package bus_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"adref/pkg/bus"
	"adref/pkg/bus/bustest"
)

// smallDisk is a disk in memory; only root may mount one.
func smallDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=32m"); err != nil {
		t.Skipf("a small disk cannot be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// fill leaves no room on a disk.
func fill(t *testing.T, dir string) {
	t.Helper()
	f, err := os.Create(filepath.Join(dir, "ballast"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for block := make([]byte, 1<<20); len(block) > 0; {
		if _, err := f.Write(block); err != nil {
			block = block[:len(block)/2]
		}
	}
}

func silent(cfg bus.ServerConfig) bus.ServerConfig {
	cfg.Port, cfg.Logger = -1, quiet
	return cfg
}

func TestAServerStopsBeforeItsDiskIsFull(t *testing.T) {
	dir := smallDisk(t)
	cfg := silent(bus.ServerConfig{Dir: dir, Reserve: 8 << 20})
	s, err := bus.StartServer(cfg)
	if err != nil {
		t.Fatal(err)
	}
	watched := make(chan error, 1)
	go func() { watched <- s.Watch(t.Context()) }()
	fill(t, dir)
	if err := <-watched; !errors.Is(err, bus.ErrDisk) {
		t.Errorf("Watch: %v, want ErrDisk", err)
	}
	s.Shutdown()
	if _, err := bus.StartServer(cfg); !errors.Is(err, bus.ErrDisk) {
		t.Errorf("start on a full disk: %v, want ErrDisk", err)
	}
	if err := os.Remove(filepath.Join(dir, "ballast")); err != nil {
		t.Fatal(err)
	}
	if s, err = bus.StartServer(cfg); err != nil {
		t.Fatalf("start when there is room: %v", err)
	}
	s.Shutdown()
}

// TestAFailedWriteIsTold: nats-server tells of a failed write in its log only, and does so before it goes on. If another version
// says it in other words, this fails.
func TestAFailedWriteIsTold(t *testing.T) {
	dir := smallDisk(t)
	told := make(chan string, 100)
	s, err := bus.StartServer(silent(bus.ServerConfig{Dir: dir, OnWriteError: func(says string) {
		select {
		case told <- says:
		default:
		}
	}}))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Shutdown()
	conn := bustest.Connect(t, s.URL())
	if err := bus.Ensure(t.Context(), conn); err != nil {
		t.Fatal(err)
	}
	fill(t, dir)
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	if ack, err := conn.JS.Publish(ctx, "pub.public.p.d.noun.verb", make([]byte, 1<<20)); err == nil {
		t.Errorf("a message was acknowledged on a full disk: %+v", ack)
	}
	if len(told) == 0 {
		t.Error("the failed write was not told")
	}
}

func TestAServerWithoutAReserveOnlyWaits(t *testing.T) {
	s, err := bus.StartServer(silent(bus.ServerConfig{Dir: t.TempDir()}))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Shutdown()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Watch(ctx); err != nil {
		t.Error(err)
	}
}
