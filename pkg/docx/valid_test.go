package docx_test

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"adref/pkg/docx"
	"adref/pkg/ooxml/ooxmltest"
	"adref/pkg/paper/papertest"
)

func TestValid(t *testing.T) {
	ooxmltest.Validator(t)
	for name, p := range corpus() {
		o := docx.Options{At: noon, Author: `The "Secretariat" & Co`, Record: true, Letter: true}
		for i := range docx.Entries(p) {
			o.Pages = append(o.Pages, i+1)
		}
		plain, withOptions := write(t, p, docx.Options{}), write(t, p, o)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ooxmltest.Valid(t, "plain.docx", plain)
			ooxmltest.Valid(t, "with options.docx", withOptions)
		})
	}
}

// TestGeneratedIsValid has papers of everything that a paper holds validated, the same ones each time.
func TestGeneratedIsValid(t *testing.T) {
	ooxmltest.Validator(t)
	for seed := range 20 {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			ooxmltest.Valid(t, "everything.docx", write(t, generated().Example(seed), docx.Options{}))
			ooxmltest.Valid(t, "tracked.docx", write(t, papertest.Paper().Example(seed), docx.Options{Record: true}))
		})
	}
}

// TestRealTemplatesStayValid has the validator find nothing in a document in the look of a real one that it does not find in that one.
func TestRealTemplatesStayValid(t *testing.T) {
	ooxmltest.Validator(t)
	files := realFiles(t)
	p := notes()
	p.Paragraphs = append(p.Paragraphs, automatic().Paragraphs...)
	names := slices.Sorted(maps.Keys(files))
	for i := 0; i < len(names); i += 10 {
		name, template := names[i], files[names[i]]
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var b bytes.Buffer
			if err := docx.Write(&b, p, docx.Options{Template: template}); errors.Is(err, docx.ErrTemplate) {
				t.Skip(err) // some documents cannot serve, and say why
			} else if err != nil {
				t.Fatal(err)
			}
			made := ooxmltest.Errors(t, "made.docx", b.Bytes())
			if len(made) == 0 {
				return
			}
			own := map[string]bool{}
			for _, e := range ooxmltest.Errors(t, "template.docx", template) {
				own[e.Description] = true
			}
			for _, e := range made {
				if !own[e.Description] {
					t.Errorf("%s %s%s", e.Description, e.Part, e.Path)
				}
			}
		})
	}
}
