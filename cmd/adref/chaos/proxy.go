//go:build linux

package main

import (
	"context"
	"errors"
	"io"
	"net"
	"sync"
	"time"
)

// proxy stands in front of a server, so that connections to it can be cut, refused or frozen.
type proxy struct {
	listener net.Listener
	to       string

	mu      sync.Mutex
	conns   map[net.Conn]struct{}
	refuses bool
	thaw    chan struct{} // closed when the proxy passes bytes on again; nil while it does
	serving sync.WaitGroup
}

func listen() (net.Listener, error) { return net.Listen("tcp", "127.0.0.1:0") }

func newProxy(to string) (*proxy, error) {
	l, err := listen()
	if err != nil {
		return nil, err
	}
	return &proxy{listener: l, to: to, conns: map[net.Conn]struct{}{}}, nil
}

func (p *proxy) url() string { return "nats://" + p.listener.Addr().String() }

// serve passes connections on until the context ends.
func (p *proxy) serve(ctx context.Context) {
	stop := context.AfterFunc(ctx, func() { p.listener.Close() })
	defer stop()
	for {
		c, err := p.listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			break
		}
		if err == nil {
			p.serving.Go(func() { p.pass(c) })
		}
	}
	p.freeze(false)
	p.cut()
	p.serving.Wait()
}

// pass copies both ways until either side ends.
func (p *proxy) pass(in net.Conn) {
	defer in.Close()
	if p.isRefusing() {
		return
	}
	out, err := net.DialTimeout("tcp", p.to, 2*time.Second)
	if err != nil {
		return
	}
	defer out.Close()
	p.track(in, out)
	defer p.forget(in, out)
	done := make(chan struct{}, 2)
	half := func(to, from net.Conn) {
		_, _ = io.Copy(gate{p, to}, from) // it ends when a side does
		done <- struct{}{}
	}
	p.serving.Go(func() { half(out, in) })
	p.serving.Go(func() { half(in, out) })
	<-done
}

// gate holds bytes back while the proxy is frozen.
type gate struct {
	*proxy
	net.Conn
}

func (g gate) Write(b []byte) (int, error) {
	g.mu.Lock()
	thaw := g.thaw
	g.mu.Unlock()
	if thaw != nil {
		<-thaw
	}
	return g.Conn.Write(b)
}

// freeze holds back what is sent, in both directions, and lets it go: the connections stay, and what was sent arrives late.
func (p *proxy) freeze(f bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case f && p.thaw == nil:
		p.thaw = make(chan struct{})
	case !f && p.thaw != nil:
		close(p.thaw)
		p.thaw = nil
	}
}

func (p *proxy) isRefusing() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.refuses
}

func (p *proxy) track(cs ...net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range cs {
		p.conns[c] = struct{}{}
	}
}

func (p *proxy) forget(cs ...net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range cs {
		delete(p.conns, c)
	}
}

// cut ends every connection, with whatever was under way.
func (p *proxy) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for c := range p.conns {
		if t, ok := c.(*net.TCPConn); ok {
			_ = t.SetLinger(0)
		}
		c.Close()
	}
}

// away cuts every connection and takes none for a while.
func (p *proxy) away(ctx context.Context, rest time.Duration) {
	p.refuse(true)
	p.cut()
	wait(ctx, rest)
	p.refuse(false)
}

func (p *proxy) refuse(r bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.refuses = r
}
