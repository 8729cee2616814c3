package view

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"adref/pkg/bus"
)

// JetStream is a store in a key-value bucket of NATS; what is large stands in an object store beside it. It may be used from
// several goroutines.
type JetStream struct {
	conn   *bus.Conn
	bucket string

	mu      sync.Mutex
	keys    jetstream.KeyValue    // nil until it has been asked for
	objects jetstream.ObjectStore // the same
	mark    markState
}

var _ Store = (*JetStream)(nil)

// NewJetStream is the store of a service. Its bucket, "view-<service>", is made when it is first used.
func NewJetStream(conn *bus.Conn, service string) *JetStream {
	return &JetStream{conn: conn, bucket: "view-" + service}
}

const (
	// inline is the largest value in the bucket itself; the server keeps messages of this size in its caches gladly.
	inline = 256 << 10
	// budget is for a request whose context has no deadline.
	budget = 15 * time.Second
	// tries and patience are for a large value that is replaced while it is read.
	tries    = 4
	patience = 5 * time.Second
)

// Put keeps a value; see Store. The object of a large value is stored before the entry that points to it. The object of the
// value before stays until the next Put, for those who are reading it. The entry is written only over the one that was read, so
// that of two replicas the one that is late cannot put a view back.
func (s *JetStream) Put(ctx context.Context, e Entry) error {
	if err := checkKey(e.Key); err != nil {
		return err
	}
	ctx, cancel := withBudget(ctx)
	defer cancel()
	for {
		old, err := s.head(ctx, e.Key)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		if err == nil && e.Seq < old.Seq {
			return nil
		}
		err = s.replace(ctx, e, old)
		if !raced(err) {
			return err
		}
		if !pause(ctx) {
			return s.unavailable(e.Key, ctx.Err())
		}
	}
}

// replace puts a value in the place of the one that was read.
func (s *JetStream) replace(ctx context.Context, e Entry, old head) error {
	next := head{Seq: e.Seq, Before: old.Object, body: e.Value}
	if len(e.Value) > inline {
		next.Object, next.body = objectName(e), nil
		if next.Object == old.Object {
			next.Before = old.Before
		}
		if err := s.putObject(ctx, next.Object, e.Value, old); err != nil {
			return err
		}
	}
	if err := s.putKey(ctx, e.Key, next.encode(), old.revision); err != nil {
		return err
	}
	if gone := old.Before; gone != "" && gone != next.Object && gone != next.Before {
		return s.removeObject(ctx, gone)
	}
	return nil
}

// Get returns the newest value; see Store.
func (s *JetStream) Get(ctx context.Context, key string) (Entry, error) {
	if err := checkKey(key); err != nil {
		return Entry{}, fmt.Errorf("%w: %w", ErrNotFound, err)
	}
	ctx, cancel := withBudget(ctx)
	defer cancel()
	var last error
	for range tries {
		h, err := s.head(ctx, key)
		if err != nil {
			return Entry{}, err
		}
		if h.Object == "" {
			return Entry{Key: key, Value: h.body, Seq: h.Seq}, nil
		}
		b, err := s.object(ctx, h.Object)
		if err == nil {
			return Entry{Key: key, Value: b, Seq: h.Seq}, nil
		}
		if ctx.Err() != nil || errors.Is(err, bus.ErrDenied) {
			return Entry{}, err
		}
		last = err // the value was replaced, twice, while it was read: read the new one
	}
	return Entry{}, last
}

// Keys is every key, sorted.
func (s *JetStream) Keys(ctx context.Context) ([]string, error) {
	ctx, cancel := withBudget(ctx)
	defer cancel()
	if _, err := s.openKeys(ctx); err != nil {
		return nil, err
	}
	prefix := "$KV." + s.bucket + "."
	var subjects map[string]uint64
	err := s.conn.Request(ctx, budget, func(ctx context.Context) error {
		st, err := s.conn.JS.Stream(ctx, "KV_"+s.bucket)
		if err != nil {
			return err
		}
		info, err := st.Info(ctx, jetstream.WithSubjectFilter(prefix+">"))
		if err == nil {
			subjects = info.State.Subjects
		}
		return err
	})
	if err != nil {
		return nil, s.fault("keys", err)
	}
	keys := []string{}
	for subject := range subjects {
		if key := strings.TrimPrefix(subject, prefix); key != markKey {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys, nil
}

// head is the entry of a key as it stands in the bucket.
func (s *JetStream) head(ctx context.Context, key string) (head, error) {
	e, err := s.key(ctx, key)
	if err != nil {
		return head{}, err
	}
	h, err := decodeHead(e.Value())
	if err != nil {
		return head{}, fmt.Errorf("view %s of %s: %w", key, s.bucket, err)
	}
	h.revision = e.Revision()
	return h, nil
}

// key is a key of the bucket.
func (s *JetStream) key(ctx context.Context, key string) (e jetstream.KeyValueEntry, err error) {
	kv, err := s.openKeys(ctx)
	if err != nil {
		return nil, err
	}
	err = s.conn.Request(ctx, budget, func(ctx context.Context) error {
		e, err = kv.Get(ctx, key)
		return err
	})
	if err != nil {
		return nil, s.fault(key, err)
	}
	return e, nil
}

// putKey writes a key over its revision, 0 for one that is not there. An attempt whose answer was lost looks like a race to the
// next one; who races reads again.
func (s *JetStream) putKey(ctx context.Context, key string, b []byte, revision uint64) error {
	kv, err := s.openKeys(ctx)
	if err != nil {
		return err
	}
	err = s.conn.Request(ctx, budget, func(ctx context.Context) error {
		_, err := kv.Update(ctx, key, b, revision)
		return err
	})
	if err != nil {
		return s.fault(key, err)
	}
	return nil
}

// object reads the object of a large value.
func (s *JetStream) object(ctx context.Context, name string) ([]byte, error) {
	objects, err := s.openObjects(ctx)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, patience) // a read of what is removed meanwhile does not end by itself
	defer cancel()
	b, err := objects.GetBytes(ctx, name)
	if err != nil {
		return nil, s.unavailable(name, err)
	}
	return b, nil
}

// putObject stores a large value unless it is one of those that stand there.
func (s *JetStream) putObject(ctx context.Context, name string, b []byte, old head) error {
	objects, err := s.openObjects(ctx)
	if err != nil {
		return err
	}
	if name == old.Object || name == old.Before {
		return nil
	}
	if _, err := objects.PutBytes(ctx, name, b); err != nil {
		return s.unavailable(name, err)
	}
	return nil
}

func (s *JetStream) removeObject(ctx context.Context, name string) error {
	objects, err := s.openObjects(ctx)
	if err != nil {
		return err
	}
	if err := objects.Delete(ctx, name); err != nil && !errors.Is(err, jetstream.ErrObjectNotFound) {
		return s.unavailable(name, err)
	}
	return nil
}

// openKeys is the bucket; it is asked for once.
func (s *JetStream) openKeys(ctx context.Context) (jetstream.KeyValue, error) {
	s.mu.Lock()
	kv := s.keys
	s.mu.Unlock()
	if kv != nil {
		return kv, nil
	}
	kv, err := bus.Keys(ctx, s.conn, s.bucket)
	if err != nil {
		return nil, s.unavailable("bucket", err)
	}
	s.mu.Lock()
	s.keys = kv
	s.mu.Unlock()
	return kv, nil
}

// openObjects is the object store for large values; most services have none.
func (s *JetStream) openObjects(ctx context.Context) (jetstream.ObjectStore, error) {
	s.mu.Lock()
	objects := s.objects
	s.mu.Unlock()
	if objects != nil {
		return objects, nil
	}
	objects, err := bus.Objects(ctx, s.conn, s.bucket)
	if err != nil {
		return nil, s.unavailable("object store", err)
	}
	s.mu.Lock()
	s.objects = objects
	s.mu.Unlock()
	return objects, nil
}

// fault puts an error of the bucket into the words of a store.
func (s *JetStream) fault(key string, err error) error {
	if errors.Is(err, jetstream.ErrKeyNotFound) {
		return fmt.Errorf("%w: %s in %s", ErrNotFound, key, s.bucket)
	}
	return s.unavailable(key, err)
}

// unavailable says what was in vain. A call that is denied is not one to make again, so it is not ErrUnavailable.
func (s *JetStream) unavailable(what string, err error) error {
	err = s.conn.Fault(err)
	if errors.Is(err, bus.ErrDenied) {
		return fmt.Errorf("%s of %s: %w", what, s.bucket, err)
	}
	return fmt.Errorf("%w: %s of %s: %w", ErrUnavailable, what, s.bucket, err)
}

// withBudget gives a context a deadline if it has none.
func withBudget(ctx context.Context) (context.Context, context.CancelFunc) {
	if _, ok := ctx.Deadline(); ok {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, budget)
}
