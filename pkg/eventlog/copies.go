package eventlog

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"adref/pkg/bus"
)

// Copy is the log as one server of a cluster has it.
type Copy struct {
	Server  string `json:"server"`
	Commits uint64 `json:"commits"` // that it can give
	// Absent says why the copy was not looked at; the server is away, or it is still fetching what it missed.
	Absent string `json:"absent,omitempty"`
	// Problem is what is wrong with it, nil for nothing.
	Problem *BrokenError `json:"problem"`

	late bool // the problem may be that the server has not fetched yet what it missed
}

// Replicated is a log of which several servers have a copy each. A server whose files are damaged leaves out what it cannot
// read and says that it is well; as long as another one leads, nothing shows it but its own answers.
type Replicated interface {
	// Copies asks every server how much of the log it has. It is empty for a log that stands on one server. It costs a few
	// requests. Errors: ErrUnavailable.
	Copies(ctx context.Context) ([]Copy, error)
	// ReadCopies reads the whole log from every server, and checks every chain. Errors: ErrUnavailable.
	ReadCopies(ctx context.Context) ([]Copy, error)
}

var _ Replicated = (*JetStream)(nil)

const (
	// tries is how often a consumer is made to meet all of three servers: the cluster chooses one by chance, so that after 40
	// one of three has not been met once in four million times.
	tries = 40
	// silence is how long a server may be silent that has something to give; its sign of life comes twice as often.
	silence = 8 * time.Second
	// readMessages and readBytes bound what is under way while a copy is read.
	readMessages = 512
	readBytes    = 16 << 20
)

// Copies looks at each copy; see Replicated.
func (l *JetStream) Copies(ctx context.Context) ([]Copy, error) {
	return l.copies(ctx, func(_ context.Context, c jetstream.Consumer, end uint64) (*BrokenError, error) {
		return counted(c, end), nil
	})
}

// counted says what is wrong with the number of commits that a copy has.
func counted(c jetstream.Consumer, end uint64) *BrokenError {
	has := c.CachedInfo().NumPending
	if has >= end {
		return nil
	}
	return &BrokenError{Seq: end, What: fmt.Sprintf("it has %d of %d commits", has, end)}
}

// ReadCopies reads each copy; see Replicated.
func (l *JetStream) ReadCopies(ctx context.Context) ([]Copy, error) {
	return l.copies(ctx, l.readFrom)
}

// look looks at the copy that a consumer reads from, which must have all up to a place.
type look func(ctx context.Context, c jetstream.Consumer, end uint64) (*BrokenError, error)

// copies looks at the copy of each server. One that lacks something may be late, so nothing is said of it before it had the
// time to fetch it.
func (l *JetStream) copies(ctx context.Context, look look) ([]Copy, error) {
	var found []Copy
	first := map[string]uint64{} // by server, how many commits it had at the first look
	whole, err := l.insist(ctx, func(ctx context.Context) (bool, error) {
		info, err := l.info(ctx)
		if err != nil || info.Cluster == nil || info.Config.Replicas < 2 {
			return true, err
		}
		if found, err = l.visit(ctx, found, info, look); err != nil {
			return false, err
		}
		if found, err = l.outgrown(ctx, found); err != nil {
			return false, err
		}
		for _, c := range found {
			if _, seen := first[c.Server]; !seen {
				first[c.Server] = c.Commits
			}
		}
		return !slices.ContainsFunc(found, Copy.doubtful), nil
	})
	if err != nil || whole {
		return found, err
	}
	for i, c := range found {
		if c.late && c.Commits > first[c.Server] { // it grows: a server that comes back says too early that it has everything
			found[i].Absent, found[i].Problem = "the server is fetching what it missed", nil
		}
	}
	return found, nil
}

// doubtful reports whether a copy may be seen to be whole later.
func (c Copy) doubtful() bool { return c.late || c.Absent != "" }

// outgrown marks the copy of a leader that has less than another server: its log has gone backwards.
func (l *JetStream) outgrown(ctx context.Context, found []Copy) ([]Copy, error) {
	info, err := l.info(ctx)
	if err != nil || info.Cluster == nil {
		return found, err
	}
	for _, c := range found {
		if c.Commits <= info.State.LastSeq {
			continue
		}
		for i := range found {
			if found[i].Server == info.Cluster.Leader {
				found[i].Problem = &BrokenError{Server: found[i].Server, Seq: info.State.LastSeq, What: fmt.Sprintf(
					"its log ends here, and the server %s has %d commits: it has gone backwards", c.Server, c.Commits)}
				found[i].late = true
			}
		}
	}
	return found, nil
}

// visit looks at the copies that are not known to be whole, each server's once.
func (l *JetStream) visit(ctx context.Context, known []Copy, info *jetstream.StreamInfo, look look) ([]Copy, error) {
	found := slices.DeleteFunc(known, Copy.doubtful)
	var wanted []string
	for _, r := range append([]*jetstream.PeerInfo{{Name: info.Cluster.Leader, Current: true}}, info.Cluster.Replicas...) {
		switch {
		case slices.ContainsFunc(found, func(c Copy) bool { return c.Server == r.Name }):
		case r.Offline:
			found = append(found, Copy{Server: r.Name, Absent: "the server is away"})
		case !r.Current:
			found = append(found, Copy{Server: r.Name, Absent: fmt.Sprintf("the server is fetching what it missed (%d to go)", r.Lag)})
		default:
			wanted = append(wanted, r.Name)
		}
	}
	for range tries {
		if len(wanted) == 0 {
			break
		}
		server, c, err := l.meet(ctx, wanted, info.State.LastSeq, look)
		if err != nil {
			return found, err
		}
		if c != nil {
			found = append(found, *c)
			wanted = slices.DeleteFunc(wanted, func(w string) bool { return w == server })
		}
	}
	for _, w := range wanted {
		found = append(found, Copy{Server: w, Absent: "the server gives no consumer"})
	}
	slices.SortFunc(found, func(a, b Copy) int { return strings.Compare(a.Server, b.Server) })
	return found, nil
}

// meet makes a consumer and looks at the copy of the server on which it came to stand, if that is one of those wanted. A
// consumer of one replica reads the files of its own server.
func (l *JetStream) meet(ctx context.Context, wanted []string, end uint64, look look) (server string, c *Copy, err error) {
	var cons jetstream.Consumer
	err = l.conn.Request(ctx, budget, func(ctx context.Context) error {
		cons, err = l.conn.JS.CreateConsumer(ctx, bus.LogStream, jetstream.ConsumerConfig{
			DeliverPolicy:     jetstream.DeliverAllPolicy,
			AckPolicy:         jetstream.AckNonePolicy,
			MemoryStorage:     true,
			Replicas:          1,
			InactiveThreshold: time.Minute,
		})
		return err
	})
	if err != nil {
		return "", nil, l.unavailable(err)
	}
	defer l.drop(ctx, cons)
	server = serverOf(cons.CachedInfo())
	if !slices.Contains(wanted, server) {
		return server, nil, nil
	}
	problem, err := look(ctx, cons, end)
	found := &Copy{Server: server, Commits: cons.CachedInfo().NumPending, Problem: problem}
	switch {
	case problem != nil:
		problem.Server = server
		found.late = problem.Seq > found.Commits
	case errors.Is(err, errSilent):
		found.Absent = err.Error()
	case err != nil:
		return server, nil, err
	}
	return server, found, nil
}

// serverOf is the name of the server on which a consumer stands.
func serverOf(info *jetstream.ConsumerInfo) string {
	if info.Cluster == nil {
		return ""
	}
	return info.Cluster.Leader
}

// drop removes a consumer; where that fails the server does so when it is idle.
func (l *JetStream) drop(ctx context.Context, c jetstream.Consumer) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	_ = l.conn.JS.DeleteConsumer(ctx, bus.LogStream, c.CachedInfo().Name)
}

// readFrom reads a copy up to a place. Every place must hold a commit, and every chain must hold together. Errors: errSilent,
// ErrUnavailable.
func (l *JetStream) readFrom(ctx context.Context, c jetstream.Consumer, end uint64) (*BrokenError, error) {
	it, err := c.Messages(
		jetstream.PullMaxMessagesWithBytesLimit(readMessages, readBytes),
		jetstream.PullHeartbeat(silence/2),
		jetstream.WithMessagesErrOnMissingHeartbeat(true))
	if err != nil {
		return nil, l.unavailable(err)
	}
	defer it.Stop()
	check := newChains(true)
	for next := uint64(1); next <= end; next++ {
		wait, cancel := context.WithTimeout(ctx, 2*silence)
		msg, err := it.Next(jetstream.NextContext(wait))
		cancel()
		switch {
		case ctx.Err() == nil && (errors.Is(err, context.DeadlineExceeded) || errors.Is(err, jetstream.ErrNoHeartbeat)):
			return counted(c, end), errSilent
		case err != nil:
			return nil, l.unavailable(err)
		}
		if problem := l.checkCopy(msg, next, check); problem != nil {
			return problem, nil
		}
	}
	return nil, nil
}

// errSilent says that a server does not give what it has. It may be one that has just come back, so it is no sign of damage.
var errSilent = errors.New("the server does not give what it has")

// checkCopy checks the message that should stand at a place.
func (l *JetStream) checkCopy(msg jetstream.Msg, place uint64, check *chains) *BrokenError {
	meta, err := msg.Metadata()
	if err != nil {
		return &BrokenError{Seq: place, What: err.Error()}
	}
	if seq := meta.Sequence.Stream; seq != place {
		return &BrokenError{Seq: place, What: passedOver(place, seq)}
	}
	s, err := decodeFrom(msg.Subject(), msg.Data(), place)
	if err == nil {
		err = check.check(s)
	}
	b, _ := errors.AsType[*BrokenError](err)
	return b
}

// passedOver says what is missing before a place.
func passedOver(next, seq uint64) string {
	return fmt.Sprintf("the places %d to %d are passed over: what stood there is lost", next, seq-1)
}
