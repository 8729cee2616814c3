package ooxml_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"adref/pkg/ooxml"
)

const w = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

// show prints a tree: name, attributes, text, children.
func show(n *ooxml.Node) string {
	var b strings.Builder
	b.WriteString(n.Name)
	for _, a := range n.Attrs {
		fmt.Fprintf(&b, " %s=%q", a.Name, a.Value)
	}
	if n.Text != "" {
		fmt.Fprintf(&b, " %q", n.Text)
	}
	for c := n.First; c != nil; c = c.Next {
		b.WriteString("(" + show(c) + ")")
	}
	return b.String()
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"another prefix for a namespace", `<q:p xmlns:q="http://schemas.openxmlformats.org/wordprocessingml/2006/main" q:a="1" b="2"/>`, `w:p w:a="1" b="2"`},
		{"the Strict form", `<p xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"><t>x</t></p>`, `w:p(w:t "x")`},
		{"a prefix that changes its meaning", `<a:p xmlns:a="urn:1"><a:q xmlns:a="urn:2"><a:r/></a:q><a:s/></a:p>`, `{urn:1}p({urn:2}q({urn:2}r))({urn:1}s)`},
		{"references", `<a b="&quot;&#65;&#x42;&amp;">&lt;&gt;&apos;&#x1F600;</a>`, `a b="\"AB&" "<>'😀"`},
		{"white space", "<a b='1\n2\t3'>\r\n <b> </b>\n <c>\r\n</c> </a>", `a b="1 2 3"(b " ")(c "\n")`},
		{"CDATA, comments and instructions", `<?xml version="1.0" encoding="UTF-8"?><!-- <x> --><a>1<![CDATA[<&>]]>2<!-- - -->3<?x y?>4</a><!-- end -->`, `a "1<&>234"`},
		{"a byte order mark", "\ufeff<a/>", "a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			n, err := ooxml.Parse([]byte(c.src))
			if err != nil {
				t.Fatal(err)
			}
			if got := show(n); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestParseUTF16(t *testing.T) {
	for high, order := range []string{"little", "big"} {
		for _, mark := range []string{"", "\ufeff"} {
			var data []byte
			for _, u := range utf16.Encode([]rune(mark + `<?xml version="1.0" encoding="UTF-16"?><a>条约 😀</a>`)) {
				pair := []byte{byte(u), byte(u >> 8)}
				data = append(data, pair[high], pair[1-high])
			}
			if n, err := ooxml.Parse(data); err != nil || n.Text != "条约 😀" {
				t.Errorf("%s end first, mark %q: %v, %v", order, mark, n, err)
			}
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, c := range []struct {
		name, src string
		kind      error
		says      string
	}{
		{"nothing", "", ooxml.ErrBroken, "no XML"},
		{"a document type", `<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`, ooxml.ErrForbidden, "document type"},
		{"an entity", "<a>\n&b;</a>", ooxml.ErrForbidden, `entity "b"`},
		{"tags that cross", "<a>\n<b></a></b>", ooxml.ErrBroken, "</a> stands where </b> should"},
		{"an end", "<a><b>", ooxml.ErrBroken, "ends inside the element b"},
		{"an end in a tag", "<a b='1'", ooxml.ErrBroken, "ends in the tag"},
		{"two roots", "<a/><b/>", ooxml.ErrBroken, "more than one"},
		{"text outside", "<a/>x", ooxml.ErrBroken, "outside"},
		{"an attribute twice", `<a b="1" b="2"/>`, ooxml.ErrBroken, "twice"},
		{"an attribute twice under two prefixes", `<a xmlns:x="urn:1" xmlns:y="urn:1" x:b="1" y:b="2"/>`, ooxml.ErrBroken, "twice"},
		{"no quotation marks", "<a b=1/>", ooxml.ErrBroken, "not quoted"},
		{"a prefix from nowhere", "<x:a/>", ooxml.ErrBroken, "not declared"},
		{"a control character", "<a>\x01</a>", ooxml.ErrBroken, "U+0001"},
		{"a reference to one", "<a>&#1;</a>", ooxml.ErrBroken, "no character"},
		{"half a character", "<a>\xe6\x9d</a>", ooxml.ErrBroken, "UTF-8"},
		{"another encoding", `<?xml version="1.0" encoding="windows-1252"?><a/>`, ooxml.ErrForbidden, "windows-1252"},
		{"depth", strings.Repeat("<a>", 10_000) + strings.Repeat("</a>", 10_000), ooxml.ErrLimit, "256"},
		{"attributes", "<a " + attributes(300) + "/>", ooxml.ErrLimit, "attributes"},
		{"namespaces", "<a " + namespaces("a", 200) + "><b " + namespaces("b", 200) + "/></a>", ooxml.ErrLimit, "namespaces"},
		{"elements", "<a>" + strings.Repeat("<b/>", ooxml.MaxNodes) + "</a>", ooxml.ErrLimit, "elements"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ooxml.Parse([]byte(c.src))
			e, ok := errors.AsType[*ooxml.Error](err)
			if !ok || !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.says) || e.Line < 1 && c.kind == ooxml.ErrBroken && !strings.Contains(c.says, "UTF") {
				t.Errorf("%v", err)
			}
		})
	}
}

func attributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a%d='' ", i)
	}
	return b.String()
}

func namespaces(prefix string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "xmlns:%s%d='urn:%d' ", prefix, i, i)
	}
	return b.String()
}

func TestErrorsSayWhere(t *testing.T) {
	_, err := ooxml.Parse([]byte("<a>\n<b>\n<c></b></a>"))
	if e, ok := errors.AsType[*ooxml.Error](err); !ok || e.Line != 3 || e.Offset != 11 {
		t.Errorf("%+v", err)
	}
}

// TestTextInPiecesIsNoTrap: text between a million comments would take hours if each piece were joined to all before it.
func TestTextInPiecesIsNoTrap(t *testing.T) {
	n, err := ooxml.Parse([]byte("<a>" + strings.Repeat("x<!---->", 1_000_000) + "</a>"))
	if err != nil || len(n.Text) != 1_000_000 {
		t.Error(err)
	}
}

// byStandardLibrary is the tree that encoding/xml reads, printed like show; ok is false where it refuses.
func byStandardLibrary(src string) (s string, ok bool) {
	type frame struct {
		head, text string
		children   []string
	}
	d := xml.NewDecoder(strings.NewReader(src))
	stack := []frame{{}}
	for {
		tok, err := d.Token()
		if err == io.EOF {
			s := strings.Join(stack[0].children, "")
			return strings.TrimSuffix(strings.TrimPrefix(s, "("), ")"), len(stack) == 1 && len(stack[0].children) == 1
		}
		if err != nil {
			return "", false
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			f := frame{head: plainName(tok.Name)}
			for _, a := range tok.Attr {
				if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" && a.Name.Space == "" {
					continue
				}
				f.head += fmt.Sprintf(" %s=%q", plainName(a.Name), a.Value)
			}
			stack = append(stack, f)
		case xml.CharData:
			stack[len(stack)-1].text += string(tok)
		case xml.EndElement:
			f := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			s := f.head
			if f.text != "" && (len(f.children) == 0 || strings.Trim(f.text, " \t\r\n") != "") {
				s += fmt.Sprintf(" %q", f.text)
			}
			up := &stack[len(stack)-1].children
			*up = append(*up, "("+s+strings.Join(f.children, "")+")")
		}
	}
}

func plainName(n xml.Name) string {
	switch short := ooxml.Prefix(n.Space); {
	case n.Space == "":
		return n.Local
	case n.Space == "xml":
		return "xml:" + n.Local
	case short != "":
		return short + ":" + n.Local
	}
	return "{" + n.Space + "}" + n.Local
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		`<w:p ` + w + `><w:r><w:t xml:space="preserve"> a </w:t></w:r></w:p>`, `<a>1<![CDATA[<]]><!-- x -->&amp;</a>`, `<?xml version="1.0"?><a b="1"/>`,
		"<a>\r\n</a>", `<!DOCTYPE a><a/>`, `<a xmlns="urn:x"><b xmlns=""/></a>`, "\xff\xfe<\x00a\x00/\x00>\x00",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		n, err := ooxml.Parse(data)
		if err != nil {
			if _, ok := errors.AsType[*ooxml.Error](err); !ok {
				t.Errorf("an error of another type: %v", err)
			}
			return
		}
		if n == nil {
			t.Fatal("neither tree nor error")
		}
		if want, ok := byStandardLibrary(string(data)); ok && utf8.Valid(data) && letters(show(n)) != letters(want) {
			t.Errorf("read %s, and encoding/xml %s", show(n), want)
		}
	})
}

// letters leaves out white space, which encoding/xml does not touch in attributes and between elements.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, flat(s))
}
