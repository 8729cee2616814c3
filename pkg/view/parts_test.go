package view_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"adref/pkg/view"
)

// counted is a store that remembers which keys were put.
type counted struct {
	view.Store
	mu   sync.Mutex // parts are put several at a time
	keys []string
	full bool // nothing can be put
}

func (c *counted) Put(ctx context.Context, e view.Entry) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.keys = append(c.keys, e.Key)
	if c.full {
		return view.ErrUnavailable
	}
	return c.Store.Put(ctx, e)
}

func steps(values ...string) (out []view.Part) {
	for i, v := range values {
		out = append(out, view.Part{Key: fmt.Sprint("a-step-", i), At: 1, Value: []byte(v)})
	}
	return out
}

func TestAValueInParts(t *testing.T) {
	s := &counted{Store: view.NewMemory()}
	p := view.Parts{Store: s}
	put := func(seq uint64, frame string, parts ...view.Part) {
		t.Helper()
		s.keys = nil
		if err := p.Put(t.Context(), view.Entry{Key: "a", Value: []byte(frame), Seq: seq}, parts); err != nil {
			t.Fatal(err)
		}
	}
	whole := func(want string) {
		t.Helper()
		e, err := view.Whole(t.Context(), s, "a")
		if err != nil || string(e.Value) != want || e.Key != "a" {
			t.Errorf("%q, %v; want %q", e.Value, err, want)
		}
	}
	put(1, "[]", steps("one")...)
	whole("[one]")
	put(2, "[\n]", steps("one", ",two")...)
	whole("[one,two\n]")
	if want := []string{"a-step-1", "a"}; !slices.Equal(s.keys, want) {
		t.Errorf("put %v, want only what is new: %v", s.keys, want)
	}
	put(3, "[]", steps("one", ",2")...)
	whole("[one,2]")
	put(4, "[]")
	whole("[]")
	if e, err := s.Get(t.Context(), "a"); err != nil || string(e.Frame()) != "[]" {
		t.Errorf("the frame is %q, %v", e.Frame(), err)
	}
}

func TestAPartThatCannotBePutKeepsTheFrameBack(t *testing.T) {
	s := &counted{Store: view.NewMemory(), full: true}
	p := view.Parts{Store: s}
	many := steps(slices.Repeat([]string{"x"}, 1000)...)
	frame := view.Entry{Key: "a", Value: []byte("[]"), Seq: 1}
	if err := p.Put(t.Context(), frame, many); !errors.Is(err, view.ErrUnavailable) {
		t.Errorf("%v, want ErrUnavailable", err)
	}
	if slices.Contains(s.keys, "a") || len(s.keys) > 100 {
		t.Errorf("tried to put %d keys, the frame among them: %v", len(s.keys), slices.Contains(s.keys, "a"))
	}
	s.full, s.keys = false, nil
	if err := p.Put(t.Context(), frame, many); err != nil {
		t.Fatal(err)
	}
	if len(s.keys) != len(many)+1 || s.keys[len(many)] != "a" {
		t.Errorf("put %d keys, last %q; want all of them and the frame last", len(s.keys), s.keys[len(s.keys)-1])
	}
}

func TestAValueWithoutPartsIsWhole(t *testing.T) {
	s := view.NewMemory()
	if _, err := view.Whole(t.Context(), s, "a"); !errors.Is(err, view.ErrNotFound) {
		t.Errorf("%v, want ErrNotFound", err)
	}
	for i, v := range []string{"", "{\"title\":1}", "<!doctype html>"} {
		if err := s.Put(t.Context(), view.Entry{Key: "a", Value: []byte(v), Seq: uint64(i)}); err != nil {
			t.Fatal(err)
		}
		e, err := view.Whole(t.Context(), s, "a")
		if err != nil || string(e.Value) != v || string(e.Frame()) != v {
			t.Errorf("%q, %v; want %q", e.Value, err, v)
		}
	}
}

// A part that was put before its frame is waited for: no reader sees parts of two values.
func TestPartsAndFrameComeTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := view.NewMemory()
		p := view.Parts{Store: s}
		if err := p.Put(t.Context(), view.Entry{Key: "a", Value: []byte("[]"), Seq: 1}, steps("one")); err != nil {
			t.Fatal(err)
		}
		if err := s.Put(t.Context(), view.Entry{Key: "a-step-0", Value: []byte("1"), Seq: 2}); err != nil {
			t.Fatal(err)
		}
		if _, err := view.Whole(t.Context(), s, "a"); !errors.Is(err, view.ErrUnavailable) {
			t.Errorf("%v, want ErrUnavailable", err)
		}
		late := make(chan error, 1)
		go func() {
			time.Sleep(time.Second)
			late <- p.Put(context.Background(), view.Entry{Key: "a", Value: []byte("()"), Seq: 2}, steps("1"))
		}()
		if e, err := view.Whole(t.Context(), s, "a"); err != nil || string(e.Value) != "(1)" {
			t.Errorf("%q, %v", e.Value, err)
		}
		if err := <-late; err != nil {
			t.Error(err)
		}
	})
}
