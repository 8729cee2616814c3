package eventlog

import (
	"crypto/sha256"
	"encoding/hex"

	"adref/pkg/event"
	"adref/pkg/scan"
)

// scanned reads a commit in the form in which encode writes it, several times faster than a parser of any JSON does; hash is
// where its hash begins. ok is false where the parser must. The data of the events are part of the bytes; whether they are JSON
// is seen by whoever decodes the events.
//
// Law: what it reads is what the parser would read.
func scanned(b []byte) (c Commit, hash int, ok bool) {
	s := scan.Of(b)
	s.Take("{")
	c.Process = s.Plain(`"process":`)
	c.Document = s.Plain(`"document":`)
	c.Version = s.Number(`"version":`)
	c.Prev = s.Plain(`"prev":`)
	hash = s.At() + len(`,"hash":"`)
	c.Hash = s.Plain(`"hash":`)
	c.Command = s.Plain(`"command":`)
	c.Verb = s.Plain(`"verb":`)
	c.Actor = s.Plain(`"actor":`)
	c.At = s.Time(`"at":`)
	c.Schema = int(s.Number(`"schema":`))
	s.Need(`"events":`)
	c.Events = events(&s)
	s.Take("}")
	return c, hash, s.Done()
}

func events(s *scan.Scanner) []event.Stored {
	s.Take("[")
	if s.Next() == ']' {
		s.Take("]")
		return []event.Stored{}
	}
	es := make([]event.Stored, 0, 1)
	for {
		es = append(es, stored(s))
		if s.Lost() || s.Next() != ',' {
			break
		}
		s.Take(",")
	}
	s.Take("]")
	return es
}

func stored(s *scan.Scanner) (e event.Stored) {
	s.Take("{")
	e.Kind = s.Plain(`"kind":`)
	e.Schema = int(s.Number(`"schema":`))
	s.Need(`"data":`)
	e.Data = s.Object()
	s.Take("}")
	return e
}

// hashed reports whether the hash that stands at a place is that of the commit: of its JSON without it; see Commit.Seal.
func hashed(b []byte, at int, hash string) bool {
	h := sha256.New()
	h.Write(b[:at]) // a hash never fails
	h.Write(b[at+len(hash):])
	var sum [sha256.Size]byte
	var text [2 * sha256.Size]byte
	hex.Encode(text[:], h.Sum(sum[:0]))
	return string(text[:]) == hash
}
