package gateway

import (
	"context"
	"io"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"adref/pkg/api"
	"adref/pkg/intake"
)

// UploadRequest is a file on its way in.
type UploadRequest struct {
	DocumentPath
	Actor   string `header:"X-Actor" required:"true" doc:"Who hands it in: the code of a delegation, or chair. It is trusted." example:"norland"`
	RawBody huma.MultipartFormFiles[struct {
		File huma.FormFile `form:"file" required:"true" doc:"The document: .docx, .html, .md, .txt; .doc, .odt, .rtf and .pdf where the programs that read them are installed at the server."`
	}]
}

// Upload is a file that was kept.
type Upload struct {
	Digest string `json:"digest" doc:"SHA-256 of the file: its name in the requests that follow."`
	Name   string `json:"name"`
}

// PreviewRequest asks what a file would do.
type PreviewRequest struct {
	DocumentPath
	Actor string `header:"X-Actor" required:"true" doc:"Who hands it in: the code of a delegation, or chair, which may hand in the file of a delegation. It is trusted." example:"norland"`
	Body  HandedIn
}

// PreviewAnswer is what a file would do.
type PreviewAnswer struct {
	Preview intake.Preview `json:"preview"`
	Seen    string         `json:"seen" doc:"Digest of the preview; who confirms says by it what was seen."`
}

// ConfirmRequest says yes to a preview.
type ConfirmRequest struct {
	DocumentPath
	Actor string `header:"X-Actor" required:"true" doc:"As in the preview." example:"norland"`
	Body  struct {
		HandedIn
		Seen string `json:"seen" doc:"Digest of the preview that is confirmed."`
	}
}

// Confirmed is what became of the amendments of a file.
type Confirmed struct {
	Sent []intake.Sent `json:"sent" doc:"What became of each command, in the order in which they were sent."`
}

// DraftRequest is a file that is to be tabled.
type DraftRequest struct {
	DocumentPath
	Actor string `header:"X-Actor" required:"true" doc:"The chair's office: chair. It is trusted." example:"chair"`
	Key   string `header:"Idempotency-Key" doc:"ID of the command, a UUID. Without one it is that of the file: the same file is tabled once."`
	Body  DraftIn
}

// DraftIn says which file is to be tabled and how.
type DraftIn struct {
	Digest string `json:"digest" doc:"SHA-256 of the file, as the upload answered it."`
	Name   string `json:"name" doc:"Of the file; its ending says what kind it is." example:"rev1.docx"`
	Accept bool   `json:"accept,omitempty" doc:"Table a file with tracked changes as it is with them made."`
	// Revision is how the text is called; without it nothing is tabled, and the answer says what would be.
	Revision string `json:"revision,omitempty" doc:"Name of the revision that is tabled; without one nothing is, and the answer is what would be." example:"Rev.1"`
	Symbol   string `json:"symbol,omitempty"`
	Language string `json:"language,omitempty" doc:"BCP 47; default en."`
}

// DraftAnswer is a file as a text, and what became of it.
type DraftAnswer struct {
	File     intake.File `json:"file"`
	Source   string      `json:"source" doc:"The text as it is tabled."`
	Warnings []string    `json:"warnings" doc:"What is read otherwise than it stands in the file, in words."`
	Reply    *api.Reply  `json:"reply,omitempty" doc:"Of the tabling; absent where nothing was tabled."`
}

func (g *gateway) registerHandIn(a huma.API) {
	operation := func(path, id, summary, description string) huma.Operation {
		return huma.Operation{
			Method: http.MethodPost, Path: documentRoot + path, OperationID: id, Tags: []string{"document"}, Summary: summary, Description: description,
			MaxBodyBytes: maxBody + 1<<16, BodyReadTimeout: bodyTime,
			Responses: refusals(a, api.Invalid, api.Forbidden, api.NotFound, api.Conflict, api.TooLarge, api.Unavailable, api.Broken),
		}
	}
	huma.Register(a, operation("/uploads", "upload-file", "Hand in a file",
		"Keeps a document, of at most 16 MiB, under its digest. Nothing is decided: ask for the preview, then confirm it."),
		func(ctx context.Context, in *UploadRequest) (*answer[Upload], error) {
			d, err := g.index.document(in.Process, in.Document)
			if err != nil {
				return nil, problem(err)
			}
			file := in.RawBody.Data().File
			b, err := io.ReadAll(io.LimitReader(file, intake.MaxBytes+1))
			if err != nil {
				return nil, problem(err)
			}
			digest, err := g.keep(ctx, file.Filename, b)
			if err != nil {
				return nil, problem(err)
			}
			return &answer[Upload]{d.Process.Seq, Upload{Digest: digest, Name: file.Filename}}, nil
		})
	huma.Register(a, operation("/uploads/preview", "preview-amendments", "See which amendments a file holds",
		"The tracked changes of a document as amendments, held against the text that it was made from. Nothing is decided."),
		func(ctx context.Context, in *PreviewRequest) (*answer[PreviewAnswer], error) {
			d, err := g.fresh(ctx, in.DocumentPath)
			if err != nil {
				return nil, problem(err)
			}
			v, err := g.preview(ctx, d, in.Actor, in.Body)
			if err != nil {
				return nil, problem(err)
			}
			return &answer[PreviewAnswer]{d.Process.Seq, PreviewAnswer{Preview: v, Seen: v.Digest()}}, nil
		})
	huma.Register(a, operation("/uploads/confirm", "confirm-amendments", "Propose the amendments of a file",
		"Proposes what the preview showed. It is refused where the negotiation went on and the preview would be another. Sent again, it has no second effect."),
		func(ctx context.Context, in *ConfirmRequest) (*answer[Confirmed], error) {
			d, err := g.fresh(ctx, in.DocumentPath)
			if err != nil {
				return nil, problem(err)
			}
			_, sent, err := g.confirm(ctx, d, in.Actor, in.Body.HandedIn, in.Body.Seen)
			if err != nil {
				return nil, problem(err)
			}
			return &answer[Confirmed]{max(d.Process.Seq, lastSeq(sent)), Confirmed{Sent: sent}}, nil
		})
	huma.Register(a, operation("/uploads/table", "table-file", "Table a file",
		"A document as a text, with its headings, numbers, notes and brackets, and what reads otherwise than in the file; tabled where a name of the revision is given."),
		func(ctx context.Context, in *DraftRequest) (*answer[DraftAnswer], error) {
			d, err := g.fresh(ctx, in.DocumentPath)
			if err != nil {
				return nil, problem(err)
			}
			out, err := g.draft(ctx, d, in.Actor, in.Key, in.Body)
			if err != nil {
				return nil, problem(err)
			}
			seq := d.Process.Seq
			if out.Reply != nil {
				seq = out.Reply.Seq
			}
			return &answer[DraftAnswer]{seq, out}, nil
		})
}

// fresh is a document as of what the request asks for.
func (g *gateway) fresh(ctx context.Context, in DocumentPath) (documentState, error) {
	if err := g.index.wait(ctx, in.atLeast()); err != nil {
		return documentState{}, err
	}
	return g.index.document(in.Process, in.Document)
}
