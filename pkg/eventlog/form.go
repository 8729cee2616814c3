package eventlog

import (
	"encoding/json"
	"strconv"

	"adref/pkg/event"
)

// marshal is the JSON of a commit as encoding/json writes it, byte for byte, in about half the time where it is made of plain
// characters. The hash is made over it and everything is stored in it.
func marshal(c Commit) ([]byte, error) {
	if b, ok := form(c); ok {
		return b, nil
	}
	return json.Marshal(c)
}

// form writes a commit; ok is false where encoding/json must.
func form(c Commit) (b []byte, ok bool) {
	ok = c.Events != nil
	for _, s := range []string{c.Process, c.Document, c.Prev, c.Hash, c.Command, c.Verb, c.Actor} {
		ok = ok && plain(s)
	}
	for _, e := range c.Events {
		ok = ok && plain(e.Kind) && compact(e)
	}
	if !ok {
		return nil, false
	}
	b, _, ok = written(c)
	return b, ok
}

// written is the JSON of a commit that is made of plain characters, and where its hash begins in it. It is for those who know that
// it is, or find out by the hash. ok is false where its time has no JSON.
func written(c Commit) (b []byte, hash int, ok bool) {
	size := 512
	for _, e := range c.Events {
		size += len(e.Data)
	}
	b = make([]byte, 0, size)
	text := func(key, s string) {
		b = append(append(append(append(b, key...), '"'), s...), '"')
	}
	text(`{"process":`, c.Process)
	text(`,"document":`, c.Document)
	b = strconv.AppendUint(append(b, `,"version":`...), c.Version, 10)
	text(`,"prev":`, c.Prev)
	hash = len(b) + len(`,"hash":"`)
	text(`,"hash":`, c.Hash)
	text(`,"command":`, c.Command)
	text(`,"verb":`, c.Verb)
	text(`,"actor":`, c.Actor)
	b, err := c.At.AppendText(append(b, `,"at":"`...))
	b = strconv.AppendInt(append(b, `","schema":`...), int64(c.Schema), 10)
	b = append(b, `,"events":[`...)
	for i, e := range c.Events {
		if i > 0 {
			b = append(b, ',')
		}
		text(`{"kind":`, e.Kind)
		b = strconv.AppendInt(append(b, `,"schema":`...), int64(e.Schema), 10)
		b = append(append(append(b, `,"data":`...), e.Data...), '}')
	}
	return append(b, "]}"...), hash, err == nil
}

// plain reports whether a string stands between quotation marks as it is.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			return false
		}
	}
	return true
}

// compact reports whether encoding/json would leave the data of an event as they are: as it has made them itself.
func compact(e event.Stored) bool {
	inside := false
	for i := 0; i < len(e.Data); i++ {
		switch c := e.Data[i]; {
		case c == '<', c == '>', c == '&', c == 0xe2 && separator(e.Data[i:]): // these are escaped
			return false
		case inside && c == '\\':
			i++
		case c == '"':
			inside = !inside
		case !inside && c <= ' ':
			return false
		}
	}
	return json.Valid(e.Data)
}

// separator reports whether bytes begin with U+2028 or U+2029, which JavaScript takes for the end of a line.
func separator(b []byte) bool {
	return len(b) >= 3 && b[1] == 0x80 && b[2]&^1 == 0xa8
}
