package gateway

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"adref/pkg/api"
)

// Problem is a refusal as the API answers it: RFC 9457 with the code of package api.
type Problem struct {
	Type   string   `json:"type" doc:"Always about:blank: code says which problem it is." example:"about:blank"`
	Title  string   `json:"title" doc:"The status in words." example:"Conflict"`
	Status int      `json:"status" doc:"The HTTP status." example:"409"`
	Detail string   `json:"detail" doc:"What is wrong, for a person." example:"the document is adopted: the state of the negotiation does not allow it"`
	Code   api.Code `json:"code" doc:"What kind of refusal it is, for a program." enum:"invalid,forbidden,not-found,conflict,too-large,unavailable,broken,internal"`
}

// retryAfter is how many seconds a client waits that is told to ask again.
const retryAfter = "2"

// Error is the detail.
func (p *Problem) Error() string { return p.Detail }

// GetStatus is the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// GetHeaders says when to ask again, where that helps.
func (p *Problem) GetHeaders() http.Header {
	h := http.Header{}
	if p.Status == http.StatusServiceUnavailable {
		h.Set("Retry-After", retryAfter)
	}
	return h
}

// ContentType is application/problem+json.
func (*Problem) ContentType(string) string { return "application/problem+json" }

// problem is an error as the API answers it, by the one table of package api.
func problem(err error) *Problem {
	if p, ok := errors.AsType[*Problem](err); ok {
		return p
	}
	refusal := api.ErrorOf(err)
	status, ok := api.Status[refusal.Code]
	if !ok {
		status = http.StatusInternalServerError
	}
	return newProblem(refusal.Code, status, refusal.Message)
}

func newProblem(code api.Code, status int, detail string) *Problem {
	return &Problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: detail, Code: code}
}

// write answers a request with the problem, outside of huma.
func (p *Problem) write(w http.ResponseWriter) {
	for k, v := range p.GetHeaders() {
		w.Header()[k] = v
	}
	w.Header().Set("Content-Type", p.ContentType(""))
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // the client may be gone
}

// translate makes a Problem of the errors that huma itself finds: a body over the limit, a parameter that is no number.
func translate(_ huma.Context, _ string, v any) (any, error) {
	m, ok := v.(*huma.ErrorModel)
	if !ok {
		return v, nil
	}
	says := []string{m.Detail}
	for _, e := range m.Errors {
		says = append(says, strings.TrimPrefix(e.Location+": "+e.Message, ": "))
	}
	return newProblem(codeOf(m.Status), m.Status, strings.Join(says, "; ")), nil
}

// codeOf is the code of a status that no error of the domain caused.
func codeOf(status int) api.Code {
	switch {
	case status == http.StatusRequestEntityTooLarge:
		return api.TooLarge
	case status == http.StatusNotFound, status == http.StatusMethodNotAllowed:
		return api.NotFound
	case status == http.StatusServiceUnavailable:
		return api.Unavailable
	case status >= http.StatusInternalServerError:
		return api.Internal
	}
	return api.Invalid
}
