package ooxml

import (
	"bytes"
	"io"
	"strings"
)

// recognise names the formats that people send instead of a package. nil means a zip file.
func recognise(r io.ReaderAt, size int64) error {
	if size == 0 {
		return broken("the file is empty")
	}
	head := make([]byte, min(size, 512))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return err
	}
	text := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return openDocument(head)
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return compound(r, size)
	case bytes.HasPrefix(text, []byte("%PDF-")):
		return other("this is a PDF file", "Ask for the Word document that it was made from")
	case bytes.HasPrefix(text, []byte(`{\rtf`)):
		return other("this is an RTF file, whatever its name says", adviceSave)
	case bytes.Contains(text, []byte("Word.Document")), bytes.Contains(text, []byte("schemas.microsoft.com/office/2006/xmlPackage")):
		return other("this is a Word document saved as one XML file", adviceSave)
	case bytes.HasPrefix(bytes.ToLower(text), []byte("<!doctype html")), bytes.HasPrefix(bytes.ToLower(text), []byte("<html")):
		return other("this is a web page, whatever its name says", adviceSave)
	case bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return broken("the zip file is empty")
	}
	return other("this is no Office document: it does not start like a zip file", adviceSave)
}

func other(what, advice string) error {
	return &Error{Kind: ErrOtherFormat, What: what, Advice: advice}
}

// openDocument recognises the formats of LibreOffice, whose first part is their type, uncompressed.
func openDocument(head []byte) error {
	const at = 30 // length of the header of a part in a zip file
	if len(head) < at || !bytes.HasPrefix(head[at:], []byte("mimetypeapplication/vnd.oasis.opendocument.")) {
		return nil
	}
	kind, _, _ := strings.Cut(string(head[at+len("mimetypeapplication/vnd.oasis.opendocument."):]), "PK")
	switch {
	case strings.HasPrefix(kind, "text"):
		return other("this is an OpenDocument text (.odt)", adviceSave)
	case strings.HasPrefix(kind, "spreadsheet"):
		return other("this is an OpenDocument spreadsheet (.ods)", adviceSave)
	}
	return other("this is an OpenDocument file", adviceSave)
}

// compound tells apart what comes in an OLE compound file ([MS-CFB]): its directory has an entry of 128 bytes for every stream,
// which starts with the name in UTF-16. A document with a password is one stream of ciphertext.
func compound(r io.ReaderAt, size int64) error {
	const entry, window = 128, 1 << 20
	found := map[string]bool{}
	buf := make([]byte, window)
	for at := int64(512); at < min(size, MaxPackage); at += window {
		n, err := r.ReadAt(buf, at)
		if err != nil && err != io.EOF {
			return err
		}
		for i := 0; i+entry <= n; i += entry {
			if name := entryName(buf[i : i+entry]); name != "" {
				found[name] = true
			}
		}
	}
	switch {
	case found["EncryptedPackage"], found["EncryptionInfo"]:
		return &Error{Kind: ErrPassword, What: "this document is protected by a password", Advice: "Open it with the password, save it without one, and send that"}
	case found["WordDocument"]:
		return &Error{Kind: ErrLegacy, What: "this is a Word document of the format before 2007 (.doc)", Advice: adviceSave}
	case found["Workbook"], found["Book"]:
		return &Error{Kind: ErrLegacy, What: "this is an Excel workbook of the format before 2007 (.xls)", Advice: adviceSave}
	case found["PowerPoint Document"]:
		return &Error{Kind: ErrLegacy, What: "these are PowerPoint slides of the format before 2007 (.ppt)", Advice: adviceSave}
	}
	return &Error{Kind: ErrLegacy, What: "this is an OLE file, but none that adref knows", Advice: adviceSave}
}

// entryName is the name of a stream if the bytes are an entry of the directory and the name is ASCII.
func entryName(entry []byte) string {
	length := int(entry[64]) | int(entry[65])<<8 // bytes, the zero at the end included
	if length < 4 || length > 64 || length%2 != 0 || entry[length-2] != 0 || entry[length-1] != 0 {
		return ""
	}
	var name []byte
	for i := 0; i < length-2; i += 2 {
		if entry[i+1] != 0 || entry[i] < ' ' || entry[i] > '~' {
			return ""
		}
		name = append(name, entry[i])
	}
	return string(name)
}
