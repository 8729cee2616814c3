//go:build !(linux || darwin)

package bus

import "errors"

// room cannot be told on this system; a failed write still ends the server.
func room(string) (uint64, error) { return 0, errors.ErrUnsupported }
