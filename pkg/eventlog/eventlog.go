// Package eventlog is the only truth: an append-only log of commits, one chain for each aggregate.
//
// Laws: the versions of an aggregate are 1, 2, 3 … without a gap; each commit carries the hash of the one before it; the same
// command is stored once; readers see commits in the order of their versions. The contract suite in logtest proves them for
// every implementation.
package eventlog

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"adref/pkg/event"
)

// Record is the name of the aggregate of a process itself: its rules, its delegations, its explanations of position.
const Record = "_record"

// Aggregate names a chain: a document of a process, or Record.
type Aggregate struct {
	Process  string `json:"process"`
	Document string `json:"document"`
}

// String is "process/document".
func (a Aggregate) String() string { return a.Process + "/" + a.Document }

// Commit is one decision: its events stand or fall together.
type Commit struct {
	Aggregate
	Version uint64         `json:"version"` // contiguous in the aggregate, from 1
	Prev    string         `json:"prev"`    // hash of the commit before, "" for the first
	Hash    string         `json:"hash"`    // of this commit; see Seal
	Command string         `json:"command"` // ID of the command, UUIDv7
	Verb    string         `json:"verb"`    // of the command
	Actor   string         `json:"actor"`
	At      time.Time      `json:"at"`
	Schema  int            `json:"schema"` // of the envelope
	Events  []event.Stored `json:"events"`
}

// Schema of the envelope.
const Schema = 1

// Seal sets the hash: the hex SHA-256 of the commit's JSON with an empty hash. The previous hash is part of it, so a changed
// or missing commit breaks every later one.
func (c Commit) Seal() Commit {
	c.Hash = c.sum()
	return c
}

func (c Commit) sum() string {
	c.Hash = ""
	b, err := marshal(c)
	if err != nil {
		panic(fmt.Sprintf("commit %s version %d: %v", c.Aggregate, c.Version, err)) // only invalid raw JSON can cause it
	}
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// Stored is a commit at its place in the log.
type Stored struct {
	Commit
	// Seq is the place; it rises, with gaps, over all aggregates.
	Seq uint64
}

// Receipt says where a commit stands.
type Receipt struct {
	Seq     uint64
	Version uint64
	// Duplicate is true where the command had been stored before; nothing was written now.
	Duplicate bool
}

// Errors of a log.
var (
	// ErrConflict says that somebody else appended to the aggregate: load it again and decide again.
	ErrConflict = errors.New("the aggregate has changed since it was read")
	// ErrBroken says that the log does not hold together: a hole, a wrong hash, a commit that cannot be read. Nothing that
	// follows it can be trusted.
	ErrBroken = errors.New("the log is broken")
	// ErrUnavailable says that the log cannot be reached, or that it did not answer in time: whether a commit was stored is
	// unknown. Ask again with the same command ID.
	ErrUnavailable = errors.New("the log cannot be reached")
	// ErrTooLarge says that a commit is over MaxCommit.
	ErrTooLarge = errors.New("the commit is too large")
	// ErrReused says that the command ID is that of a commit of another aggregate.
	ErrReused = errors.New("the command ID stands in another aggregate")
)

// MaxCommit is the largest commit, in bytes of JSON: what a NATS server takes by default.
const MaxCommit = 1 << 20

// Appender stores commits.
type Appender interface {
	// Append stores a sealed commit if its version follows the last one of its aggregate and its Prev is that one's hash.
	// A command that is in the aggregate already is reported as a duplicate, with the receipt of the stored commit. This
	// holds without limit for a commit that is offered again as it was, and for any commit of a command that was stored in
	// the last ten minutes. A caller that loads the aggregate and decides anew must first look for the command among the
	// commits that it folds: an implementation does not search an aggregate from its start.
	// Errors: ErrConflict, ErrUnavailable, ErrTooLarge, ErrBroken, ErrReused; any other is a fault of the caller.
	Append(ctx context.Context, c Commit) (Receipt, error)
}

// Reader reads aggregates.
type Reader interface {
	// Read is the commits of an aggregate with a version above after, in order; it has checked the chain from there on.
	// An aggregate without commits is empty, not an error, but one that ends before after has lost commits that the caller
	// has seen. Errors: ErrBroken, ErrUnavailable.
	Read(ctx context.Context, a Aggregate, after uint64) ([]Stored, error)
}

// Follower sees every commit.
type Follower interface {
	// Follow calls fn with every commit whose Seq is above after, in order, one at a time, first those stored and then those
	// to come, until the context ends (nil) or fn fails (that error). It checks the chain of every aggregate from the first
	// commit that it sees of it, and from the very first one where after is 0. A log that ends before after, or that does so
	// later when a server comes back, has gone backwards. A server that goes away once Follow has begun is waited for.
	// Errors: ErrBroken, ErrUnavailable.
	Follow(ctx context.Context, after uint64, fn func(Stored) error) error
	// Last is the Seq of the newest commit, 0 for an empty log.
	Last(ctx context.Context) (uint64, error)
}

// Worker shares the work on every commit between the replicas of a service.
type Worker interface {
	// Work calls fn with every commit, in order, one at a time over all callers of the same name, and remembers across
	// restarts how far fn has succeeded. fn may see a commit again after a failure, so it must be idempotent. It ends as
	// Follow does, but it does not notice a hole: the commits between may be those of another caller.
	Work(ctx context.Context, name string, fn func(Stored) error) error
}

// Log is all of it.
type Log interface {
	Appender
	Reader
	Follower
	Worker
}
