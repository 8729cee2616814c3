//go:build linux

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"time"
)

// process is a command that is started again whenever it ends.
type process struct {
	name   string
	binary string
	args   []string
	logs   string // folder

	mu       sync.Mutex
	cmd      *exec.Cmd
	ended    chan struct{} // closed when cmd has ended
	held     bool          // it must not be started again now
	expected bool          // its end was caused by a fault
	alone    int           // how often it has ended by itself
}

// keep runs the process until the context ends; then it is asked to stop, and killed if it does not.
func (p *process) keep(ctx context.Context) {
	for ctx.Err() == nil {
		if p.isHeld() {
			wait(ctx, 50*time.Millisecond)
			continue
		}
		if err := p.start(); err != nil {
			wait(ctx, time.Second)
			continue
		}
		select {
		case <-p.ended:
			p.note()
			wait(ctx, 200*time.Millisecond)
		case <-ctx.Done():
			p.shut()
		}
	}
}

// start starts the command; what it says goes to its log.
func (p *process) start() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	out, err := os.OpenFile(filepath.Join(p.logs, p.name+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer out.Close()
	cmd := exec.Command(p.binary, p.args...)
	cmd.Stdout, cmd.Stderr = out, out
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // how it ended stands in its log
		close(ended)
	}()
	p.cmd, p.ended, p.expected = cmd, ended, false
	return nil
}

// note counts an end that no fault has caused.
func (p *process) note() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.expected {
		p.alone++
	}
}

func (p *process) isHeld() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.held
}

// signal sends a signal that may end the process.
func (p *process) signal(s syscall.Signal) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cmd == nil {
		return
	}
	p.expected = p.expected || s == syscall.SIGKILL || s == syscall.SIGTERM
	_ = p.cmd.Process.Signal(s) // it may have ended
}

// down ends the process with a signal and lets it be for a while.
func (p *process) down(ctx context.Context, s syscall.Signal, rest time.Duration) {
	p.hold(true)
	p.signal(s)
	wait(ctx, rest)
	p.hold(false)
}

func (p *process) hold(h bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.held = h
}

// pause stops the process for a while without its noticing.
func (p *process) pause(ctx context.Context, rest time.Duration) {
	p.signal(syscall.SIGSTOP)
	wait(ctx, rest)
	p.signal(syscall.SIGCONT)
}

// shut asks the process to stop and insists after a while.
func (p *process) shut() {
	p.signal(syscall.SIGCONT)
	p.signal(syscall.SIGTERM)
	select {
	case <-p.ended:
	case <-time.After(8 * time.Second):
		p.signal(syscall.SIGKILL)
		<-p.ended
	}
}

func (p *process) String() string { return p.name }

// endedAlone is how often it has ended by itself.
func (p *process) endedAlone() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.alone
}

// wait waits for d or until the context ends.
func wait(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// ports are ports that nobody listens on now, as "127.0.0.1:n".
func ports(n int) ([]string, error) {
	var out []string
	for range n {
		l, err := listen()
		if err != nil {
			return nil, fmt.Errorf("a free port: %w", err)
		}
		defer l.Close()
		out = append(out, l.Addr().String())
	}
	return out, nil
}
