package provenance

import "slices"

// stock hands out slices cut from long ones, so that thousands of passages cost a few allocations. They have no room to grow.
type stock[T any] struct{ rest []T }

// batch is how many things are allocated together.
const batch = 4096

// of is n things, each the zero value.
func (s *stock[T]) of(n int) []T {
	if n > len(s.rest) {
		s.rest = make([]T, max(n, batch))
	}
	out := s.rest[:n:n]
	s.rest = s.rest[n:]
	return out
}

// copied is a copy of a list.
func (s *stock[T]) copied(list []T) []T {
	out := s.of(len(list))
	copy(out, list)
	return out
}

// doubled is a list with room for one more. Lists that live as long as the trace grow twofold: append would copy long ones more often.
func doubled[T any](list []T) []T {
	if len(list) < cap(list) {
		return list
	}
	return slices.Grow(list, len(list)+batch/4)
}
