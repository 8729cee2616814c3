package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"adref/pkg/amendment"
	"adref/pkg/blob"
	"adref/pkg/consensus"
	"adref/pkg/delegation"
	"adref/pkg/eventlog"
	"adref/pkg/markup"
	"adref/pkg/negotiation"
	"adref/pkg/view"
)

// Code says what kind of refusal it is, for programs.
type Code string

// Codes.
const (
	Invalid     Code = "invalid"     // the request itself is wrong: correct it
	Forbidden   Code = "forbidden"   // this actor may not
	NotFound    Code = "not-found"   // no such thing
	Conflict    Code = "conflict"    // the state of the negotiation does not allow it
	TooLarge    Code = "too-large"   // over a stated limit
	Unavailable Code = "unavailable" // the system cannot answer now: ask again with the same command ID
	Broken      Code = "broken"      // the log does not hold together: nothing is decided until it is repaired
	Internal    Code = "internal"    // a fault of the program
)

// Status is the HTTP status of each code.
var Status = map[Code]int{
	Invalid: http.StatusUnprocessableEntity, Forbidden: http.StatusForbidden, NotFound: http.StatusNotFound,
	Conflict: http.StatusConflict, TooLarge: http.StatusRequestEntityTooLarge, Unavailable: http.StatusServiceUnavailable,
	Broken: http.StatusInternalServerError, Internal: http.StatusInternalServerError,
}

// codes is the one table from errors to codes; the first match counts.
var codes = []struct {
	err  error
	code Code
}{
	{eventlog.ErrBroken, Broken},
	{eventlog.ErrUnavailable, Unavailable},
	{eventlog.ErrTooLarge, TooLarge},
	{eventlog.ErrConflict, Unavailable}, // so many writers at once that it was never our turn
	{blob.ErrUnavailable, Unavailable},
	{blob.ErrNotFound, NotFound},
	{blob.ErrCorrupt, Broken},
	{view.ErrUnavailable, Unavailable},
	{view.ErrNotFound, NotFound},
	{negotiation.ErrNotFound, NotFound},
	{negotiation.ErrForbidden, Forbidden},
	{negotiation.ErrConflict, Conflict},
	{negotiation.ErrInvalid, Invalid},
	{negotiation.ErrVerb, NotFound},
	{negotiation.ErrBody, Invalid},
	{amendment.ErrQuoteAbsent, Invalid},
	{amendment.ErrQuoteAmbiguous, Invalid},
	{consensus.ErrRules, Invalid},
	{delegation.ErrCode, Invalid},
	{markup.ErrFormat, Invalid},
	{markup.ErrNotUTF8, Invalid},
	{ErrCall, Invalid},
	{context.DeadlineExceeded, Unavailable},
	{context.Canceled, Unavailable},
}

// ErrCall says that the payload of a command is not a Call.
var ErrCall = errors.New(`a command is {"id": UUID, "body": {…}}`)

// Error is a refusal as it goes over the wire.
type Error struct {
	Code    Code   `json:"code"`
	Message string `json:"message"`
}

// Error is the message.
func (e *Error) Error() string { return e.Message }

// ErrorOf is an error as it goes over the wire; one that has gone over it before stays as it is.
func ErrorOf(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	for _, c := range codes {
		if errors.Is(err, c.err) {
			return &Error{Code: c.code, Message: err.Error()}
		}
	}
	return &Error{Code: Internal, Message: fmt.Sprintf("a fault of the program: %v", err)}
}
