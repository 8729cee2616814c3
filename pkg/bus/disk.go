package bus

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
)

// A full disk. When nats-server 2.15.2 cannot store a committed message it says so and goes on with the next one, finds that the
// sequences do not fit (“last sequence mismatch”, stream.go, processJetStreamMsg), and resets the replica: it deletes the Raft log
// that still had the message (jetstream_cluster.go, monitorStream and resetClusteredState). When the disks of two servers are full
// at once, what was acknowledged is gone from both. Two rules keep that from happening: a server stops, in order, before its disk
// is full; and one that could not write ends at once, before it goes on. The Raft log has what it had acknowledged, and is read
// when it starts again.

// ErrDisk says that too little room is left on the disk of the data.
var ErrDisk = errors.New("the disk is nearly full")

// between two looks at the room that is left.
const look = 50 * time.Millisecond

// Watch returns when the context ends (nil), or when less room than the reserve is left on the disk of the data (ErrDisk); the
// server must be shut down then, as long as there is room to do it in order. Without a reserve it only waits.
func (s *Server) Watch(ctx context.Context) error {
	if s.reserve == 0 {
		<-ctx.Done()
		return nil
	}
	tick := time.NewTicker(look)
	defer tick.Stop()
	for {
		if err := enough(s.dir, s.reserve); err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// enough is ErrDisk if the disk of a folder has less room than the reserve. A disk that does not tell has enough.
func enough(dir string, reserve uint64) error {
	free, err := room(dir)
	if err != nil || free >= reserve {
		return nil
	}
	return fmt.Errorf("%w: %s has %d MB left, and %d MB are kept in reserve; make room or choose a smaller reserve", ErrDisk, dir, free>>20, reserve>>20)
}

// cannotWrite reports whether what the server says is that it could not write. It says so before it goes on, and in no other way.
func cannotWrite(says string) bool {
	return strings.Contains(says, "ritical write error") || strings.Contains(says, "no space left on device")
}
