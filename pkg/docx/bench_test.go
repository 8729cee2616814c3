package docx_test

import (
	"bytes"
	"testing"

	"adref/pkg/docx"
)

// BenchmarkRead reads real documents whole; the bytes are those of the file.
func BenchmarkRead(b *testing.B) {
	files := realFiles(b)
	for _, name := range []string{
		"safedocx-ILPA-Model-Limited-Parnership-Agreement-Deal-By-Deal_v1", "safedocx-source", "docxodus-RA001-Tracked-Revisions-02", "docxodus-001-DeletedRun",
	} {
		data := files[name]
		b.Run(name, func(b *testing.B) {
			p, _ := read(b, data)
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := docx.Read(bytes.NewReader(data), int64(len(data))); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(p.Characters()), "characters")
		})
	}
}
