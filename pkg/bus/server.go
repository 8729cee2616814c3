package bus

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// ServerConfig says how the server inside the process runs.
type ServerConfig struct {
	Dir    string // the folder of its data; required; it is made if it is absent
	Host   string // "127.0.0.1" if empty
	Port   int    // -1 takes a free one, 0 the port of NATS, 4222
	Logger *slog.Logger
	// Name is that of the server, "adref" if empty; in a cluster every server has its own.
	Name string
	// Cluster is set for one of the servers of a cluster.
	Cluster *ClusterConfig
	// Reserve is how many bytes must be left on the disk, at the start and for Watch; 0 is none.
	Reserve uint64
	// OnWriteError is called when a write to the disk has failed, in the middle of it. It must end the process: a server that
	// goes on may lose what it has acknowledged. nil lets it go on.
	OnWriteError func(says string)
}

// ClusterConfig says which cluster a server belongs to.
type ClusterConfig struct {
	Name   string
	Host   string
	Port   int      // that the other servers connect to
	Routes []string // to all servers of the cluster, "nats://10.0.0.1:6222"; its own does no harm
	// Advertise is the address that this server tells the others to reach it at, "" for its own; behind a proxy or a network
	// translation it has another one.
	Advertise string
	// NoAdvertise keeps the addresses of the other servers from clients, which may reach them only through a proxy.
	NoAdvertise bool
}

// Server is a NATS server with JetStream inside this process.
type Server struct {
	nats    *server.Server
	lock    *os.File
	dir     string
	reserve uint64
}

// Errors of starting a server.
var (
	// ErrLocked says that another process serves the same data.
	ErrLocked = errors.New("another process uses this data folder")
	// ErrListen says that the address cannot be listened on.
	ErrListen = errors.New("cannot listen")
)

// maxPayload is what the server takes in one message; a commit of eventlog.MaxCommit and its headers fit well into it.
const maxPayload = 8 << 20

// readyTimeout is long because a server that was killed reads its whole store before it serves: 4.5 s for a million commits.
const readyTimeout = 2 * time.Minute

// StartServer starts a server and returns when it serves. It syncs each message to disk before it acknowledges it. Two
// processes cannot serve the same folder: the second one gets ErrLocked. A disk with less room than the reserve is ErrDisk.
func StartServer(cfg ServerConfig) (*Server, error) {
	if cfg.Dir == "" {
		return nil, errors.New("the NATS server needs a data folder")
	}
	if cfg.Host == "" {
		cfg.Host = "127.0.0.1"
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.Default()
	}
	if cfg.Name == "" {
		cfg.Name = "adref"
	}
	if err := os.MkdirAll(cfg.Dir, 0o750); err != nil {
		return nil, fmt.Errorf("data folder of the NATS server: %w", err)
	}
	if err := enough(cfg.Dir, cfg.Reserve); err != nil {
		return nil, err
	}
	lock, err := lockFile(filepath.Join(cfg.Dir, "adref.lock"))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", cfg.Dir, err)
	}
	ns, err := start(cfg)
	if err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	return &Server{nats: ns, lock: lock, dir: cfg.Dir, reserve: cfg.Reserve}, nil
}

// start runs the server over a folder that is ours.
func start(cfg ServerConfig) (*server.Server, error) {
	ns, err := server.NewServer(serverOptions(cfg))
	if err != nil {
		return nil, fmt.Errorf("NATS server: %w", err)
	}
	log := &serverLog{log: cfg.Logger, onWriteError: cfg.OnWriteError, fatal: make(chan string, 1)}
	ns.SetLoggerV2(log, false, false, false)
	ns.Start() // returns when it listens, or after it has called Fatalf
	select {
	case what := <-log.fatal:
		err := startError(ns, cfg, what)
		ns.Shutdown()
		ns.WaitForShutdown()
		return nil, err
	default:
	}
	if !ns.ReadyForConnections(readyTimeout) {
		ns.Shutdown()
		ns.WaitForShutdown()
		return nil, fmt.Errorf("NATS server in %s was not ready within %v", cfg.Dir, readyTimeout)
	}
	return ns, nil
}

// serverOptions turns a configuration into that of the server.
func serverOptions(cfg ServerConfig) *server.Options {
	opts := &server.Options{
		ServerName: cfg.Name,
		Host:       cfg.Host,
		Port:       cfg.Port,
		MaxPayload: maxPayload,
		NoSigs:     true,
		JetStream:  true,
		StoreDir:   cfg.Dir,
		SyncAlways: true, // the default syncs every two minutes and loses what it acknowledged when the power fails
	}
	if c := cfg.Cluster; c != nil {
		opts.Cluster = server.ClusterOpts{Name: c.Name, Host: c.Host, Port: c.Port, Advertise: c.Advertise, NoAdvertise: c.NoAdvertise}
		opts.Routes = server.RoutesFromStr(strings.Join(c.Routes, ","))
	}
	return opts
}

// startError tells a port that is taken from the rest.
func startError(ns *server.Server, cfg ServerConfig, what string) error {
	if ns.Addr() == nil && ns.JetStreamEnabled() {
		return fmt.Errorf("NATS server: %w on %s:%d: %s", ErrListen, cfg.Host, cfg.Port, what)
	}
	return fmt.Errorf("NATS server in %s: %s", cfg.Dir, what)
}

// URL is the address for clients.
func (s *Server) URL() string { return s.nats.ClientURL() }

// Shutdown closes all connections and the store, and returns when that is done. It may be called twice.
func (s *Server) Shutdown() {
	s.nats.Shutdown()
	s.nats.WaitForShutdown()
	s.lock.Close() // the lock ends with the file; there is nothing to do about an error
}

// serverLog sends what the server says to slog. Its notices are of no interest to a user: they are at the level of debugging.
type serverLog struct {
	log          *slog.Logger
	onWriteError func(says string)
	fatal        chan string // the first fatal message; the server's own logger would end the process
}

func (l *serverLog) Noticef(format string, v ...any) {
	l.log.Debug("NATS server", "says", fmt.Sprintf(format, v...))
}
func (l *serverLog) Warnf(format string, v ...any) {
	l.log.Warn("NATS server", "says", fmt.Sprintf(format, v...))
}
func (l *serverLog) Errorf(format string, v ...any) {
	says := fmt.Sprintf(format, v...)
	l.log.Error("NATS server", "says", says)
	if l.onWriteError != nil && cannotWrite(says) {
		l.onWriteError(says)
	}
}
func (l *serverLog) Debugf(format string, v ...any) {
	l.log.Debug("NATS server", "says", fmt.Sprintf(format, v...))
}
func (l *serverLog) Tracef(format string, v ...any) {
	l.log.Debug("NATS server", "says", fmt.Sprintf(format, v...))
}

// Fatalf keeps the message for StartServer.
func (l *serverLog) Fatalf(format string, v ...any) {
	select {
	case l.fatal <- fmt.Sprintf(format, v...):
	default:
	}
}
