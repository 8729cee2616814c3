// Package viewtest is the contract of view.Store: what every implementation must do.
package viewtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"adref/pkg/view"
)

// Run runs the contract. open gives an empty store that no other test uses.
func Run(t *testing.T, open func(t *testing.T) view.Store) {
	for _, c := range []struct {
		name string
		test func(*testing.T, view.Store)
	}{
		{"an empty store has no keys", empty},
		{"the newest value is got, with its place in the log", newest},
		{"values are of any size and change their size", sizes},
		{"keys are sorted", keys},
		{"what is no key is refused", badKeys},
		{"the caller owns what it put and got", owned},
		{"a large value is read whole while it is replaced", replaced},
		{"a value never goes back", valueBack},
		{"of many writers the one that reflects most has the last word", writers},
		{"waiting ends when the mark is high enough", wait},
		{"the mark never goes back", markBack},
		{"waiting ends with the context", waitOver},
		{"who waited sees what was put before the mark", law},
		{"many wait at once", many},
		{"a request whose time is over says that the store is unavailable", over},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
}

// patience is how long something may take that should take no time.
const patience = 20 * time.Second

func put(t testing.TB, s view.Store, key string, value []byte, seq uint64) {
	t.Helper()
	if err := s.Put(t.Context(), view.Entry{Key: key, Value: value, Seq: seq}); err != nil {
		t.Fatalf("put %s: %v", key, err)
	}
}

func check(t testing.TB, s view.Store, key string, value []byte, seq uint64) {
	t.Helper()
	e, err := s.Get(t.Context(), key)
	if err != nil {
		t.Fatalf("get %s: %v", key, err)
	}
	if e.Key != key || e.Seq != seq || !bytes.Equal(e.Value, value) {
		t.Errorf("got %s at %d, %d bytes, want %s at %d, %d bytes", e.Key, e.Seq, len(e.Value), key, seq, len(value))
	}
}

func empty(t *testing.T, s view.Store) {
	if ks, err := s.Keys(t.Context()); len(ks) != 0 || err != nil {
		t.Errorf("Keys: %v, %v", ks, err)
	}
	if _, err := s.Get(t.Context(), "a"); !errors.Is(err, view.ErrNotFound) {
		t.Errorf("Get: %v, want ErrNotFound", err)
	}
	if err := s.Wait(t.Context(), 0); err != nil {
		t.Errorf("Wait for nothing: %v", err)
	}
}

func newest(t *testing.T, s view.Store) {
	put(t, s, "oewg.report", []byte("one\ntwo"), 3)
	put(t, s, "oewg.other", nil, 4)
	put(t, s, "oewg.report", []byte("\n{"), 5)
	check(t, s, "oewg.report", []byte("\n{"), 5)
	check(t, s, "oewg.other", nil, 4)
}

// sizes go up and down around what implementations may treat in another way.
func sizes(t *testing.T, s view.Store) {
	for i, n := range []int{0, 256 << 10, 256<<10 + 1, 3 << 20, 100, 300 << 10, 300 << 10, 400 << 10, 300 << 10, 9 << 20, 0} {
		value := bytes.Repeat([]byte{byte('a' + n%7)}, n)
		put(t, s, "a.b", value, uint64(i))
		check(t, s, "a.b", value, uint64(i))
	}
}

func keys(t *testing.T, s view.Store) {
	want := []string{"a", "a-b", "a.b", "a.c", "b_1.x.y", "Z"}
	for _, k := range want {
		put(t, s, k, []byte(k), 1)
	}
	if err := s.Mark(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	got, err := s.Keys(t.Context())
	slices.Sort(want)
	if d := cmp.Diff(want, got); d != "" || err != nil {
		t.Errorf("Keys (-want +got), %v:\n%s", err, d)
	}
}

func badKeys(t *testing.T, s view.Store) {
	for _, k := range []string{"", ".", "a.", ".a", "a..b", "a b", "*", ">", "a.>", "=mark", "é", "a/b"} {
		if err := s.Put(t.Context(), view.Entry{Key: k}); err == nil {
			t.Errorf("put %q", k)
		}
		if _, err := s.Get(t.Context(), k); !errors.Is(err, view.ErrNotFound) {
			t.Errorf("get %q: %v, want ErrNotFound", k, err)
		}
	}
}

func owned(t *testing.T, s view.Store) {
	b := []byte("hello")
	put(t, s, "a", b, 1)
	b[0] = 'j'
	e, err := s.Get(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	e.Value[1] = 'x'
	check(t, s, "a", []byte("hello"), 1)
}

func replaced(t *testing.T, s view.Store) {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	const n, size = 12, 1 << 20
	value := func(i int) []byte { return bytes.Repeat([]byte{byte('a' + i)}, size+i) }
	put(t, s, "a", value(0), 0)
	var wg sync.WaitGroup
	done := make(chan struct{})
	for range 2 {
		wg.Go(func() {
			last := uint64(0)
			for {
				select {
				case <-done:
					return
				default:
				}
				e, err := s.Get(ctx, "a")
				if err != nil {
					t.Errorf("get: %v", err)
					return
				}
				if e.Seq < last || !bytes.Equal(e.Value, value(int(e.Seq))) {
					t.Errorf("at %d after %d: %d bytes", e.Seq, last, len(e.Value))
				}
				last = e.Seq
			}
		})
	}
	for i := 1; i < n; i++ {
		put(t, s, "a", value(i), uint64(i))
	}
	close(done)
	wg.Wait()
}

func valueBack(t *testing.T, s view.Store) {
	for _, size := range []int{10, 300 << 10} {
		newer, older := bytes.Repeat([]byte("n"), size), bytes.Repeat([]byte("o"), size)
		put(t, s, "a", newer, 5)
		put(t, s, "a", older, 4)
		check(t, s, "a", newer, 5)
		put(t, s, "a", older, 5) // made again, by another version of an algorithm
		check(t, s, "a", older, 5)
	}
}

func writers(t *testing.T, s view.Store) {
	const n, last = 4, 20
	value := func(seq uint64) []byte { return bytes.Repeat([]byte{byte('a' + seq)}, int(seq%2)*(300<<10)+1) }
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() {
			for seq := uint64(1); seq <= last; seq++ {
				if err := s.Put(t.Context(), view.Entry{Key: "a", Value: value(seq), Seq: seq}); err != nil {
					t.Errorf("put at %d: %v", seq, err)
				}
				if e, err := s.Get(t.Context(), "a"); err != nil || e.Seq < seq || !bytes.Equal(e.Value, value(e.Seq)) {
					t.Errorf("after %d: %d bytes at %d, %v", seq, len(e.Value), e.Seq, err)
				}
			}
		})
	}
	wg.Wait()
	check(t, s, "a", value(last), last)
}

func wait(t *testing.T, s view.Store) {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- s.Wait(ctx, 7) }()
	for _, seq := range []uint64{3, 6, 9} {
		select {
		case err := <-ended:
			t.Fatalf("Wait for 7 ended before mark %d: %v", seq, err)
		case <-time.After(20 * time.Millisecond):
		}
		if err := s.Mark(ctx, seq); err != nil {
			t.Fatal(err)
		}
	}
	start := time.Now()
	if err := <-ended; err != nil {
		t.Errorf("Wait: %v", err)
	}
	if d := time.Since(start); d > 500*time.Millisecond {
		t.Errorf("Wait took %v to notice the mark", d)
	}
	if err := s.Wait(ctx, 9); err != nil {
		t.Errorf("Wait for a mark that is there: %v", err)
	}
}

func markBack(t *testing.T, s view.Store) {
	for _, seq := range []uint64{5, 3, 0, 5} {
		if err := s.Mark(t.Context(), seq); err != nil {
			t.Fatalf("Mark %d: %v", seq, err)
		}
		if err := s.Wait(t.Context(), 5); err != nil {
			t.Errorf("Wait after mark %d: %v", seq, err)
		}
	}
}

func waitOver(t *testing.T, s view.Store) {
	if err := s.Mark(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	if err := s.Wait(ctx, 2); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Wait: %v, want the error of the context", err)
	}
}

func law(t *testing.T, s view.Store) {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	const n = 50
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for seq := uint64(1); seq <= n; seq++ {
				if err := s.Wait(ctx, seq); err != nil {
					t.Errorf("Wait for %d: %v", seq, err)
					return
				}
				e, err := s.Get(ctx, "a")
				if err != nil || e.Seq < seq || string(e.Value) != fmt.Sprint(e.Seq) {
					t.Errorf("after waiting for %d: %d %q, %v", seq, e.Seq, e.Value, err)
					return
				}
			}
		})
	}
	for seq := uint64(1); seq <= n; seq++ {
		put(t, s, "a", fmt.Append(nil, seq), seq)
		if err := s.Mark(ctx, seq); err != nil {
			t.Fatal(err)
		}
	}
	wg.Wait()
}

func many(t *testing.T, s view.Store) {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	var wg sync.WaitGroup
	for range 200 {
		wg.Go(func() {
			if err := s.Wait(ctx, 1); err != nil {
				t.Errorf("Wait: %v", err)
			}
		})
	}
	if err := s.Mark(ctx, 1); err != nil {
		t.Fatal(err)
	}
	wg.Wait()
}

func over(t *testing.T, s view.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Put(ctx, view.Entry{Key: "a"}); !errors.Is(err, view.ErrUnavailable) {
		t.Errorf("Put: %v, want ErrUnavailable", err)
	}
	if _, err := s.Get(ctx, "a"); !errors.Is(err, view.ErrUnavailable) {
		t.Errorf("Get: %v, want ErrUnavailable", err)
	}
	if err := s.Wait(ctx, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("Wait: %v, want the error of the context", err)
	}
}
