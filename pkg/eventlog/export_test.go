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
