package convert_test

import (
	"bytes"
	"context"
	"runtime"
	"testing"

	"adref/pkg/convert"
	"adref/pkg/paper/papertest"
)

// TestSameBytesEveryTime writes a paper a hundred times, on one processor and on two.
func TestSameBytesEveryTime(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for seed := range 2 {
		p := papertest.Hostile().Example(seed)
		for _, f := range convert.Formats {
			name := "a." + f.Extensions[0]
			if !f.Writes || f.Name == "PDF" {
				continue
			}
			q := p
			if !f.Tracks {
				q = p.Accept()
			}
			var first []byte
			for i := range 100 {
				runtime.GOMAXPROCS(1 + i%2)
				var b bytes.Buffer
				if err := convert.Write(context.Background(), &b, name, q, convert.Options{}); err != nil {
					t.Fatal(err)
				}
				if i == 0 {
					first = b.Bytes()
				} else if !bytes.Equal(first, b.Bytes()) {
					t.Fatalf("%s: other bytes at run %d", name, i)
				}
			}
		}
	}
}
