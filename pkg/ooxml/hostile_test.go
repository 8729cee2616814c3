package ooxml_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"adref/pkg/ooxml"
)

const contentTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`

// zipOf is a zip file of names and contents, in their order.
func zipOf(t testing.TB, pairs ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(pairs); i += 2 {
		w, err := z.Create(pairs[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(pairs[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func open(data []byte) (*ooxml.Package, error) {
	return ooxml.Open(bytes.NewReader(data), int64(len(data)))
}

// check demands an error of the kind that says something.
func check(t *testing.T, err, kind error, says string) {
	t.Helper()
	e, ok := errors.AsType[*ooxml.Error](err)
	if !ok || !errors.Is(err, kind) || !strings.Contains(err.Error(), says) {
		t.Errorf("%v, want one that is %v and says %q", err, kind, says)
		return
	}
	if e.Advice == "" {
		t.Errorf("%v does not say what to do", err)
	}
}

func TestOpenRefuses(t *testing.T) {
	many := make([]string, 0, 2*(ooxml.MaxParts+2))
	many = append(many, "[Content_Types].xml", contentTypes)
	for i := range ooxml.MaxParts {
		many = append(many, fmt.Sprintf("p%d", i), "")
	}
	for _, c := range []struct {
		name string
		data []byte
		kind error
		says string
	}{
		{"an empty file", nil, ooxml.ErrBroken, "empty"},
		{"a PDF file", []byte("%PDF-1.7\n"), ooxml.ErrOtherFormat, "PDF"},
		{"an RTF file", []byte(`{\rtf1\ansi`), ooxml.ErrOtherFormat, "RTF"},
		{"a web page", []byte("\n<!DOCTYPE HTML><html>"), ooxml.ErrOtherFormat, "web page"},
		{"a Word document as XML", []byte(`<?xml version="1.0"?><?mso-application progid="Word.Document"?>`), ooxml.ErrOtherFormat, "one XML file"},
		{"a text", []byte("Dear colleague"), ooxml.ErrOtherFormat, "no Office document"},
		{"an OpenDocument text", stored(t, "mimetype", "application/vnd.oasis.opendocument.text"), ooxml.ErrOtherFormat, ".odt"},
		{"an OpenDocument spreadsheet", stored(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ooxml.ErrOtherFormat, ".ods"},
		{"a zip file", zipOf(t, "a.txt", "x"), ooxml.ErrOtherFormat, "no Office document"},
		{"an empty zip file", zipOf(t), ooxml.ErrBroken, "empty"},
		{"two parts of a name", zipOf(t, "[Content_Types].xml", contentTypes, "a.xml", "", "A.xml", ""), ooxml.ErrForbidden, "two parts"},
		{"an absolute name", zipOf(t, "[Content_Types].xml", contentTypes, "/etc/passwd", ""), ooxml.ErrForbidden, "/etc/passwd"},
		{"a name that climbs", zipOf(t, "[Content_Types].xml", contentTypes, "../../x", ""), ooxml.ErrForbidden, "../../x"},
		{"a name with a backslash", zipOf(t, "[Content_Types].xml", contentTypes, `word\document.xml`, ""), ooxml.ErrForbidden, "document.xml"},
		{"too many parts", zipOf(t, many...), ooxml.ErrLimit, "parts"},
		{"broken content types", zipOf(t, "[Content_Types].xml", "<Types>"), ooxml.ErrBroken, "[Content_Types].xml, line 1"},
		{"a Word document before 2007", compound("Root Entry", "WordDocument", "1Table"), ooxml.ErrLegacy, ".doc"},
		{"an Excel workbook before 2007", compound("Root Entry", "Workbook"), ooxml.ErrLegacy, ".xls"},
		{"a document with a password", compound("Root Entry", "EncryptionInfo", "EncryptedPackage"), ooxml.ErrPassword, "password"},
		{"another OLE file", compound("Root Entry"), ooxml.ErrLegacy, "OLE"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := open(c.data)
			check(t, err, c.kind, c.says)
		})
	}
}

// stored is a zip file with one part that is not compressed.
func stored(t *testing.T, name, content string) []byte {
	t.Helper()
	return rawZip(t, func(z *zip.Writer) error { return addRaw(z, name, len(content), content, 1) })
}

// raw is a package with parts a0.xml and so on that say they have a size and hold some content repeatedly, not compressed.
func raw(t *testing.T, size, parts int, content string, times int) []byte {
	t.Helper()
	return rawZip(t, func(z *zip.Writer) error {
		err := addRaw(z, "[Content_Types].xml", len(contentTypes), contentTypes, 1)
		for i := range parts {
			err = errors.Join(err, addRaw(z, fmt.Sprintf("a%d.xml", i), size, content, times))
		}
		return err
	})
}

func rawZip(t *testing.T, add func(*zip.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	if err := errors.Join(add(z), z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func addRaw(z *zip.Writer, name string, size int, content string, times int) error {
	w, err := z.CreateRaw(&zip.FileHeader{
		Name: name, Method: zip.Store, CompressedSize64: uint64(len(content) * times), UncompressedSize64: uint64(size),
	})
	if err != nil {
		return err
	}
	for range times {
		if _, err := w.Write([]byte(content)); err != nil {
			return err
		}
	}
	return nil
}

// compound is an OLE file with a directory of streams of these names.
func compound(names ...string) []byte {
	data := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 1024-8)...)
	for _, n := range names {
		entry := make([]byte, 128)
		for i := range len(n) {
			entry[2*i] = n[i]
		}
		binary.LittleEndian.PutUint16(entry[64:], uint16(2*len(n)+2))
		data = append(data, entry...)
	}
	return data
}

func TestBombs(t *testing.T) {
	mega := strings.Repeat("a", 1<<20)
	for _, c := range []struct {
		name string
		data func() []byte
		part string
	}{
		{"a part of 65 MiB", func() []byte { return raw(t, 65<<20, 1, mega, 65) }, "a0.xml"},
		{"a part that unpacks to a thousand times its size", func() []byte { return zipOf(t, "[Content_Types].xml", contentTypes, "a.xml", strings.Repeat(mega, 8)) }, "a.xml"},
		{"a part that says it is small", func() []byte { return lying(t, strings.Repeat(mega, 8)) }, "a.xml"},
		{"parts that are too much together", func() []byte { return raw(t, 63<<20, 9, "x", 1) }, "a0.xml"},
	} {
		t.Run(c.name, func(t *testing.T) {
			data := c.data()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			p, err := open(data)
			if err == nil {
				_, err = p.Read(c.part)
			}
			runtime.ReadMemStats(&after)
			if !errors.Is(err, ooxml.ErrLimit) && !errors.Is(err, ooxml.ErrBroken) {
				t.Errorf("%v", err)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 256<<20 {
				t.Errorf("%d MiB used", used>>20)
			}
		})
	}
}

// pseudorandom is text that does not pack well.
func pseudorandom(n int) string {
	b := make([]byte, n)
	x := uint32(1)
	for i := range b {
		x = x*1664525 + 1013904223
		b[i] = 'a' + byte(x>>24)%26
	}
	return string(b)
}

// lying is a zip file whose directory says that a part has ten bytes.
func lying(t *testing.T, content string) []byte {
	t.Helper()
	data := zipOf(t, "[Content_Types].xml", contentTypes, "a.xml", content)
	size := binary.LittleEndian.AppendUint32(nil, uint32(len(content)))
	at := bytes.LastIndex(data, size)
	binary.LittleEndian.PutUint32(data[at:], 10)
	return data
}

// TestTruncated cuts a package at every 97th byte and at each of the last 200: an error of this package each time.
func TestTruncated(t *testing.T) {
	data := zipOf(t, "[Content_Types].xml", contentTypes, "_rels/.rels", "<a/>", "word/document.xml", "<x>"+pseudorandom(20_000)+"</x>")
	for n := range len(data) {
		if n%97 != 0 && n < len(data)-200 {
			continue
		}
		p, err := open(data[:n])
		if err == nil {
			_, err = p.Parse("word/document.xml")
		}
		if _, ok := errors.AsType[*ooxml.Error](err); !ok {
			t.Errorf("cut at %d of %d bytes: %v", n, len(data), err)
		}
	}
}

// TestDamaged changes each byte of a small package: what can still be opened has what it had, or an error.
func TestDamaged(t *testing.T) {
	good := zipOf(t, "[Content_Types].xml", contentTypes, "a.xml", "<x>words</x>")
	for i := range good {
		for _, flip := range []byte{0x01, 0x80, 0xff} {
			data := bytes.Clone(good)
			data[i] ^= flip
			p, err := open(data)
			if err != nil {
				if _, ok := errors.AsType[*ooxml.Error](err); !ok {
					t.Errorf("byte %d: %v", i, err)
				}
				continue
			}
			if n, err := p.Parse("a.xml"); err == nil && n.Text != "words" {
				t.Errorf("byte %d: read %q", i, n.Text)
			}
		}
	}
}

func TestDirectoryBomb(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("PK\x03\x04")
	for range 200_000 { // entries of the directory that nothing but their number is wrong with
		b.Write(append([]byte("PK\x01\x02"), make([]byte, 42)...))
	}
	size := b.Len() - 4
	end := make([]byte, 22)
	copy(end, "PK\x05\x06")
	binary.LittleEndian.PutUint16(end[8:], 200_000&0xffff)
	binary.LittleEndian.PutUint16(end[10:], 200_000&0xffff)
	binary.LittleEndian.PutUint32(end[12:], uint32(size))
	binary.LittleEndian.PutUint32(end[16:], 4)
	b.Write(end)
	_, err := open(b.Bytes())
	check(t, err, ooxml.ErrLimit, "list of parts")
}

func FuzzOpen(f *testing.F) {
	f.Add(zipOf(f, "[Content_Types].xml", contentTypes, "_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="x" Target="/a.xml"/></Relationships>`, "a.xml", "<a/>"))
	f.Add(compound("WordDocument"))
	f.Add([]byte("PK\x03\x04PK\x05\x06"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := open(data)
		if err != nil {
			if _, ok := errors.AsType[*ooxml.Error](err); !ok {
				t.Errorf("an error of another type: %v", err)
			}
			return
		}
		for _, name := range p.Names() {
			p.Type(name)
			if _, err := p.Relations(name); err != nil {
				continue
			}
			if _, err := p.Parse(name); err != nil && err.Error() == "" {
				t.Error("an error that says nothing")
			}
		}
		_, _ = p.Main()
	})
}
