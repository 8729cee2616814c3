package ooxml

import (
	"errors"
	"fmt"
	"strings"
)

// What can be wrong with a file. Each comes in an *Error.
var (
	ErrLimit       = errors.New("beyond the limits")         // too large, too many, too deep, too densely packed
	ErrBroken      = errors.New("damaged")                   // the zip file or its XML does not hold together
	ErrForbidden   = errors.New("not allowed in a document") // document types, entities, unknown encodings, odd names of parts
	ErrMissing     = errors.New("part is missing")
	ErrPassword    = errors.New("protected by a password")
	ErrLegacy      = errors.New("of the format before 2007")
	ErrOtherFormat = errors.New("of another format")
)

// Error says what is wrong with a file, where, and what to do.
type Error struct {
	Kind   error  // one of the above
	Part   string // the part of the package, "" for the file itself
	Line   int    // from 1, 0 where there is none
	Offset int64  // bytes from the start of the part, unpacked
	What   string // "the element w:p is not closed"
	Advice string // "Open it in Word and save it again."
}

func (e *Error) Error() string {
	var b strings.Builder
	if e.Part != "" {
		b.WriteString(e.Part)
		if e.Line > 0 {
			fmt.Fprintf(&b, ", line %d (byte %d)", e.Line, e.Offset)
		}
		b.WriteString(": ")
	}
	b.WriteString(e.What)
	if e.Advice != "" {
		b.WriteString(". ")
		b.WriteString(e.Advice)
	}
	return b.String()
}

func (e *Error) Unwrap() error { return e.Kind }

const (
	adviceSave  = "Open it in Word or LibreOffice and save it again as .docx or .xlsx"
	adviceAgain = "Ask for the file again: it may have been cut off or changed on its way"
	adviceSmall = "Split it, or take out pictures and embedded files"
)

func broken(what string, args ...any) *Error {
	return &Error{Kind: ErrBroken, What: fmt.Sprintf(what, args...), Advice: adviceAgain}
}

func limit(what string, args ...any) *Error {
	return &Error{Kind: ErrLimit, What: fmt.Sprintf(what, args...), Advice: adviceSmall}
}

func forbidden(what string, args ...any) *Error {
	return &Error{Kind: ErrForbidden, What: fmt.Sprintf(what, args...), Advice: adviceSave}
}
