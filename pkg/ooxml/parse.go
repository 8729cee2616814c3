package ooxml

import (
	"strings"
	"unicode/utf8"
)

// Parse reads an XML document into a tree. The names of its elements and attributes have the prefixes of this package; strings are
// cut out of the data, which is not kept otherwise. Document types are refused, and so are entities other than the five of XML.
// Errors are of type *Error without a Part.
func Parse(data []byte) (*Node, error) {
	src, e := decode(data)
	if e != nil {
		return nil, e
	}
	root, _, err := parse(src, MaxNodes)
	return root, err
}

// parse is Parse for what decode gave, up to so many elements. It says how many there are.
func parse(src string, most int) (*Node, int, error) {
	p := parser{src: src, scope: newScope(), most: most}
	root, e := p.document()
	if e != nil {
		e.Offset = int64(p.pos)
		e.Line = 1 + strings.Count(src[:min(p.pos, len(src))], "\n")
		return nil, 0, e
	}
	return root, p.count, nil
}

type parser struct {
	src     string
	pos     int
	scope   *scope
	nodes   []Node // the block that new nodes are taken from
	attrs   []Attr
	count   int // of elements
	most    int // elements that are allowed
	written int // of attributes
	stack   [MaxDepth]frame
	depth   int
}

// frame is an element that is open.
type frame struct {
	node  *Node
	last  *Node
	raw   string // the name as written
	more  []byte // text after node.Text
	scope *scope // that of the parent
}

// document is prolog, one element, epilog.
func (p *parser) document() (*Node, *Error) {
	var root *Node
	for {
		if e := p.characters(); e != nil {
			return nil, e
		}
		if p.pos >= len(p.src) {
			break
		}
		outermost := p.depth == 0
		node, e := p.tag()
		switch {
		case e != nil:
			return nil, e
		case node == nil || !outermost:
		case root != nil:
			return nil, broken("there is more than one outermost element")
		default:
			root = node
		}
	}
	switch {
	case p.depth > 0:
		return nil, broken("the file ends inside the element %s", p.stack[p.depth-1].raw)
	case root == nil:
		return nil, broken("there is no XML in it")
	}
	return root, nil
}

// characters reads up to the next "<" and gives them to the open element.
func (p *parser) characters() *Error {
	end := strings.IndexByte(p.src[p.pos:], '<')
	if end < 0 {
		end = len(p.src) - p.pos
	}
	raw := p.src[p.pos : p.pos+end]
	if p.depth == 0 {
		if strings.Trim(raw, " \t\r\n") != "" {
			return broken("there are characters outside the outermost element")
		}
		p.pos += end
		return nil
	}
	if strings.Contains(raw, "]]>") {
		return broken("\"]]>\" stands in the text")
	}
	text, e := p.unescape(raw, false)
	if e != nil {
		return e
	}
	p.add(text)
	p.pos += end
	return nil
}

// add gives text to the open element. White space before an element is dropped when that element starts.
func (p *parser) add(text string) {
	f := &p.stack[p.depth-1]
	switch {
	case text == "" || f.last != nil && blank(text):
	case f.node.Text == "" && len(f.more) == 0:
		f.node.Text = text
	default:
		f.more = append(f.more, text...)
	}
}

// tag reads what stands at "<". It returns the element that starts there, if one does.
func (p *parser) tag() (*Node, *Error) {
	rest := p.src[p.pos:]
	switch {
	case strings.HasPrefix(rest, "</"):
		return nil, p.endTag()
	case strings.HasPrefix(rest, "<!--"):
		return nil, p.skip(4, "-->", "comment")
	case strings.HasPrefix(rest, "<![CDATA["):
		return nil, p.cdata()
	case strings.HasPrefix(rest, "<?"):
		return nil, p.skip(2, "?>", "processing instruction")
	case strings.HasPrefix(rest, "<!"):
		return nil, forbidden("it declares a document type, which no Office document does and which can be used to harm")
	}
	return p.startTag()
}

func (p *parser) skip(from int, until, what string) *Error {
	i := strings.Index(p.src[p.pos+from:], until)
	if i < 0 {
		return broken("a %s is not closed", what)
	}
	p.pos += from + i + len(until)
	return nil
}

func (p *parser) cdata() *Error {
	const open = "<![CDATA["
	start := p.pos + len(open)
	if p.depth == 0 {
		return broken("there are characters outside the outermost element")
	}
	if e := p.skip(len(open), "]]>", "CDATA section"); e != nil {
		return e
	}
	text := p.src[start : p.pos-len("]]>")]
	if e := checkControls(text); e != nil {
		return e
	}
	p.add(newlines(text))
	return nil
}

func (p *parser) endTag() *Error {
	start := p.pos + 2
	end := start + nameLength(p.src[start:])
	name := p.src[start:end]
	if p.depth == 0 {
		return broken("</%s> closes nothing", name)
	}
	f := &p.stack[p.depth-1]
	if name != f.raw {
		return broken("</%s> stands where </%s> should", name, f.raw)
	}
	end = skipSpace(p.src, end)
	if end >= len(p.src) || p.src[end] != '>' {
		return broken("</%s is not closed", name)
	}
	p.pos = end + 1
	if len(f.more) > 0 {
		f.node.Text += string(f.more)
	}
	p.scope = f.scope
	p.depth--
	return nil
}

func (p *parser) startTag() (*Node, *Error) {
	at := p.pos
	length := nameLength(p.src[at+1:])
	if length == 0 {
		return nil, broken("\"<\" stands in the text")
	}
	raw := p.src[at+1 : at+1+length]
	first, parent := len(p.attrs), p.scope
	pos, selfClosing, e := p.attributes(at+1+length, raw)
	if e != nil {
		return nil, e
	}
	if p.count++; p.count > p.most {
		return nil, limit("it has more than %d elements, or too many with the other parts", MaxNodes)
	}
	attrs, e := p.resolve(first)
	if e != nil {
		return nil, e
	}
	name, e := p.scope.element(raw)
	if e != nil {
		return nil, e
	}
	n := p.node()
	n.Name, n.Attrs, n.Offset = name, attrs, at
	p.attach(n)
	p.pos = pos
	if selfClosing {
		p.scope = parent
		return n, nil
	}
	if p.depth == MaxDepth {
		return nil, limit("more than %d elements stand inside each other", MaxDepth)
	}
	p.stack[p.depth] = frame{node: n, raw: raw, scope: parent}
	p.depth++
	return n, nil
}

// attributes reads up to the end of the tag of the element.
func (p *parser) attributes(pos int, element string) (end int, selfClosing bool, e *Error) {
	first := len(p.attrs)
	for {
		before := pos
		pos = skipSpace(p.src, pos)
		switch {
		case pos >= len(p.src):
			return 0, false, broken("the file ends in the tag of %s", element)
		case p.src[pos] == '>':
			return pos + 1, false, nil
		case strings.HasPrefix(p.src[pos:], "/>"):
			return pos + 2, true, nil
		case before == pos:
			return 0, false, broken("two attributes of %s are not apart", element)
		case len(p.attrs)-first >= maxAttributes:
			return 0, false, limit("%s has more than %d attributes", element, maxAttributes)
		}
		if pos, e = p.attribute(pos, element); e != nil {
			return 0, false, e
		}
	}
}

func (p *parser) attach(n *Node) {
	if p.depth == 0 {
		return
	}
	f := &p.stack[p.depth-1]
	if f.last == nil {
		f.node.First = n
		if blank(f.node.Text) && blank(string(f.more)) {
			f.node.Text, f.more = "", nil
		}
	} else {
		f.last.Next = n
	}
	f.last = n
}

// attribute reads name="value" and leaves it, as written, at the end of attrs.
func (p *parser) attribute(pos int, element string) (int, *Error) {
	length := nameLength(p.src[pos:])
	if length == 0 {
		return 0, broken("the tag of %s holds %q", element, p.src[pos:min(pos+1, len(p.src))])
	}
	name := p.src[pos : pos+length]
	pos = skipSpace(p.src, pos+length)
	if pos >= len(p.src) || p.src[pos] != '=' {
		return 0, broken("the attribute %s of %s has no value", name, element)
	}
	pos = skipSpace(p.src, pos+1)
	if pos >= len(p.src) || p.src[pos] != '"' && p.src[pos] != '\'' {
		return 0, broken("the value of the attribute %s of %s is not quoted", name, element)
	}
	end := strings.IndexByte(p.src[pos+1:], p.src[pos])
	if end < 0 {
		return 0, broken("the value of the attribute %s of %s is not closed", name, element)
	}
	raw := p.src[pos+1 : pos+1+end]
	if strings.IndexByte(raw, '<') >= 0 {
		return 0, broken("\"<\" stands in the attribute %s of %s", name, element)
	}
	value, e := p.unescape(raw, true)
	if e != nil {
		return 0, e
	}
	if p.written++; p.written > maxAttrs {
		return 0, limit("it has more than %d attributes", maxAttrs)
	}
	p.attrs = append(p.attrs, Attr{name, value})
	return pos + end + 2, nil
}

// resolve takes the declarations of namespaces out of the attributes from first on and gives the others their names.
func (p *parser) resolve(first int) ([]Attr, *Error) {
	own := p.attrs[first:]
	kept := own[:0]
	scope, e := p.scope.declare(own)
	if e != nil {
		return nil, e
	}
	p.scope = scope
	for _, a := range own {
		if _, ok := declaration(a.Name); ok {
			continue
		}
		name, e := scope.attribute(a.Name)
		if e != nil {
			return nil, e
		}
		for _, b := range kept {
			if b.Name == name {
				return nil, broken("the attribute %s stands twice", name)
			}
		}
		kept = append(kept, Attr{name, a.Value})
	}
	p.attrs = p.attrs[:first+len(kept)]
	if cap(p.attrs)-len(p.attrs) < 16 {
		p.attrs = make([]Attr, 0, 1024)
	}
	if len(kept) == 0 {
		return nil, nil
	}
	return kept[:len(kept):len(kept)], nil
}

// node takes a node from the block.
func (p *parser) node() *Node {
	if len(p.nodes) == 0 {
		p.nodes = make([]Node, min(max(64, p.count), 4096))
	}
	n := &p.nodes[0]
	p.nodes = p.nodes[1:]
	return n
}

func skipSpace(s string, i int) int {
	for i < len(s) && (s[i] == ' ' || s[i] == '\t' || s[i] == '\n' || s[i] == '\r') {
		i++
	}
	return i
}

func blank(s string) bool { return skipSpace(s, 0) == len(s) }

// nameLength is the length of the name at the start of s. Letters beyond ASCII are taken as they come.
func nameLength(s string) int {
	for i := range len(s) {
		if !nameByte[s[i]] || i == 0 && (s[0] == '-' || s[0] == '.' || '0' <= s[0] && s[0] <= '9') {
			return i
		}
	}
	return len(s)
}

var nameByte = func() (t [256]bool) {
	for c := range t {
		t[c] = 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '-' || c == '.' || c == ':' || c >= utf8.RuneSelf
	}
	return t
}()
