package provenance

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
