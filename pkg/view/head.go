package view

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
)

// head is an entry in the bucket: a line of JSON, which people can read with the tools of NATS, and then the value as it is,
// unless it is large.
type head struct {
	Seq uint64 `json:"seq"`
	// Object names the large value, Before the large value before it, which is still there.
	Object string `json:"object,omitempty"`
	Before string `json:"before,omitempty"`
	body   []byte
	// revision is that of the entry in the bucket, 0 if there is none.
	revision uint64
}

func (h head) encode() []byte {
	line, err := json.Marshal(h)
	if err != nil {
		panic(fmt.Sprintf("head of a view: %v", err)) // numbers and strings always have JSON
	}
	return append(append(line, '\n'), h.body...)
}

// decodeHead is the inverse of encode.
func decodeHead(b []byte) (head, error) {
	line, body, ok := bytes.Cut(b, []byte("\n"))
	if !ok {
		return head{}, errors.New("it does not begin with a line of JSON")
	}
	h := head{}
	if err := json.Unmarshal(line, &h); err != nil {
		return head{}, fmt.Errorf("its first line: %w", err)
	}
	h.body = append([]byte{}, body...)
	return h, nil
}

// objectName is the name of the object of a large value. It holds the key, so that two keys never share an object, and the
// place, so that a value that comes back does not meet the removal of the one before.
func objectName(e Entry) string {
	h := sha256.Sum256(e.Value)
	return fmt.Sprintf("%s/%d/%s", e.Key, e.Seq, hex.EncodeToString(h[:]))
}
