package eventlog

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"
	"unicode/utf8"

	"adref/pkg/event"
)

// scanner reads a commit in the form in which encode writes it, several times faster than a parser of any JSON does. Where the
// bytes have another form it is lost, and the parser must read them. The data of the events are part of the bytes; whether they
// are JSON is seen by whoever decodes the events.
//
// Law: what it reads is what the parser would read.
type scanner struct {
	b    []byte
	at   int
	lost bool
}

// scan reads a commit; hash is where its hash begins. ok is false where the parser must.
func scan(b []byte) (c Commit, hash int, ok bool) {
	s := scanner{b: b}
	s.take(`{"process":`)
	c.Process = s.text()
	s.take(`,"document":`)
	c.Document = s.text()
	s.take(`,"version":`)
	c.Version = s.number()
	s.take(`,"prev":`)
	c.Prev = s.text()
	s.take(`,"hash":`)
	hash = s.at + 1
	c.Hash = s.text()
	s.take(`,"command":`)
	c.Command = s.text()
	s.take(`,"verb":`)
	c.Verb = s.text()
	s.take(`,"actor":`)
	c.Actor = s.text()
	s.take(`,"at":`)
	c.At = s.time()
	s.take(`,"schema":`)
	c.Schema = int(s.number())
	s.take(`,"events":[`)
	c.Events = s.events()
	s.take(`]}`)
	return c, hash, !s.lost && s.at == len(b)
}

// hashOf is the hash of a commit that has one of the length at a place: that of its JSON without it; see Commit.Seal.
func hashOf(b []byte, at, length int) string {
	h := sha256.New()
	h.Write(b[:at]) // a hash never fails
	h.Write(b[at+length:])
	return hex.EncodeToString(h.Sum(nil))
}

func (s *scanner) take(literal string) {
	if s.lost || !bytes.HasPrefix(s.b[s.at:], []byte(literal)) {
		s.lost = true
		return
	}
	s.at += len(literal)
}

// next is the byte at hand, 0 at the end.
func (s *scanner) next() byte {
	if s.at < len(s.b) {
		return s.b[s.at]
	}
	return 0
}

// quoted is a string with its quotation marks, of plain characters only.
func (s *scanner) quoted() []byte {
	if s.lost || s.next() != '"' {
		s.lost = true
		return nil
	}
	n := bytes.IndexByte(s.b[s.at+1:], '"')
	if n < 0 {
		s.lost = true
		return nil
	}
	q := s.b[s.at : s.at+n+2]
	s.at += len(q)
	ascii := true
	for _, c := range q {
		if c == '\\' || c < ' ' {
			s.lost = true
			return nil
		}
		ascii = ascii && c < utf8.RuneSelf
	}
	s.lost = !ascii && !utf8.Valid(q)
	return q
}

func (s *scanner) text() string {
	q := s.quoted()
	if s.lost {
		return ""
	}
	return string(q[1 : len(q)-1])
}

func (s *scanner) time() (t time.Time) {
	q := s.quoted()
	s.lost = s.lost || t.UnmarshalJSON(q) != nil
	return t
}

// number is one without a sign of at most 18 digits.
func (s *scanner) number() (n uint64) {
	start := s.at
	for c := s.next(); '0' <= c && c <= '9'; c = s.next() {
		n = 10*n + uint64(c-'0')
		s.at++
	}
	digits := s.at - start
	if digits == 0 || digits > 18 || digits > 1 && s.b[start] == '0' {
		s.lost = true
	}
	return n
}

func (s *scanner) events() []event.Stored {
	es := []event.Stored{}
	if s.next() == ']' {
		return es
	}
	for !s.lost {
		var e event.Stored
		s.take(`{"kind":`)
		e.Kind = s.text()
		s.take(`,"schema":`)
		e.Schema = int(s.number())
		s.take(`,"data":`)
		e.Data = s.object()
		s.take(`}`)
		es = append(es, e)
		if s.next() != ',' {
			break
		}
		s.at++
	}
	return es
}

// object is what stands between a brace and the one that closes it.
func (s *scanner) object() json.RawMessage {
	if s.next() != '{' {
		s.lost = true
		return nil
	}
	start, depth, inside := s.at, 0, false
	for ; s.at < len(s.b); s.at++ {
		switch c := s.b[s.at]; {
		case inside && c == '\\':
			s.at++
		case c == '"':
			inside = !inside
		case inside:
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				s.at++
				return s.b[start:s.at:s.at]
			}
		}
	}
	s.lost = true
	return nil
}
