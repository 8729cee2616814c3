package eventlog

// Tamper replaces what stands at a place of a log in memory.
func (m *Memory) Tamper(seq uint64, f func([]byte) []byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.commits[seq-1] = f(append([]byte{}, m.commits[seq-1]...))
}

// Forget makes the log on the stream know no heads, as after a restart.
func (l *JetStream) Forget() {
	l.mu.Lock()
	defer l.mu.Unlock()
	clear(l.heads)
}

// Scan reads a commit in the form in which encode writes it.
func Scan(b []byte) (Commit, bool) {
	c, _, ok := scanned(b)
	return c, ok
}

// Encode and Decode are what a log does with a commit.
var (
	Encode  = encode
	Decode  = decode
	Marshal = marshal
	Form    = form
)
