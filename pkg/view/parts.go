package view

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"sync"
	"sync/atomic"
	"time"
)

// Part is a piece of a large value that changes seldom and is kept under a key of its own.
type Part struct {
	Key   string
	At    int // offset in the frame before which it stands; none is less than the one before
	Value []byte
}

// part is how a frame names one, and how its value is known.
type part struct {
	Key  string `json:"key"`
	At   int    `json:"at"`
	Size int    `json:"size"`
	Sum  uint32 `json:"sum"`
}

// framed is the first line of the frame of a value in parts.
type framed struct {
	Parts []part `json:"parts"`
}

// opening is what the frame of a value in parts begins with, and nothing else that is put.
var opening = []byte(`{"parts":[`)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func described(p Part) part {
	return part{p.Key, p.At, len(p.Value), crc32.Checksum(p.Value, castagnoli)}
}

// Parts puts values in parts. It knows what it has put, so that a part which stays as it is is put once; the first time it puts them
// all, whatever the store has. It is used by one goroutine at a time.
type Parts struct {
	Store Store
	mu    sync.Mutex
	put   map[string]part
}

// Put keeps a value in parts: the frame, which is the value without them, under its key, and the parts under theirs, several at a
// time. The frame is put last, so that the parts which it names are there; Whole gives the value.
func (p *Parts) Put(ctx context.Context, frame Entry, parts []Part) error {
	head := framed{Parts: []part{}}
	for _, x := range parts {
		head.Parts = append(head.Parts, described(x))
	}
	err := abreast(len(parts), func(i int) error {
		return p.Once(ctx, Entry{Key: parts[i].Key, Value: parts[i].Value, Seq: frame.Seq})
	})
	if err != nil {
		return err
	}
	line, err := json.Marshal(head)
	if err != nil {
		return fmt.Errorf("parts of %s: %w", frame.Key, err)
	}
	frame.Value = append(append(line, '\n'), frame.Value...)
	return p.Store.Put(ctx, frame)
}

// Once keeps a value, unless it is the one that was put last under the key.
func (p *Parts) Once(ctx context.Context, e Entry) error {
	is := described(Part{Key: e.Key, Value: e.Value})
	p.mu.Lock()
	was := p.put[e.Key]
	p.mu.Unlock()
	if was == is {
		return nil
	}
	if err := p.Store.Put(ctx, e); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.put == nil {
		p.put = map[string]part{}
	}
	p.put[e.Key] = is
	return nil
}

// Frame is a value without its parts, or the value itself where it has none.
func (e Entry) Frame() []byte {
	_, frame, err := e.framed()
	if err != nil {
		return e.Value
	}
	return frame
}

func (e Entry) framed() ([]part, []byte, error) {
	if !bytes.HasPrefix(e.Value, opening) {
		return nil, e.Value, nil
	}
	line, frame, _ := bytes.Cut(e.Value, []byte("\n"))
	var head framed
	if err := json.Unmarshal(line, &head); err != nil {
		return nil, nil, fmt.Errorf("%s: the parts of the view: %w", e.Key, err)
	}
	return head.Parts, frame, nil
}

// errPart is a part that is not the one which the frame names: it is being replaced.
var errPart = errors.New("a part of the view is not the one that it names")

const (
	together   = 8                     // parts that are put or asked for at a time
	pauseWhole = 50 * time.Millisecond // until a frame is read again whose parts are being replaced
	triesWhole = 60
)

// Whole is the value at a key together with its parts, whether it has any or not. Errors: those of Store.Get; ErrUnavailable
// where parts and frame do not come together within three seconds.
func Whole(ctx context.Context, s Store, key string) (Entry, error) {
	for try := 0; ; try++ {
		e, err := s.Get(ctx, key)
		if err != nil {
			return e, err
		}
		parts, frame, err := e.framed()
		if err != nil || parts == nil {
			return e, err
		}
		whole, err := assembled(ctx, s, parts, frame)
		if err == nil {
			return Entry{Key: key, Value: whole, Seq: e.Seq}, nil
		}
		if !errors.Is(err, errPart) && !errors.Is(err, ErrNotFound) {
			return Entry{}, fmt.Errorf("%s: %w", key, err)
		}
		if try == triesWhole {
			return Entry{}, fmt.Errorf("%w: %s: %v", ErrUnavailable, key, err)
		}
		select {
		case <-ctx.Done():
			return Entry{}, fmt.Errorf("%w: %s: %w", ErrUnavailable, key, ctx.Err())
		case <-time.After(pauseWhole):
		}
	}
}

// assembled is the frame with its parts.
func assembled(ctx context.Context, s Store, parts []part, frame []byte) ([]byte, error) {
	values, err := partsOf(ctx, s, parts)
	if err != nil {
		return nil, err
	}
	size := len(frame)
	for _, v := range values {
		size += len(v)
	}
	out, from := make([]byte, 0, size), 0
	for i, p := range parts {
		if p.At < from || p.At > len(frame) {
			return nil, fmt.Errorf("the part %s stands at %d of %d bytes", p.Key, p.At, len(frame))
		}
		out = append(append(out, frame[from:p.At]...), values[i]...)
		from = p.At
	}
	return append(out, frame[from:]...), nil
}

// partsOf are the values of the parts, some of them asked for at the same time.
func partsOf(ctx context.Context, s Store, parts []part) ([][]byte, error) {
	values := make([][]byte, len(parts))
	return values, abreast(len(parts), func(i int) (err error) {
		values[i], err = partOf(ctx, s, parts[i])
		return err
	})
}

// abreast does n things, some of them at the same time, until one fails.
func abreast(n int, do func(i int) error) error {
	errs := make([]error, n)
	next := make(chan int)
	var failed atomic.Bool
	var doing sync.WaitGroup
	for range min(together, n) {
		doing.Go(func() {
			for i := range next {
				if errs[i] = do(i); errs[i] != nil {
					failed.Store(true)
				}
			}
		})
	}
	for i := 0; i < n && !failed.Load(); i++ {
		next <- i
	}
	close(next)
	doing.Wait()
	return errors.Join(errs...)
}

func partOf(ctx context.Context, s Store, p part) ([]byte, error) {
	e, err := s.Get(ctx, p.Key)
	if err != nil {
		return nil, err
	}
	if described(Part{p.Key, p.At, e.Value}) != p {
		return nil, fmt.Errorf("%w: %s", errPart, p.Key)
	}
	return e.Value, nil
}
