// Package blobtest is the contract of blob.Store: what every implementation must do.
package blobtest

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"adref/pkg/blob"
)

// Run runs the contract. open gives an empty store that no other test uses.
func Run(t *testing.T, open func(t *testing.T) blob.Store) {
	for _, c := range []struct {
		name string
		test func(*testing.T, blob.Store)
	}{
		{"what was put is got, and the digest names it", law},
		{"no bytes are a blob", empty},
		{"16 MB are a blob", large},
		{"putting the same bytes again changes nothing", again},
		{"the caller owns what it put and got", owned},
		{"a digest that nobody put is not found", missing},
		{"the same bytes from several writers at once are one blob", together},
		{"a request whose time is over says that the store is unavailable", over},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, open(t)) })
	}
}

// hello is the SHA-256 of "hello", from sha256sum(1).
const hello = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"

func put(t testing.TB, s blob.Store, b []byte) string {
	t.Helper()
	d, err := s.Put(t.Context(), b)
	if err != nil {
		t.Fatalf("put %d bytes: %v", len(b), err)
	}
	return d
}

func get(t testing.TB, s blob.Store, digest string) []byte {
	t.Helper()
	b, err := s.Get(t.Context(), digest)
	if err != nil {
		t.Fatalf("get %s: %v", digest, err)
	}
	return b
}

func law(t *testing.T, s blob.Store) {
	if d := put(t, s, []byte("hello")); d != hello {
		t.Errorf("digest %s, want %s", d, hello)
	}
	rapid.Check(t, func(r *rapid.T) {
		b := rapid.SliceOfN(rapid.Byte(), 0, 1000).Draw(r, "bytes")
		d, err := s.Put(t.Context(), b)
		if err != nil {
			r.Fatal(err)
		}
		got, err := s.Get(t.Context(), d)
		if err != nil || !bytes.Equal(b, got) {
			r.Fatalf("got %q, %v", got, err)
		}
	})
}

func empty(t *testing.T, s blob.Store) {
	if b := get(t, s, put(t, s, nil)); b == nil || len(b) != 0 {
		t.Errorf("got %#v, want no bytes", b)
	}
}

func large(t *testing.T, s blob.Store) {
	b := make([]byte, 16<<20)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	if !bytes.Equal(b, get(t, s, put(t, s, b))) {
		t.Error("the bytes differ")
	}
}

func again(t *testing.T, s blob.Store) {
	d := put(t, s, []byte("hello"))
	if put(t, s, []byte("hello")) != d || string(get(t, s, d)) != "hello" {
		t.Error("it changed")
	}
}

func owned(t *testing.T, s blob.Store) {
	b := []byte("hello")
	d := put(t, s, b)
	b[0] = 'j'
	got := get(t, s, d)
	got[1] = 'x'
	if again := get(t, s, d); string(again) != "hello" {
		t.Errorf("got %q", again)
	}
}

func missing(t *testing.T, s blob.Store) {
	for _, d := range []string{hello, "", strings.Repeat("0", 64), "../../etc/passwd", "a b*>"} {
		if _, err := s.Get(t.Context(), d); !errors.Is(err, blob.ErrNotFound) {
			t.Errorf("%q: %v, want ErrNotFound", d, err)
		}
	}
}

func together(t *testing.T, s blob.Store) {
	b := bytes.Repeat([]byte("hello"), 100_000)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			d, err := s.Put(t.Context(), b)
			if err != nil {
				t.Errorf("put: %v", err)
				return
			}
			if got, err := s.Get(t.Context(), d); err != nil || !bytes.Equal(b, got) {
				t.Errorf("got %d bytes, %v", len(got), err)
			}
		})
	}
	wg.Wait()
}

func over(t *testing.T, s blob.Store) {
	d := put(t, s, []byte("hello"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Put(ctx, []byte("later")); !errors.Is(err, blob.ErrUnavailable) {
		t.Errorf("Put: %v, want ErrUnavailable", err)
	}
	if _, err := s.Get(ctx, d); !errors.Is(err, blob.ErrUnavailable) {
		t.Errorf("Get: %v, want ErrUnavailable", err)
	}
}
