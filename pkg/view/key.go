package view

import (
	"fmt"
	"strings"
)

// checkKey refuses what is no key: tokens of letters, digits, '-' and '_', joined by dots.
func checkKey(key string) error {
	for t := range strings.SplitSeq(key, ".") {
		if t == "" || strings.ContainsFunc(t, strange) {
			return fmt.Errorf("%q is no key of a view: tokens of letters, digits, '-' and '_', joined by dots", key)
		}
	}
	return nil
}

func strange(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_'
}
