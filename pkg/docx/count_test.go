package docx

import (
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"adref/pkg/ooxml"
	"adref/pkg/realtext"
)

func TestCharacters(t *testing.T) {
	const head = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">`
	for _, c := range []struct {
		name, inner string
		want        int
	}{
		{"words, deleted words, equations", `<w:t>ab</w:t><w:delText>c</w:delText><m:t>d</m:t>`, 4},
		{"what is no text", `<w:instrText>PAGE</w:instrText><x:t xmlns:x="urn:x">no</x:t><w:tc/><w:tbl/>`, 0},
		{"references and CDATA", `<w:t>&amp;&#x1F600;<![CDATA[<b>]]></w:t>`, 5},
		{"elements that are characters", `<w:tab/><w:tabs><w:tab w:val="left"/></w:tabs><w:br/><w:cr/><w:sym/><w:ptab/><w:noBreakHyphen/><w:softHyphen/>`, 7},
		{"empty ones", `<w:t/><w:t></w:t><w:t xml:space="preserve"/>`, 0},
		{"> in an attribute", `<w:t a=">" b='"'>x</w:t>`, 1},
		{"comments", `<!-- <w:t>no</w:t> --><w:t>a<!-- b -->c</w:t><?x <w:t>no</w:t> ?>`, 2},
		{"one branch", `<mc:AlternateContent><mc:Choice><w:t>ab</w:t></mc:Choice><mc:Fallback><w:t>abc</w:t></mc:Fallback></mc:AlternateContent>`, 2},
		{"the branch that has words", `<mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice><mc:Fallback><w:t>abc</w:t></mc:Fallback></mc:AlternateContent>`, 3},
		{"a branch in a branch", `<mc:AlternateContent><mc:Choice><w:t>a</w:t><mc:AlternateContent><mc:Choice><w:t>b</w:t></mc:Choice><mc:Fallback><w:t>c</w:t></mc:Fallback></mc:AlternateContent></mc:Choice><mc:Fallback><w:t>defg</w:t></mc:Fallback></mc:AlternateContent>`, 2},
		{"line ends", "<w:t>a\r\nb\rc\nd</w:t>", 7},
	} {
		if got := characters(head + c.inner + "</w:document>"); got != c.want {
			t.Errorf("%s: %d characters, want %d", c.name, got, c.want)
		}
	}
	strict := `<document xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"><body><t>abc</t></body></document>`
	if got := characters(strict); got != 3 {
		t.Errorf("the Strict form without a prefix: %d characters", got)
	}
}

// TestCharactersOfRealDocuments holds the counter against one on encoding/xml.
func TestCharactersOfRealDocuments(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(realtext.Dir(t, "docx"), "*.docx"))
	if err != nil {
		t.Fatal(err)
	}
	parts := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		pkg, err := ooxml.Open(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range pkg.Names() {
			if dir, base := filepath.Split(name); dir != "word/" || filepath.Ext(base) != ".xml" || strings.Contains(base, "numbering") || strings.Contains(base, "styles") {
				continue
			}
			raw, err := pkg.Read(name)
			if err != nil {
				t.Fatal(err)
			}
			if want, got := slowly(t, raw), characters(string(raw)); got != want {
				t.Errorf("%s, %s: %d characters, by encoding/xml %d", filepath.Base(file), name, got, want)
			}
			parts++
		}
	}
	if parts < 300 {
		t.Errorf("only %d parts", parts)
	}
}

// slowly counts like characters, on encoding/xml. It takes the first branch with words.
func slowly(t *testing.T, raw []byte) int {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(raw))
	n, inText, inTabs := 0, 0, 0
	var bases, kept []int // of alternatives: the sum before, and what a branch has brought
	for {
		tok, err := d.Token()
		if err == io.EOF {
			return n
		}
		if err != nil {
			t.Fatal(err)
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			switch space, local := ooxml.Prefix(tok.Name.Space), tok.Name.Local; space + ":" + local {
			case "w:t", "w:delText", "m:t":
				inText++
			case "w:tabs":
				inTabs++
			case "w:tab":
				if inTabs == 0 {
					n++
				}
			case "w:br", "w:cr", "w:sym", "w:ptab", "w:noBreakHyphen", "w:softHyphen":
				n++
			case "mc:AlternateContent":
				bases, kept = append(bases, n), append(kept, 0)
			}
		case xml.EndElement:
			k := len(bases) - 1
			switch ooxml.Prefix(tok.Name.Space) + ":" + tok.Name.Local {
			case "w:t", "w:delText", "m:t":
				inText--
			case "w:tabs":
				inTabs--
			case "mc:Choice", "mc:Fallback":
				if kept[k] == 0 {
					kept[k] = n - bases[k]
				}
				n = bases[k]
			case "mc:AlternateContent":
				n = bases[k] + kept[k]
				bases, kept = bases[:k], kept[:k]
			}
		case xml.CharData:
			if inText > 0 {
				n += utf8.RuneCount(tok)
			}
		}
	}
}
