package ooxml

import (
	"archive/zip"
	"compress/flate"
	"io"
	"time"
)

// Part is a part to write.
type Part struct {
	Name string
	Data []byte
}

// Write writes a package with the parts in the order given: [Content_Types].xml first, as readers expect. The same parts give the
// same bytes: times are those of the zip format's beginning, compression is always the same. Two parts of one name are the
// caller's mistake and end in an *Error.
func Write(w io.Writer, parts []Part) error {
	z := zip.NewWriter(w)
	var packer *flate.Writer // one for all parts, which are written one after the other: it is most of the memory of a small package
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (_ io.WriteCloser, err error) {
		if packer != nil {
			packer.Reset(w)
			return packer, nil
		}
		packer, err = flate.NewWriter(w, flate.DefaultCompression)
		return packer, err
	})
	seen := map[string]bool{}
	for _, p := range parts {
		if e := checkName(p.Name); e != nil {
			return e
		}
		if seen[p.Name] {
			return forbidden("two parts are named %.80q", p.Name)
		}
		seen[p.Name] = true
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.Name, Method: zip.Deflate, Modified: epoch})
		if err != nil {
			return err
		}
		if _, err := f.Write(p.Data); err != nil {
			return err
		}
	}
	return z.Close()
}

// epoch is where the zip format's time begins.
var epoch = time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)
