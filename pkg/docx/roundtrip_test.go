package docx_test

import (
	"bytes"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"adref/pkg/docx"
	"adref/pkg/paper"
)

// readBack is what a reader sees of a paper that is written.
func readBack(t testing.TB, p paper.Paper) paper.Paper {
	t.Helper()
	data := write(t, p, docx.Options{})
	got, report, err := docx.Read(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	if report.Lost != 0 {
		t.Errorf("the reader loses %d of %d characters", report.Lost, report.Characters)
	}
	return got
}

// counted is a paper whose comments have the IDs that Read gives.
func counted(p paper.Paper) paper.Paper {
	ids := map[string]string{"": ""}
	p = p.Normal()
	for i, c := range p.Comments {
		ids[c.ID] = strconv.Itoa(i)
	}
	for i := range p.Comments {
		c := &p.Comments[i]
		c.ID, c.Parent = ids[c.ID], ids[c.Parent]
	}
	for i := range p.Paragraphs {
		for k := range p.Paragraphs[i].Spans {
			s := &p.Paragraphs[i].Spans[k]
			s.Comments = slices.Clone(s.Comments)
			for n, id := range s.Comments {
				s.Comments[n] = ids[id]
			}
		}
	}
	return p
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	for name, p := range corpus() {
		got, want := readBack(t, p).Normal(), counted(p)
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-written +read):\n%s", name, d)
		}
	}
}

// plainLabels is a paper without what a label cannot be where it is not printed: Word counts nothing that is in neither view, and
// one that is not in both, or is the same, replaces none.
func plainLabels(p paper.Paper) paper.Paper {
	p = p.Normal()
	accepted, refused := docx.Labelled(p.Paragraphs)
	for i := range p.Paragraphs {
		q := &p.Paragraphs[i]
		q.Auto = q.Auto && (accepted[i] || refused[i])
		if q.Was == nil {
			continue
		}
		if !accepted[i] && refused[i] {
			q.Label = q.Was.Label
		}
		if q.Auto = false; !accepted[i] || !refused[i] || q.Was.Label == q.Label {
			q.Was = nil
		}
	}
	return p
}

// TestLaw is the law of both: Read(Write(p)) == p, for papers of the form that Read gives.
func TestLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := generated().Draw(t, "paper")
		data := bytes.Buffer{}
		if err := docx.Write(&data, p, docx.Options{}); err != nil {
			t.Fatal(err)
		}
		got, report, err := docx.Read(bytes.NewReader(data.Bytes()), int64(data.Len()))
		if err != nil {
			t.Fatal(err)
		}
		if report.Lost != 0 {
			t.Errorf("the reader loses %d of %d characters", report.Lost, report.Characters)
		}
		if d := cmp.Diff(plainLabels(p), got.Normal()); d != "" {
			t.Fatalf("(-written +read):\n%s", d)
		}
	})
}
