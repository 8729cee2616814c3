package gateway

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"adref/pkg/amendment"
	"adref/pkg/bracket"
	"adref/pkg/delegation"
	"adref/pkg/negotiation"
	"adref/pkg/position"
	"adref/pkg/text"
)

// Document is the state of a document, without the words of its texts.
type Document struct {
	DocumentSummary
	Tabled       []RevisionSummary                `json:"tabled" doc:"The revisions, in order."`
	Amendments   []amendment.Amendment            `json:"amendments" doc:"In the order of their proposal."`
	Brackets     []negotiation.Bracket            `json:"brackets" doc:"Put by commands; those of the text itself stand in it."`
	Alternatives []negotiation.Alternatives       `json:"alternatives" doc:"Words or paragraphs that the chair's office declared to be alternatives."`
	Packages     []negotiation.Package            `json:"packages" doc:"Paragraphs that are agreed together or not at all."`
	Positions    []position.Position              `json:"positions" doc:"Those that everybody may see."`
	AgreedOn     map[string]negotiation.Agreement `json:"agreedOn" doc:"Paragraphs agreed ad referendum, by the ID of the block."`
	Reopened     map[string]int                   `json:"reopened" doc:"How often each paragraph was reopened, by the ID of the block."`
	Silence      *negotiation.Silence             `json:"silence,omitempty" doc:"The newest silence procedure."`
	Proposed     int                              `json:"proposed,omitempty" doc:"Ordinal of the revision whose adoption is proposed."`
	Objections   []negotiation.Objection          `json:"objections"`
	Blocked      []negotiation.Blocked            `json:"blocked" doc:"Adoptions that were proposed and failed."`
	Adopted      *negotiation.Adoption            `json:"adopted,omitempty"`
	Withdrawn    *negotiation.Withdrawal          `json:"withdrawn,omitempty"`
	Corrigenda   []negotiation.Corrigendum        `json:"corrigenda" doc:"To the adopted or published text, which stays as it is."`
}

// RevisionSummary is a revision without its words.
type RevisionSummary struct {
	Ordinal   int       `json:"ordinal"`
	Name      string    `json:"name"`
	Symbol    string    `json:"symbol,omitempty"`
	Language  string    `json:"language"`
	Format    string    `json:"format"`
	Published bool      `json:"published,omitempty"`
	Letter    string    `json:"letter,omitempty" doc:"The words of the covering letter."`
	At        time.Time `json:"at"`
	Source    string    `json:"source" doc:"SHA-256 of the bytes as tabled."`
	Blocks    int       `json:"blocks"`
}

// Revision is a tabled text.
type Revision struct {
	RevisionSummary
	Text text.Document `json:"text" doc:"The text in blocks. The id of a block is its identity through all revisions."`
}

// Amendments is the amendments to a document.
type Amendments struct {
	Amendments []AmendmentFate `json:"amendments"`
}

// Brackets is the brackets of the current text and those put by commands.
type Brackets struct {
	Revision int                   `json:"revision" doc:"Ordinal of the current revision, 0 before the first."`
	Text     bracket.Tree          `json:"text" doc:"The brackets in the source of the current revision, by byte offsets, half open."`
	Put      []negotiation.Bracket `json:"put" doc:"Put by commands."`
	Printed  []negotiation.Printed `json:"printed" doc:"Brackets printed in tabled texts of which a delegation said by a command what it wants done with the words."`
}

// Explanations is the explanations of position on a document.
type Explanations struct {
	Invitation   *negotiation.Invitation           `json:"invitation,omitempty"`
	Explanations []position.Explanation            `json:"explanations" doc:"As they stand: of each the newest version, without those withdrawn."`
	Earlier      []position.Explanation            `json:"earlier" doc:"Versions that were corrected and explanations that were withdrawn, in the order of their record."`
	Retracted    map[string]negotiation.Withdrawal `json:"retracted" doc:"Which explanations were withdrawn, by ID."`
	Editions     []negotiation.Issued              `json:"editions" doc:"Editions of the compendium."`
}

// DocumentPath names a document.
type DocumentPath struct {
	Process  string `path:"process" doc:"Code of the process." example:"ict-security"`
	Document string `path:"document" doc:"Code of the document." example:"report-2022"`
	Fresh
}

// RevisionPath names a revision.
type RevisionPath struct {
	DocumentPath
	Revision int `path:"revision" doc:"Ordinal, from 1." minimum:"1"`
}

const documentRoot = "/api/processes/{process}/documents/{document}"

func (g *gateway) registerDocuments(a huma.API) {
	read(g, a, about{documentRoot, "get-document", "document", "Get a document", "Its state, without the words of its texts. Positions are only those that everybody may see."},
		onDocument(g, func(_ context.Context, d documentState) (Document, error) { return documentView(d), nil }))
	read(g, a, about{documentRoot + "/amendments", "list-amendments", "document", "List the amendments", "With what the text shows of each, where the differ has said so."},
		onDocument(g, func(ctx context.Context, d documentState) (Amendments, error) {
			known, err := g.outcomes(ctx, d)
			return Amendments{withFates(d.Amendments, known)}, err
		}))
	read(g, a, about{documentRoot + "/brackets", "list-brackets", "document", "List the brackets", ""},
		onDocument(g, g.brackets))
	read(g, a, about{documentRoot + "/explanations", "list-explanations", "record", "List the explanations of position", ""},
		onDocument(g, func(_ context.Context, d documentState) (Explanations, error) {
			out := explanationsView(d)
			if i, ok := d.Process.Invitations[d.Code]; ok {
				out.Invitation = &i
			}
			return out, nil
		}))
	read(g, a, about{documentRoot + "/revisions/{revision}", "get-revision", "document", "Get a revision", "The text in blocks with their identities."},
		func(ctx context.Context, in *RevisionPath) (*answer[Revision], error) {
			d, err := g.index.document(in.Process, in.Document)
			if err != nil {
				return nil, err
			}
			t, err := g.texts.revision(ctx, d, in.Revision)
			if err != nil {
				return nil, err
			}
			return &answer[Revision]{d.Process.Seq, Revision{revisionSummary(d.Revisions[in.Revision-1]), t}}, nil
		})
	g.registerSource(a)
}

// registerSource serves a revision as it was tabled, byte for byte.
func (g *gateway) registerSource(a huma.API) {
	type source struct {
		Seq         uint64 `header:"Adref-Seq"`
		ContentType string `header:"Content-Type"`
		Disposition string `header:"Content-Disposition"`
		Body        []byte
	}
	op := huma.Operation{
		Method: "GET", Path: documentRoot + "/revisions/{revision}/source", OperationID: "get-revision-source", Tags: []string{"document"},
		Summary: "Get a revision as it was tabled", Description: "The bytes that were received.", Responses: refusals(a, "not-found", "unavailable", "broken"),
	}
	bytes := &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}
	op.Responses["200"] = &huma.Response{Description: "OK", Content: map[string]*huma.MediaType{"text/plain": bytes, "text/markdown": bytes}}
	huma.Register(a, op, func(ctx context.Context, in *RevisionPath) (*source, error) {
		d, err := g.document(ctx, in.Process, in.Document, in.Seq)
		if err != nil {
			return nil, problem(err)
		}
		r, err := revisionOf(d, in.Revision)
		if err != nil {
			return nil, problem(err)
		}
		b, err := g.blobs.Get(ctx, r.Source)
		if err != nil {
			return nil, problem(fmt.Errorf("source of %s: %w", r.Name, err))
		}
		out := &source{Seq: d.Process.Seq, ContentType: "text/plain; charset=utf-8", Body: b}
		extension := "txt"
		if r.Format == "markdown" {
			out.ContentType, extension = "text/markdown; charset=utf-8", "md"
		}
		out.Disposition = fmt.Sprintf(`inline; filename="%s-%s-%d.%s"`, in.Process, in.Document, r.Revision, extension)
		return out, nil
	})
}

// document waits for the Seq and gives the document.
func (g *gateway) document(ctx context.Context, process, document string, seq uint64) (documentState, error) {
	if err := g.index.wait(ctx, seq); err != nil {
		return documentState{}, err
	}
	return g.index.document(process, document)
}

// onDocument answers a read about one document.
func onDocument[O any](g *gateway, view func(context.Context, documentState) (O, error)) func(context.Context, *DocumentPath) (*answer[O], error) {
	return func(ctx context.Context, in *DocumentPath) (*answer[O], error) {
		d, err := g.index.document(in.Process, in.Document)
		if err != nil {
			return nil, err
		}
		out, err := view(ctx, d)
		return &answer[O]{d.Process.Seq, out}, err
	}
}

func documentView(d documentState) Document {
	v := Document{
		DocumentSummary: summary(d), Tabled: []RevisionSummary{},
		Amendments: list(d.Amendments), Brackets: list(d.Brackets), Alternatives: list(d.Alternatives), Packages: list(d.Packages), Positions: publicPositions(d),
		AgreedOn: d.Agreed, Reopened: d.Reopened, Silence: d.Silence, Proposed: d.Document.Proposed,
		Objections: list(d.Objections), Blocked: list(d.Blocked), Adopted: d.Adopted, Withdrawn: d.Withdrawn, Corrigenda: list(d.Corrigenda),
	}
	if v.AgreedOn == nil {
		v.AgreedOn = map[string]negotiation.Agreement{}
	}
	if v.Reopened == nil {
		v.Reopened = map[string]int{}
	}
	for _, r := range d.Revisions {
		v.Tabled = append(v.Tabled, revisionSummary(r))
	}
	return v
}

// explanationsView parts the explanations on the document into those that stand and the others.
func explanationsView(d documentState) Explanations {
	out := Explanations{
		Explanations: explanationsOn(d), Earlier: []position.Explanation{}, Retracted: map[string]negotiation.Withdrawal{}, Editions: editionsOf(d),
	}
	for _, e := range d.Process.Explanations {
		stands := slices.ContainsFunc(out.Explanations, func(o position.Explanation) bool { return o.ID == e.ID })
		if e.Document != d.Code || stands {
			continue
		}
		out.Earlier = append(out.Earlier, e)
		if w, retracted := d.Process.Retracted[e.ID]; retracted {
			out.Retracted[e.ID] = w
		}
	}
	return out
}

func revisionSummary(r negotiation.Revision) RevisionSummary {
	return RevisionSummary{
		Ordinal: r.Revision, Name: r.Name, Symbol: r.Symbol, Language: r.Language, Format: r.Format, Published: r.Published,
		Letter: r.Letter, At: r.At, Source: r.Source, Blocks: len(r.Blocks),
	}
}

// publicPositions are the positions that everybody may see; the gateway shows no others to anybody.
func publicPositions(d documentState) []position.Position {
	return slices.DeleteFunc(slices.Clone(list(d.Positions)), func(p position.Position) bool { return !isPublic(p) })
}

func (g *gateway) brackets(ctx context.Context, d documentState) (Brackets, error) {
	out := Brackets{Revision: len(d.Revisions), Text: bracket.Tree{Brackets: []bracket.Bracket{}, Unbalanced: []bracket.Stray{}}, Put: list(d.Brackets), Printed: list(d.Printed)}
	if out.Revision == 0 {
		return out, nil
	}
	t, err := g.texts.revision(ctx, d, out.Revision)
	if err != nil {
		return out, err
	}
	out.Text = bracket.Parse(t.String(), directory(d))
	return out, nil
}

// directory knows the delegations and groups of a process by their names.
func directory(d documentState) delegation.Directory {
	return delegation.NewDirectory(d.Process.Delegations, d.Process.Groups)
}

func isOpen(a amendment.Amendment) bool { return a.State == amendment.Open }

// isParagraph says whether a block of the kind is counted as a paragraph.
func isParagraph(k text.Kind) bool { return k == text.Paragraph || k == text.Preambular }
