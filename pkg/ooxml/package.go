package ooxml

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
)

// Package is an Office document that is open for reading. It may be used by one goroutine at a time.
type Package struct {
	parts     map[string]*zip.File // by lower-case name
	names     []string             // as written, in the order of the file
	types     map[string]string    // of parts, by lower-case name
	defaults  map[string]string    // by lower-case extension
	remaining int64                // bytes that may still be unpacked
	text      int                  // bytes of XML so far
	nodes     int                  // elements so far
}

// Open reads the list of parts and of their types. A file that is no package, or a package of another kind, is refused with an
// *Error that names what it is.
func Open(r io.ReaderAt, size int64) (*Package, error) {
	if size > MaxPackage {
		return nil, limit("the file has %d MiB, and %d are allowed", size>>20, MaxPackage>>20)
	}
	if err := recognise(r, size); err != nil {
		return nil, err
	}
	if err := checkDirectory(r, size); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, broken("the zip file does not hold together (%v)", err)
	}
	p := &Package{parts: map[string]*zip.File{}, types: map[string]string{}, defaults: map[string]string{}, remaining: MaxTotal}
	if err := p.list(z.File); err != nil {
		return nil, err
	}
	if err := p.readTypes(); err != nil {
		return nil, err
	}
	return p, nil
}

func (p *Package) list(files []*zip.File) error {
	if len(files) > MaxParts {
		return limit("it has %d parts, and %d are allowed", len(files), MaxParts)
	}
	var total uint64
	for _, f := range files {
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		if e := checkName(f.Name); e != nil {
			return e
		}
		key := strings.ToLower(f.Name)
		if p.parts[key] != nil {
			return forbidden("two parts are named %.80q", f.Name)
		}
		if f.Flags&1 != 0 {
			return &Error{Kind: ErrPassword, Part: f.Name, What: "the zip file is protected by a password", Advice: "Save it without a password and send that"}
		}
		p.parts[key] = f
		p.names = append(p.names, f.Name)
		if total += f.UncompressedSize64; f.UncompressedSize64 > MaxTotal || total > MaxTotal {
			return limit("its parts have more than %d MiB", MaxTotal>>20)
		}
	}
	return nil
}

func checkName(name string) *Error {
	if name == "" || len(name) > 512 || path.IsAbs(name) || path.Clean(name) != name || strings.HasPrefix(name, "../") || name == ".." || strings.ContainsAny(name, "\\\x00:") {
		return forbidden("a part has the name %.80q", name)
	}
	return nil
}

// checkDirectory refuses lists of parts that would cost more memory than they may, before archive/zip reads them.
func checkDirectory(r io.ReaderAt, size int64) error {
	const length, longestComment = 22, 1<<16 - 1
	tail := make([]byte, min(size, length+longestComment))
	if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && err != io.EOF {
		return err
	}
	for i := len(tail) - length; i >= 0; i-- {
		if !bytes.HasPrefix(tail[i:], []byte("PK\x05\x06")) {
			continue
		}
		end := tail[i:]
		if length+int(binary.LittleEndian.Uint16(end[20:])) > len(end) {
			continue
		}
		bytesOf, start := int64(binary.LittleEndian.Uint32(end[12:])), int64(binary.LittleEndian.Uint32(end[16:]))
		at := size - int64(len(tail)) + int64(i)
		if bytesOf > maxDirectory || at-start > maxDirectory {
			return limit("its list of parts is too long")
		}
		return nil
	}
	return broken("the end of the zip file is missing")
}

// Names are the names of the parts as written, in the order of the file.
func (p *Package) Names() []string { return slices.Clone(p.names) }

// Has says whether there is a part of the name; case does not count.
func (p *Package) Has(name string) bool { return p.parts[strings.ToLower(name)] != nil }

// Type is the content type of the part, "" where the package does not say.
func (p *Package) Type(name string) string {
	if t, ok := p.types[strings.ToLower(name)]; ok {
		return t
	}
	return p.defaults[strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))]
}

// Read unpacks a part.
func (p *Package) Read(name string) ([]byte, error) {
	f := p.parts[strings.ToLower(name)]
	if f == nil {
		return nil, &Error{Kind: ErrMissing, Part: name, What: "the part is missing", Advice: adviceAgain}
	}
	allowed := min(MaxPart, p.remaining)
	if packed := int64(f.CompressedSize64); packed < MaxPart/MaxRatio {
		allowed = min(allowed, max(ratioFrom, packed*MaxRatio))
	}
	if f.UncompressedSize64 > uint64(allowed) {
		return nil, tooLarge(f)
	}
	rc, err := f.Open()
	if err != nil {
		return nil, inPart(name, broken("it cannot be unpacked (%v)", err))
	}
	defer rc.Close()
	buf := bytes.NewBuffer(make([]byte, 0, f.UncompressedSize64+bytes.MinRead))
	if _, err := io.Copy(buf, io.LimitReader(rc, allowed+1)); err != nil {
		return nil, inPart(name, broken("it cannot be unpacked (%v)", err))
	}
	if int64(buf.Len()) > allowed {
		return nil, tooLarge(f)
	}
	p.remaining -= int64(buf.Len())
	return buf.Bytes(), nil
}

func tooLarge(f *zip.File) error {
	return inPart(f.Name, limit("it is packed from %d to more than %d bytes: over %d MiB, over %d times as much, or too much with the other parts",
		f.CompressedSize64, f.UncompressedSize64, MaxPart>>20, MaxRatio))
}

// Parse reads a part as XML.
func (p *Package) Parse(name string) (*Node, error) {
	root, _, err := p.ParseText(name)
	return root, err
}

// ParseText is Parse, with the XML as UTF-8.
func (p *Package) ParseText(name string) (*Node, string, error) {
	data, err := p.Read(name)
	if err != nil {
		return nil, "", err
	}
	src, e := decode(data)
	if e != nil {
		return nil, "", inPart(name, e)
	}
	if p.text += len(src); p.text > MaxText {
		return nil, "", inPart(name, limit("with the other parts it has more than %d MiB of text", MaxText>>20))
	}
	root, n, err := parse(src, min(MaxNodes, MaxAll-p.nodes))
	if e, ok := errors.AsType[*Error](err); ok {
		return nil, "", inPart(name, e)
	}
	p.nodes += n
	return root, src, err
}

func inPart(name string, e *Error) error {
	e.Part = name
	return e
}
