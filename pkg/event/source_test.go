package event_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// source is what the comments and constants of the packages say of the types in payloads.
type source struct {
	types  map[string]string   // "event.Block" to its comment
	fields map[string]string   // "event.Block.ID" to its comment
	values map[string][]string // "text.Kind" to the constants of that type
}

// readSource reads the packages whose types stand in payloads.
func readSource(t *testing.T) source {
	t.Helper()
	s := source{types: map[string]string{}, fields: map[string]string{}, values: map[string][]string{}}
	for _, pkg := range []string{"event", "amendment", "api", "bracket", "consensus", "delegation", "meeting", "position", "text"} {
		files, err := filepath.Glob(filepath.Join("..", pkg, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("package %s: no files, %v", pkg, err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range f.Decls {
				if g, ok := d.(*ast.GenDecl); ok {
					s.declaration(pkg, g)
				}
			}
		}
	}
	return s
}

func (s source) declaration(pkg string, g *ast.GenDecl) {
	for _, spec := range g.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			doc := spec.Doc.Text()
			if doc == "" {
				doc = g.Doc.Text()
			}
			s.typ(pkg+"."+spec.Name.Name, doc, spec.Type)
		case *ast.ValueSpec:
			if typ, ok := spec.Type.(*ast.Ident); ok && g.Tok == token.CONST {
				s.constants(pkg+"."+typ.Name, spec.Values)
			}
		}
	}
}

func (s source) typ(name, doc string, t ast.Expr) {
	s.types[name] = sentence(doc)
	st, ok := t.(*ast.StructType)
	if !ok {
		return
	}
	for _, f := range st.Fields.List {
		doc := f.Doc.Text()
		if doc == "" {
			doc = f.Comment.Text()
		}
		for _, n := range f.Names {
			s.fields[name+"."+n.Name] = sentence(doc)
		}
	}
}

func (s source) constants(typ string, values []ast.Expr) {
	for _, v := range values {
		lit, ok := v.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			continue
		}
		if value, err := strconv.Unquote(lit.Value); err == nil {
			s.values[typ] = append(s.values[typ], value)
		}
	}
}

// sentence is a comment on one line, without the name that begins it in "TextAdopted: nobody objected."
func sentence(doc string) string {
	doc = strings.Join(strings.Fields(doc), " ")
	if name, rest, ok := strings.Cut(doc, ": "); ok && !strings.Contains(name, " ") {
		doc = strings.ToUpper(rest[:1]) + rest[1:]
	}
	return doc
}
