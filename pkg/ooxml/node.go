package ooxml

// Node is an element. Its children are a list from First along Next.
type Node struct {
	// Name is "w:p", with the prefix that Prefix gives the namespace.
	Name  string
	Attrs []Attr
	// Text is the characters that stand directly in the element. No element of these formats has both text that counts and
	// elements, so their order among each other is not kept; white space between elements is not kept at all.
	Text   string
	First  *Node
	Next   *Node
	Offset int // of the element in its part, in bytes
}

// Attr is an attribute. One without a prefix is of no namespace and has its plain name: "Id".
type Attr struct{ Name, Value string }

// Child is the first child of the name, or nil. It works on nil.
func (n *Node) Child(name string) *Node {
	if n == nil {
		return nil
	}
	for c := n.First; c != nil; c = c.Next {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// Attr is the value of the attribute, "" where there is none. It works on nil.
func (n *Node) Attr(name string) string {
	v, _ := n.Lookup(name)
	return v
}

// Lookup is the value of the attribute and whether there is one. It works on nil.
func (n *Node) Lookup(name string) (string, bool) {
	if n == nil {
		return "", false
	}
	for i := range n.Attrs {
		if n.Attrs[i].Name == name {
			return n.Attrs[i].Value, true
		}
	}
	return "", false
}

// Walk visits the node and all below it, parents first; it leaves out what is below a node for which visit returns false.
func (n *Node) Walk(visit func(*Node) bool) {
	if n == nil || !visit(n) {
		return
	}
	for c := n.First; c != nil; c = c.Next {
		c.Walk(visit)
	}
}
