package docx_test

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"adref/pkg/docx"
	"adref/pkg/ooxml"
)

// TestWorkIsInProportion reads documents of many small things where a careless reader looks at each of them for each other. What is
// allocated is in proportion to the file; a reader that is not ends only with the time that tests have.
func TestWorkIsInProportion(tt *testing.T) {
	const n = 60_000
	each := func(n int, f string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.ReplaceAll(f, "#", fmt.Sprint(i)))
		}
		return b.String()
	}
	many := func(s string) string { return strings.Repeat(s, n) }
	note := `<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/>`
	for _, c := range []struct {
		name, body string
		parts      map[string]string
		kind       error // nil where it is read
	}{
		{"a mark of many pieces", p(note + many("<w:t>x</w:t>") + "</w:r>"), nil, nil},
		{"a mark many times", p(many(note + "<w:t>x</w:t></w:r>")), nil, nil},
		{"notes", p(t("x")), map[string]string{"footnotes": each(n, `<w:footnote w:id="#"><w:p/></w:footnote>`)}, nil},
		{"a field with many results", p(`<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>HYPERLINK ` + many("x ") + `</w:instrText></w:r>` + many(`<w:r><w:fldChar w:fldCharType="separate"/></w:r>`)), nil, nil},
		{"properties", p(`<w:r><w:rPr>` + many("<w:x/>") + `</w:rPr>` + many("<w:t>x</w:t>") + `</w:r>`), nil, ooxml.ErrLimit},
		{"branches without words", strings.Repeat("<mc:AlternateContent><mc:Choice>", 120) + many("<w:proofErr/>") + strings.Repeat("</mc:Choice></mc:AlternateContent>", 120), nil, nil},
		{"comments in comments", p(each(300, `<w:commentRangeStart w:id="#"/>`) + each(n, `<w:commentRangeStart w:id="#0000"/><w:r><w:t>x</w:t></w:r><w:commentRangeEnd w:id="#0000"/>`)),
			map[string]string{"comments": each(300, `<w:comment w:id="#"/>`) + each(n, `<w:comment w:id="#0000"/>`)}, ooxml.ErrLimit},
		{"lists of one long definition", item("1", "0"), map[string]string{"numbering": `<w:abstractNum w:abstractNumId="0">` + many(`<w:lvl w:ilvl="1"/>`) + `</w:abstractNum>` + each(20_000, `<w:num w:numId="#"><w:abstractNumId w:val="0"/></w:num>`)}, nil},
		{"a label that is a book", item("1", "0"), lists(level0("decimal", many("%1"))), ooxml.ErrLimit},
		{"changes", p(each(n, `<w:ins w:id="#" w:author="A#"><w:r><w:t>x</w:t></w:r></w:ins>`)), nil, nil},
		{"ranges of moves", p(each(499, `<w:moveFromRangeStart w:id="#" w:name="m"/>`) + many(`<w:moveFromRangeStart w:id="x" w:name="m"/><w:moveFromRangeEnd w:id="x"/>`)), nil, nil},
		{"paragraphs", strings.Repeat("<w:p/>", 200_001), nil, ooxml.ErrLimit},
	} {
		tt.Run(c.name, func(t *testing.T) {
			data := pack(t, c.body+"<!--"+noise(len(c.body)/100)+"-->", c.parts)
			size := len(c.body)
			for _, part := range c.parts {
				size += len(part)
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, r, err := docx.Read(bytes.NewReader(data), int64(len(data)))
			runtime.ReadMemStats(&after)
			if !errors.Is(err, c.kind) || r.Lost != 0 {
				t.Errorf("%v, want %v; %d lost", err, c.kind, r.Lost)
			}
			if used, most := after.TotalAlloc-before.TotalAlloc, uint64(300*size+32<<20); used > most {
				t.Errorf("%d MiB allocated, want %d at most", used>>20, most>>20)
			}
		})
	}
}

// noise is what does not pack well: hexadecimal digits of a generator of Lehmer's.
func noise(n int) string {
	b := make([]byte, n)
	for i, x := 0, uint32(1); i < n; i++ {
		x = uint32(uint64(x) * 48271 % (1<<31 - 1))
		b[i] = "0123456789abcdef"[x>>20&15]
	}
	return string(b)
}
