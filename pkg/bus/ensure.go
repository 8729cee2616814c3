package bus

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// Names of what Ensure makes.
const (
	// LogStream holds the log: one message for each commit, on the subject ev.<NN>.<process>.<document>. One stream holds all
	// the partitions NN; a stream for each of them comes with clusters that need it, and the subjects stay as they are.
	LogStream = "EV"
	// RecordNews begins the subject, <RecordNews>.<NN>.<process>, on which the server tells that the record of a process has grown,
	// before it acknowledges the commit. The message has only headers.
	RecordNews = "recnews"
	// PublicStream holds the public events, on pub.<audience>.<process>.<document>.<noun>.<verb>; they are sent again, live, on
	// live.<…>. It can be rebuilt from the log.
	PublicStream = "PUB"
	// TimerStream holds the deadlines: one scheduled message for each, on timer.set.<process>.<document>.<kind>, which the server
	// turns into one on timer.due.<process>.<document>.<kind> when its time has come, also after a restart.
	TimerStream = "TIMER"
	// BlobBucket and IssuedBucket are the object stores.
	BlobBucket   = "blobs"
	IssuedBucket = "issued"
)

const (
	// maxConsumers is far above what the design needs, and set because the server's default is 1,000 since 2.15.
	maxConsumers = 4096
	// dedupeWindow is how long the server remembers a message ID. Restart time grows with what is inside it.
	dedupeWindow = 10 * time.Minute
	// maxMessage is a commit of the largest size and its headers.
	maxMessage = 1<<20 + 64<<10
)

// Ensure makes the streams and buckets that adref needs, or brings them up to date. Settings of an operator that adref does not
// depend on (placement, quotas, more replicas) stay as they are. Several services may call it at once. It replicates three
// times on a cluster.
func Ensure(ctx context.Context, c *Conn) error {
	for _, cfg := range []jetstream.StreamConfig{logStream(), publicStream(), timerStream(), objectStream(BlobBucket), objectStream(IssuedBucket)} {
		if err := ensureStream(ctx, c, cfg); err != nil {
			return err
		}
	}
	return nil
}

// logStream never loses a message by itself: no age, no limit, no deletion. Its readers ask the leader: a replica may be late.
func logStream() jetstream.StreamConfig {
	return jetstream.StreamConfig{
		Name:         LogStream,
		Description:  "adref: the log, one commit in each message",
		Subjects:     []string{"ev.>"},
		Storage:      jetstream.FileStorage,
		Duplicates:   dedupeWindow,
		MaxConsumers: maxConsumers,
		MaxMsgSize:   maxMessage,
		DenyDelete:   true,
		DenyPurge:    true,
		RePublish:    &jetstream.RePublish{Source: "ev.*.*._record", Destination: RecordNews + ".$1.$2", HeadersOnly: true},
	}
}

func publicStream() jetstream.StreamConfig {
	return jetstream.StreamConfig{
		Name:         PublicStream,
		Description:  "adref: public events, derived from the log",
		Subjects:     []string{"pub.>"},
		Storage:      jetstream.FileStorage,
		Duplicates:   dedupeWindow,
		MaxConsumers: maxConsumers,
		AllowDirect:  true,
		RePublish:    &jetstream.RePublish{Source: "pub.>", Destination: "live.>"},
	}
}

// timerStream keeps one message on each subject: a deadline that is set again replaces itself. No age: it would delete deadlines.
func timerStream() jetstream.StreamConfig {
	return jetstream.StreamConfig{
		Name:              TimerStream,
		Description:       "adref: deadlines",
		Subjects:          []string{"timer.>"},
		Storage:           jetstream.FileStorage,
		MaxConsumers:      maxConsumers,
		MaxMsgsPerSubject: 1,
		AllowMsgSchedules: true,
	}
}

// objectStream is an object store as in NATS ADR-20, and keyStream a key-value bucket as in ADR-8, but both are read from the
// leader: with direct reads a late replica denies what has just been written.
func objectStream(bucket string) jetstream.StreamConfig {
	return jetstream.StreamConfig{
		Name:         "OBJ_" + bucket,
		Subjects:     []string{"$O." + bucket + ".C.>", "$O." + bucket + ".M.>"},
		Storage:      jetstream.FileStorage,
		Discard:      jetstream.DiscardNew,
		MaxConsumers: maxConsumers,
		AllowRollup:  true,
	}
}

func keyStream(bucket string) jetstream.StreamConfig {
	return jetstream.StreamConfig{
		Name:              "KV_" + bucket,
		Subjects:          []string{"$KV." + bucket + ".>"},
		Storage:           jetstream.FileStorage,
		Discard:           jetstream.DiscardNew,
		MaxConsumers:      maxConsumers,
		MaxMsgsPerSubject: 1,
		AllowRollup:       true,
		DenyDelete:        true,
	}
}

// Objects is the object store of that name; it is made if it is absent.
func Objects(ctx context.Context, c *Conn, bucket string) (jetstream.ObjectStore, error) {
	if err := ensureStream(ctx, c, objectStream(bucket)); err != nil {
		return nil, err
	}
	var objects jetstream.ObjectStore
	err := c.Request(ctx, startBudget, func(ctx context.Context) (err error) {
		objects, err = c.JS.ObjectStore(ctx, bucket)
		return err
	})
	return objects, err
}

// Keys is the key-value bucket of that name, which keeps the newest value of a key; it is made if it is absent.
func Keys(ctx context.Context, c *Conn, bucket string) (jetstream.KeyValue, error) {
	if err := ensureStream(ctx, c, keyStream(bucket)); err != nil {
		return nil, err
	}
	var keys jetstream.KeyValue
	err := c.Request(ctx, startBudget, func(ctx context.Context) (err error) {
		keys, err = c.JS.KeyValue(ctx, bucket)
		return err
	})
	return keys, err
}

// ensureStream makes a stream or changes the one that is there.
func ensureStream(ctx context.Context, c *Conn, want jetstream.StreamConfig) error {
	want.Replicas = 1
	if c.NC.ConnectedClusterName() != "" {
		want.Replicas = 3
	}
	err := c.Request(ctx, startBudget, func(ctx context.Context) error {
		s, err := c.JS.Stream(ctx, want.Name)
		if errors.Is(err, jetstream.ErrStreamNotFound) {
			s, err = c.JS.CreateStream(ctx, want)
			if errors.Is(err, jetstream.ErrStreamNameAlreadyInUse) { // somebody else made it meanwhile
				s, err = c.JS.Stream(ctx, want.Name)
			}
		}
		if err != nil {
			return err
		}
		return update(ctx, c, s.CachedInfo(), want)
	})
	if err != nil {
		return fmt.Errorf("stream %s: %w", want.Name, err)
	}
	return nil
}

// update changes a stream where that is needed, and makes sure that it can take messages.
func update(ctx context.Context, c *Conn, info *jetstream.StreamInfo, want jetstream.StreamConfig) error {
	if want.Replicas > 1 && (info.Cluster == nil || info.Cluster.Leader == "") {
		return errNoLeader
	}
	next := merge(info.Config, want)
	if reflect.DeepEqual(info.Config, next) {
		return nil
	}
	_, err := c.JS.UpdateStream(ctx, next)
	return err
}

// merge puts what adref depends on into the configuration that is there. MaxConsumers cannot be changed and stays.
func merge(have, want jetstream.StreamConfig) jetstream.StreamConfig {
	for _, s := range want.Subjects {
		if !slices.Contains(have.Subjects, s) {
			have.Subjects = append(slices.Clone(have.Subjects), s)
		}
	}
	have.AllowDirect = want.AllowDirect
	have.AllowMsgSchedules = have.AllowMsgSchedules || want.AllowMsgSchedules
	have.DenyDelete = have.DenyDelete || want.DenyDelete
	have.DenyPurge = have.DenyPurge || want.DenyPurge
	have.Replicas = max(have.Replicas, want.Replicas)
	have.Duplicates = max(have.Duplicates, want.Duplicates)
	if want.MaxMsgSize > 0 && have.MaxMsgSize > 0 {
		have.MaxMsgSize = max(have.MaxMsgSize, want.MaxMsgSize)
	}
	if want.RePublish != nil {
		have.RePublish = want.RePublish
	}
	return have
}
