package lazy_test

import (
	"fmt"
	"sync"
	"testing"

	"adref/pkg/lazy"
)

func Example() {
	code := lazy.Regexp(`^[a-z]+$`) // nothing is compiled here
	fmt.Println(code().MatchString("norland"))
	// Output: true
}

func TestRegexpIsCompiledOnceWhenFirstUsed(t *testing.T) {
	wrong := lazy.Regexp(`(`)
	func() {
		defer func() {
			if recover() == nil {
				t.Error("a wrong expression was compiled without a word")
			}
		}()
		wrong()
	}()
	right := lazy.Regexp(`a`)
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if first, again := right(), right(); first != again {
				t.Error("compiled twice")
			}
		})
	}
	wait.Wait()
}
