package blob

import (
	"crypto/sha256"
	"encoding/hex"
)

// Digest is the name of b in a store: its SHA-256 in hexadecimal.
func Digest(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}
