package eventlog

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"adref/pkg/bus"
)

// JetStream is the log on a NATS stream, one exact subject for each aggregate. It may be used from several goroutines.
//
// The subject is exact because a replicated stream does not hold to an expected sequence over a wildcard (measured: 7 to 15 %
// of such writes broke their own condition), while a single server does, so that tests would pass and a cluster would fork.
type JetStream struct {
	conn *bus.Conn

	mu     sync.Mutex
	stream jetstream.Stream        // nil until it has been asked for
	heads  map[Aggregate][]jetHead // the newest commits known of each aggregate, in order; they may be late
}

// remembered is how many commits of an aggregate are known by their places, so that one who has read it some commits ago can
// go on there.
const remembered = 8

// jetHead is the last commit of an aggregate, now or some time ago.
type jetHead struct {
	link
	seq     uint64 // of the message, 0 if there is none
	command string
}

var (
	_ Log       = (*JetStream)(nil)
	_ Inspector = (*JetStream)(nil)
)

// NewJetStream is the log on the stream that bus.Ensure makes.
func NewJetStream(conn *bus.Conn) *JetStream {
	return &JetStream{conn: conn, heads: make(map[Aggregate][]jetHead)}
}

// partitions is the number of values of the second token of a subject. It never changes: it is in every stored subject.
const partitions = 16

// Subject is where the commits of an aggregate stand: ev.<NN>.<process>.<document>. NN keeps a process together and lets a
// cluster split the log later.
func Subject(a Aggregate) string { return string(appendSubject(nil, a)) }

func appendSubject(b []byte, a Aggregate) []byte {
	nn := partition(a.Process)
	b = append(b, 'e', 'v', '.', '0'+byte(nn/10), '0'+byte(nn%10), '.')
	b = append(append(b, a.Process...), '.')
	return append(b, a.Document...)
}

// partition is the FNV-1a hash of a process, modulo their number.
func partition(process string) uint32 {
	h := uint32(2166136261)
	for i := range len(process) {
		h = (h ^ uint32(process[i])) * 16777619
	}
	return h % partitions
}

// budget is how long a request is tried again: the loss of a leader stalls a cluster for 5 to 7 s.
const budget = 15 * time.Second

// What a server answers to a publication that it does not store now.
const (
	wrongLastSequence   = jetstream.JSErrCodeStreamWrongLastSequence         // 10071
	wrongLastSequenceR3 = jetstream.JSErrCodeStreamWrongLastSequenceConstant // 10164; comes without a competitor, too
	duplicateInProcess  = jetstream.ErrorCode(10158)
	streamMessageTooBig = jetstream.JSErrCodeStreamMessageExceedsMaximum
)

// Append stores a commit; see Appender. It publishes with the sequence that the last commit of the aggregate is known to have
// and with the command as message ID. Where that fails or stays without an answer it reads the last commit again from the
// leader, looks for its own command there, and tries again with the same message ID, so that one command is stored once
// whatever happens in between. A single server checks the sequence first and a cluster the message ID; both ways end here.
func (l *JetStream) Append(ctx context.Context, c Commit) (Receipt, error) {
	body, err := encode(c)
	if err != nil {
		return Receipt{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, budget)
	defer cancel()
	head, known := l.known(c.Aggregate)
	attempt := bus.FirstAttempt
	for wait := time.Millisecond; ; wait = min(2*wait, time.Second) {
		if !known || !head.precedes(c) {
			if head, err = l.head(ctx, c.Aggregate); err != nil {
				return Receipt{}, err
			}
			if r, done, err := l.settled(ctx, c, head); done {
				return r, err
			}
		}
		one, cancel := l.conn.Attempt(ctx, attempt)
		r, again, err := l.publish(one, c, head, body)
		cancel()
		if !again {
			return r, err
		}
		known, attempt = false, min(2*attempt, bus.LastAttempt)
		if !pause(ctx, wait) {
			return Receipt{}, err
		}
	}
}

// precedes reports whether the commit may follow.
func (h jetHead) precedes(c Commit) bool { return h.version+1 == c.Version && h.hash == c.Prev }

// settled reports whether the answer follows from the last commit alone, without a publication.
func (l *JetStream) settled(ctx context.Context, c Commit, head jetHead) (r Receipt, done bool, err error) {
	if head.command == c.Command {
		return Receipt{Seq: head.seq, Version: head.version, Duplicate: true}, true, nil
	}
	if head.precedes(c) {
		return Receipt{}, false, nil
	}
	if head.version < c.Version {
		return Receipt{}, true, conflict(c, head.stored())
	}
	// Others appended since. If an earlier offer of this commit was stored, it stands at its version or, decided anew, above.
	ss, err := l.Read(ctx, c.Aggregate, c.Version-1)
	if err != nil {
		return Receipt{}, true, err
	}
	for _, s := range ss {
		if s.Command == c.Command {
			r, err := again(c, s)
			return r, true, err
		}
	}
	return Receipt{}, true, conflict(c, head.stored())
}

// stored is the head as far as it is known.
func (h jetHead) stored() Stored {
	return Stored{Seq: h.seq, Commit: Commit{Version: h.version, Hash: h.hash}}
}

// publish offers the commit once. again is true where the last commit must be read anew and the offer repeated; err then says
// why, in case there is no time left.
func (l *JetStream) publish(ctx context.Context, c Commit, head jetHead, body []byte) (r Receipt, again bool, err error) {
	msg := &nats.Msg{Subject: Subject(c.Aggregate), Data: body}
	ack, err := l.conn.JS.PublishMsg(ctx, msg,
		jetstream.WithMsgID(c.Command),
		jetstream.WithExpectStream(bus.LogStream),
		jetstream.WithExpectLastSequencePerSubject(head.seq),
		jetstream.WithRetryAttempts(0)) // Append itself tries again, after it has looked
	if err != nil {
		return Receipt{}, retryable(l.conn.Fault(err)), l.refused(c, err)
	}
	if ack.Duplicate {
		r, err := l.find(ctx, c, ack.Sequence)
		return r, errors.Is(err, ErrUnavailable), err
	}
	l.learn(c.Aggregate, jetHead{link{c.Version, c.Hash}, ack.Sequence, c.Command})
	return Receipt{Seq: ack.Sequence, Version: c.Version}, false, nil
}

// retryable reports whether an offer may succeed later.
func retryable(err error) bool {
	if api, ok := errors.AsType[*jetstream.APIError](err); ok {
		switch api.ErrorCode {
		case wrongLastSequence, wrongLastSequenceR3, duplicateInProcess:
			return true
		}
	}
	return bus.Transient(err)
}

// refused puts the error of a publication into the words of a log.
func (l *JetStream) refused(c Commit, err error) error {
	api, ok := errors.AsType[*jetstream.APIError](err)
	if errors.Is(err, nats.ErrMaxPayload) || ok && api.ErrorCode == streamMessageTooBig {
		return fmt.Errorf("%w: %s version %d: the NATS server takes less: %w", ErrTooLarge, c.Aggregate, c.Version, err)
	}
	return l.unavailable(err)
}

// unavailable says that a request was in vain, and why. A call that is denied is not one to make again, so it is not
// ErrUnavailable.
func (l *JetStream) unavailable(err error) error {
	err = l.conn.Fault(err)
	if errors.Is(err, bus.ErrDenied) {
		return fmt.Errorf("log: %w", err)
	}
	return fmt.Errorf("%w: %w", ErrUnavailable, err)
}

// find is the receipt of the stored commit of a command that the server recognised.
func (l *JetStream) find(ctx context.Context, c Commit, seq uint64) (Receipt, error) {
	s, err := l.get(ctx, func(ctx context.Context, st jetstream.Stream) (*jetstream.RawStreamMsg, error) {
		return st.GetMsg(ctx, seq)
	})
	if err != nil {
		return Receipt{}, err
	}
	if s.Command != c.Command {
		return Receipt{}, broken(s, "the server says that it is command %s, and it is %s", c.Command, s.Command)
	}
	return again(c, s)
}

// head is the last commit of an aggregate as the leader has it.
func (l *JetStream) head(ctx context.Context, a Aggregate) (jetHead, error) {
	s, err := l.get(ctx, func(ctx context.Context, st jetstream.Stream) (*jetstream.RawStreamMsg, error) {
		return st.GetLastMsgForSubject(ctx, Subject(a))
	})
	if err != nil {
		return jetHead{}, err
	}
	h := jetHead{link{s.Version, s.Hash}, s.Seq, s.Command}
	if s.Seq > 0 {
		l.learn(a, h)
	}
	return h, nil
}

// get reads one message from the leader, the zero value if there is none.
func (l *JetStream) get(ctx context.Context, f func(context.Context, jetstream.Stream) (*jetstream.RawStreamMsg, error)) (Stored, error) {
	m, err := l.raw(ctx, f)
	if err != nil || m == nil {
		return Stored{}, err
	}
	return decodeFrom(m.Subject, m.Data, m.Sequence)
}

// raw is the message itself, nil if there is none.
func (l *JetStream) raw(ctx context.Context, f func(context.Context, jetstream.Stream) (*jetstream.RawStreamMsg, error)) (m *jetstream.RawStreamMsg, err error) {
	err = l.conn.Request(ctx, budget, func(ctx context.Context) error {
		st, err := l.handle(ctx)
		if err != nil {
			return err
		}
		m, err = f(ctx, st)
		return err
	})
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, l.unavailable(err)
	}
	return m, nil
}

// decodeFrom reads a commit and checks that it stands on the subject of its aggregate.
func decodeFrom(subject string, body []byte, seq uint64) (Stored, error) {
	s, err := decode(body, seq)
	if err != nil {
		if be, ok := errors.AsType[*BrokenError](err); ok && be.Aggregate == (Aggregate{}) {
			be.What = subject + ": " + be.What
		}
		return s, err
	}
	var own [96]byte
	if string(appendSubject(own[:0], s.Aggregate)) != subject {
		return s, broken(s, "it stands on the subject %s", subject)
	}
	return s, nil
}

// Last is the place of the newest commit.
func (l *JetStream) Last(ctx context.Context) (uint64, error) {
	m, err := l.raw(ctx, func(ctx context.Context, st jetstream.Stream) (*jetstream.RawStreamMsg, error) {
		return st.GetLastMsgForSubject(ctx, "ev.>")
	})
	if err != nil || m == nil {
		return 0, err
	}
	return m.Sequence, nil
}

// staleness is how long a leader of a cluster that has been replaced may take itself for the leader and answer with what it has.
const staleness = 10 * time.Second

// insist calls enough until it is true or fails, on a cluster for as long as a leader may be late; a single server is believed
// at once. Nothing that has been seen may be called lost before that.
func (l *JetStream) insist(ctx context.Context, enough func(context.Context) (bool, error)) (bool, error) {
	start := time.Now()
	for {
		ok, err := enough(ctx)
		if ok || err != nil || !l.replicated() || time.Since(start) > staleness {
			return ok, err
		}
		if !pause(ctx, between) {
			return false, l.unavailable(ctx.Err())
		}
	}
}

// replicated reports whether the log stands on a cluster.
func (l *JetStream) replicated() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.stream != nil && l.stream.CachedInfo().Config.Replicas > 1
}

// reaches checks that the log reaches a place that has been seen; else it has gone backwards.
func (l *JetStream) reaches(ctx context.Context, seq uint64) error {
	var last uint64
	ok, err := l.insist(ctx, func(ctx context.Context) (_ bool, err error) {
		last, err = l.Last(ctx)
		return last >= seq, err
	})
	if err == nil && !ok {
		return l.ofLeader(ctx, backwards(seq, last))
	}
	return err
}

// ofLeader names the leader of a cluster as the server that has the damage, if it can be told.
func (l *JetStream) ofLeader(ctx context.Context, b *BrokenError) *BrokenError {
	if info, err := l.info(ctx); err == nil && info.Cluster != nil {
		b.Server = info.Cluster.Leader
	}
	return b
}

// Holes is the number of places of the stream that are empty. Nothing is ever deleted from the log, so each of them held a
// commit that is lost; NATS itself reports such a stream as healthy.
func (l *JetStream) Holes(ctx context.Context) (uint64, error) {
	info, err := l.info(ctx)
	if err != nil {
		return 0, err
	}
	return info.State.LastSeq - info.State.Msgs, nil
}

// whole checks that no place of the stream is empty.
func (l *JetStream) whole(ctx context.Context) error {
	info, err := l.info(ctx)
	if err != nil || info.State.LastSeq == info.State.Msgs {
		return err
	}
	st := info.State
	first := st.LastSeq
	if len(st.Deleted) > 0 {
		first = st.Deleted[0]
	}
	b := &BrokenError{Seq: first, What: fmt.Sprintf("%d of %d places are empty, the first is %d: what stood there is lost", st.LastSeq-st.Msgs, st.LastSeq, first)}
	if info.Cluster != nil {
		b.Server = info.Cluster.Leader
	}
	return b
}

// info is what the leader says of the stream.
func (l *JetStream) info(ctx context.Context) (info *jetstream.StreamInfo, err error) {
	err = l.conn.Request(ctx, budget, func(ctx context.Context) error {
		h, err := l.handle(ctx)
		if err != nil {
			return err
		}
		info, err = h.Info(ctx, jetstream.WithDeletedDetails(true))
		return err
	})
	if err != nil {
		return nil, l.unavailable(err)
	}
	return info, nil
}

// handle is the stream; it is asked for once.
func (l *JetStream) handle(ctx context.Context) (jetstream.Stream, error) {
	l.mu.Lock()
	st := l.stream
	l.mu.Unlock()
	if st != nil {
		return st, nil
	}
	st, err := l.conn.JS.Stream(ctx, bus.LogStream)
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	l.stream = st
	l.mu.Unlock()
	return st, nil
}

// known is the head that was seen last, which may be late.
func (l *JetStream) known(a Aggregate) (jetHead, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	hs := l.heads[a]
	if len(hs) == 0 {
		return jetHead{}, false
	}
	return hs[len(hs)-1], true
}

// before is the newest commit known up to a version, the zero value if there is none.
func (l *JetStream) before(a Aggregate, version uint64) jetHead {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, h := range slices.Backward(l.heads[a]) {
		if h.version <= version {
			return h
		}
	}
	return jetHead{}
}

// learn keeps a head unless a newer one is known.
func (l *JetStream) learn(a Aggregate, h jetHead) {
	l.mu.Lock()
	defer l.mu.Unlock()
	hs := l.heads[a]
	if len(hs) > 0 && h.seq <= hs[len(hs)-1].seq {
		return
	}
	if len(hs) == remembered {
		hs = slices.Delete(hs, 0, 1)
	}
	l.heads[a] = append(hs, h)
}

// pause waits between one and two times d, so that competitors do not meet again; false when the context ends first.
func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d + rand.N(d)):
		return true
	}
}
