package ooxml

import "strings"

// scope is what the prefixes of a document mean at a place. It is shared by all elements that declare nothing new.
type scope struct {
	parent   *scope
	own      []Attr            // prefix and namespace
	size     int               // prefixes, those of the parents included
	elements map[string]string // name as written to name of this package
	attrs    map[string]string
}

func newScope() *scope {
	return &scope{own: []Attr{{"xml", "http://www.w3.org/XML/1998/namespace"}, {"", ""}}, size: 2}
}

// declaration is the prefix that an attribute declares, and whether it declares one.
func declaration(name string) (prefix string, ok bool) {
	rest, ok := strings.CutPrefix(name, "xmlns")
	if !ok || rest != "" && rest[0] != ':' {
		return "", false
	}
	return strings.TrimPrefix(rest, ":"), true
}

// declare is the scope with what the attributes declare; it is s itself where that says nothing new.
func (s *scope) declare(attrs []Attr) (*scope, *Error) {
	var own []Attr
	for _, a := range attrs {
		prefix, ok := declaration(a.Name)
		if !ok {
			continue
		}
		if old, bound := s.namespace(prefix); !bound || old != a.Value {
			own = append(own, Attr{prefix, a.Value})
		}
	}
	if own == nil {
		return s, nil
	}
	if s.size+len(own) > maxPrefixes {
		return nil, limit("more than %d namespaces are declared at one place", maxPrefixes)
	}
	return &scope{parent: s, own: own, size: s.size + len(own)}, nil
}

func (s *scope) namespace(prefix string) (string, bool) {
	for ; s != nil; s = s.parent {
		for _, d := range s.own {
			if d.Name == prefix {
				return d.Value, true
			}
		}
	}
	return "", false
}

func (s *scope) element(raw string) (string, *Error) {
	if name, ok := s.elements[raw]; ok {
		return name, nil
	}
	name, e := s.name(raw)
	if e != nil {
		return "", e
	}
	if s.elements == nil {
		s.elements = map[string]string{}
	}
	s.elements[raw] = name
	return name, nil
}

func (s *scope) attribute(raw string) (string, *Error) {
	if strings.IndexByte(raw, ':') < 0 {
		return raw, nil
	}
	if name, ok := s.attrs[raw]; ok {
		return name, nil
	}
	name, e := s.name(raw)
	if e != nil {
		return "", e
	}
	if s.attrs == nil {
		s.attrs = map[string]string{}
	}
	s.attrs[raw] = name
	return name, nil
}

func (s *scope) name(raw string) (string, *Error) {
	prefix, local, ok := strings.Cut(raw, ":")
	if !ok {
		prefix, local = "", raw
	}
	if local == "" || ok && prefix == "" || strings.IndexByte(local, ':') >= 0 {
		return "", broken("%.60q is not a name", raw)
	}
	namespace, bound := s.namespace(prefix)
	switch {
	case !bound:
		return "", broken("the prefix of %.60s is not declared", raw)
	case namespace == "":
		return local, nil
	}
	if short := Prefix(namespace); short != "" {
		return short + ":" + local, nil
	}
	return "{" + namespace + "}" + local, nil
}
