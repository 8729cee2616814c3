package diff

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// NoteKind says what a note is about.
type NoteKind string

// Kinds of notes.
const (
	NumberChanged   NoteKind = "number"
	DateChanged     NoteKind = "date"
	ModalChanged    NoteKind = "modal"    // "shall" became "should"
	NegationChanged NoteKind = "negation" // "not" came or went
)

// Note is a change that a reader must not overlook, however small.
type Note struct {
	Kind NoteKind `json:"kind"`
	Old  string   `json:"old,omitempty"` // "" where it came
	New  string   `json:"new,omitempty"` // "" where it went
	Says string   `json:"says"`
}

// shortHunk is the number of tokens up to which a change is looked at for a modal verb or a negation that only came or only went.
// In longer ones it came with its sentence.
const shortHunk = 8

// Notes are the changes of numbers, dates, modal verbs and negations among the operations, in reading order. Modal verbs are those
// of all six languages (modals.go).
func Notes(ops []Op) []Note {
	var out []Note
	for i := 0; i < len(ops); {
		if ops[i].Op == Equal {
			i++
			continue
		}
		var old, new, before, after string
		if i > 0 {
			before = ops[i-1].Text
		}
		for ; i < len(ops) && ops[i].Op != Equal; i++ {
			if ops[i].Phrase > 0 {
				continue
			}
			if ops[i].Op == Delete {
				old += ops[i].Text
			} else {
				new += ops[i].Text
			}
		}
		if i < len(ops) {
			after = ops[i].Text
		}
		out = append(out, compareFacts(old, new, before, after)...)
	}
	return out
}

// notes are the notes of a block. Its number is left out: that has a field of its own. What was added or removed as a whole has none.
func (b Block) notes() []Note {
	if b.Kind == Same || b.Kind == Renumbered || b.Kind == Added || b.Kind == Removed {
		return nil
	}
	return Notes(b.withoutLabels())
}

// withoutLabels is the operations without those that stand in the number of the first old or new block.
func (b Block) withoutLabels() []Op {
	left := func(places []Place, without OpKind) int { // bytes of the label that are still to come
		if len(places) == 0 || places[0].Label == "" {
			return 0
		}
		var s strings.Builder
		for _, op := range b.Ops {
			if op.Op != without {
				s.WriteString(op.Text)
			}
			if s.Len() > 4*len(places[0].Label)+16 {
				break
			}
		}
		if at := strings.Index(s.String(), places[0].Label); at >= 0 {
			return at + len(places[0].Label)
		}
		return 0
	}
	old, new := left(b.Old, Insert), left(b.New, Delete)
	var out []Op
	for _, op := range b.Ops {
		if op.Op == Delete && old > 0 || op.Op == Insert && new > 0 {
			if n := max(len(op.Text), 0); op.Op == Delete {
				cut := min(n, old)
				old, op.Text = old-cut, op.Text[cut:]
			} else {
				cut := min(n, new)
				new, op.Text = new-cut, op.Text[cut:]
			}
		}
		if op.Op == Equal {
			old, new = old-len(op.Text), new-len(op.Text)
		}
		out = append(out, op)
	}
	return out
}

// facts are the numbers, dates, modal verbs and negations of a stretch, in order.
type facts struct {
	numbers, dates, modals, negations []string
	tokens                            int
}

func factsOf(s string) facts {
	var f facts
	t := tokens(s)
	f.tokens = len(t)
	for i := 0; i < len(t); i++ {
		if n, word := longestModal(s, t[i:]); n > 0 {
			if forces()[word] == negative {
				f.negations = append(f.negations, word)
			} else {
				f.modals = append(f.modals, word)
			}
			i += n - 1
			continue
		}
		if n := dateTokens(s, t, i); n > 0 {
			f.dates = append(f.dates, s[t[i].start:t[i+n-1].end])
			i += n - 1
		} else if w := tokenAt(s, t, i); strings.ContainsFunc(w, unicode.IsNumber) {
			f.numbers = append(f.numbers, w)
		}
	}
	return f
}

func isYear(w string) bool {
	return len(w) == 4 && (strings.HasPrefix(w, "19") || strings.HasPrefix(w, "20") || strings.HasPrefix(w, "21")) && strings.Trim(w, "0123456789") == ""
}

// compareFacts says which facts of a stretch changed that stands between two texts.
func compareFacts(old, new, before, after string) []Note {
	lead, trail := aroundDate(before, after)
	x, y := factsOf(lead+old+trail), factsOf(lead+new+trail)
	x.tokens, y.tokens = len(tokens(old)), len(tokens(new))
	var out []Note
	both := func(kind NoteKind, was, is []string, alone bool) {
		was, is = notIn(was, is), notIn(is, was)
		for i := range max(len(was), len(is)) {
			n := Note{Kind: kind}
			if i < len(was) {
				n.Old = was[i]
			}
			if i < len(is) {
				n.New = is[i]
			}
			if n.Old != "" && n.New != "" || alone {
				n.Says = n.says()
				out = append(out, n)
			}
		}
	}
	short := x.tokens <= shortHunk && y.tokens <= shortHunk
	both(NumberChanged, x.numbers, y.numbers, false)
	both(DateChanged, x.dates, y.dates, false)
	both(ModalChanged, x.modals, y.modals, short)
	both(NegationChanged, x.negations, y.negations, short)
	return out
}

// notIn is the values of a that are not among those of b, as often as there are more of them.
func notIn(a, b []string) []string {
	rest := slices.Clone(b)
	var out []string
	for _, w := range a {
		if i := slices.Index(rest, w); i >= 0 {
			rest = slices.Delete(rest, i, i+1)
			continue
		}
		out = append(out, w)
	}
	return out
}

func (n Note) says() string {
	name := map[NoteKind]string{NumberChanged: "number", DateChanged: "date", ModalChanged: "modal verb", NegationChanged: "negation"}[n.Kind]
	was, is := forces()[n.Old], forces()[n.New]
	switch {
	case n.Old == "":
		return fmt.Sprintf("the %s “%s” was inserted", name, n.New)
	case n.New == "":
		return fmt.Sprintf("the %s “%s” was deleted", name, n.Old)
	case n.Kind == ModalChanged && was != is:
		return fmt.Sprintf("“%s” became “%s”: %s became %s", n.Old, n.New, was, is)
	default:
		return fmt.Sprintf("“%s” became “%s”", n.Old, n.New)
	}
}
