// Package lazy puts off what a package would otherwise compile when the program starts: regular expressions and templates, each
// compiled when it is first asked for and kept from then on.
//
// The one program holds the server and the commands that work on files; comparing two of them must not wait for two hundred expressions of
// which it needs none. The cost of a mistake is that it shows when an expression is used, and no longer at every start: every expression
// needs a test that uses it.
package lazy

import (
	"regexp"
	"sync"
)

// Regexp is regexp.MustCompile when it is first called. Any number of goroutines may call it.
func Regexp(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
