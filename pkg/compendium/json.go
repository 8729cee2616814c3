package compendium

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"adref/pkg/text"
)

// ErrFormat says that bytes are not a compendium.
var ErrFormat = errors.New("not the JSON of a compendium")

// JSON is the canonical form: fields in their declared order, two spaces of indentation, nothing escaped that need not be.
func (c Compendium) JSON() []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(c); err != nil {
		panic(fmt.Sprintf("compendium of %s: %v", c.Document, err)) // a year beyond 9999, which Build does not let in
	}
	return b.Bytes()
}

// Parse reads what JSON wrote. The error wraps ErrFormat.
func Parse(b []byte) (Compendium, error) {
	var c Compendium
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&c); err != nil {
		return Compendium{}, fmt.Errorf("%w: %v", ErrFormat, err)
	}
	if dec.More() {
		return Compendium{}, fmt.Errorf("%w: more than one value", ErrFormat)
	}
	if !strings.HasPrefix(c.Algorithm, "adref-compendium/") {
		return Compendium{}, fmt.Errorf("%w: algorithm %q", ErrFormat, c.Algorithm)
	}
	return c, nil
}

// Digest is the hex SHA-256 of the JSON: the name of the edition's blob.
func (c Compendium) Digest() string { return text.Digest(string(c.JSON())) }
