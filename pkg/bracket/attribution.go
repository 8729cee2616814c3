package bracket

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"adref/pkg/text"
)

// Names knows the delegations and groups by the names that texts use.
type Names interface {
	// Code is the code of the delegation or group called so, and whether it is known.
	Code(name string) (string, bool)
}

// Claim is what some delegations or groups want of words in a bracket.
type Claim struct {
	Names []string // codes, in the order of the text
	// Act is what they want done, in small letters, as written ("delete", "retain"); "" where only the names stand there: the
	// words are theirs.
	Act   string
	Words text.Span // the words concerned, without the attribution
}

// Attributions are the claims in the i-th bracket, those of the brackets inside it excluded.
func (t Tree) Attributions(i int) []Claim { return slices.Clone(t.claims[i]) }

// Bounds of the search, so that no text makes it slow. An attribution concerns words of one paragraph.
const (
	maxAttributed   = 4 << 10 // bytes in a bracket that may be attributed
	maxClaims       = 400     // bytes of an attribution
	maxAlternatives = 32      // slashes looked at
)

func (t *Tree) attribute(names Names) {
	t.claims = make([][]Claim, len(t.Brackets))
	for i := range t.Brackets {
		b := &t.Brackets[i]
		inner := text.Span{Start: b.Start + 1, End: b.End - 1}
		if inner.Len() > maxAttributed || !strings.ContainsAny(t.source[inner.Start:inner.End], "-–—:(") {
			continue
		}
		p := attributor{names: names, source: t.own(i, inner), base: inner.Start}
		var written []string
		for _, part := range p.alternatives() {
			claims, as := p.read(part)
			if claims != nil {
				t.claims[i] = append(t.claims[i], claims...)
				written = append(written, as)
			}
		}
		b.Attribution = strings.Join(written, " / ")
	}
}

// own is the inside of the i-th bracket with the brackets in it blanked out, at the same offsets.
func (t *Tree) own(i int, inner text.Span) string {
	var own []byte
	for j := i + 1; j < len(t.Brackets) && t.Brackets[j].Start < inner.End; {
		b := t.Brackets[j]
		if own == nil {
			own = []byte(t.source[inner.Start:inner.End])
		}
		for k := b.Start; k < b.End; k++ {
			own[k-inner.Start] = 0
		}
		for j++; j < len(t.Brackets) && t.Brackets[j].Start < b.End; j++ {
		}
	}
	if own == nil {
		return t.source[inner.Start:inner.End]
	}
	return string(own)
}

// attributor reads attributions in the inside of one bracket. Grammar (domain: compilations of the Rio+20 and climate texts):
//
//	inside = part { " / " part }            every part but the last ends in claims, else the slash belongs to the words
//	part   = words dash claims [ "." ]      [extreme – US; G77 delete]
//	       | names [ act ] ":" words        [USA: take measures]
//	       | words "(" claims ")"           [any activity (EU, Norway)]
//	claims = claim { ";" claim }            claim = names [ [":"] act ]
//	names  = name { ( "," | "and" | "&" | "/" ) name }      each one known, else all of it is words
//	dash   = "-" | "–" | "—" with white space on at least one side
type attributor struct {
	names  Names
	source string // the inside of the bracket
	base   int    // where it begins in the text
}

// alternatives splits at the slashes that stand between attributed words.
func (p attributor) alternatives() []text.Span {
	var parts []text.Span
	start, at := 0, 0
	for n := 0; ; n++ {
		i := strings.Index(p.source[at:], " / ")
		if i < 0 || n == maxAlternatives {
			return append(parts, text.Span{Start: start, End: len(p.source)})
		}
		end := at + i
		if claims, _ := p.trailing(text.Span{Start: start, End: end}); claims != nil {
			parts = append(parts, text.Span{Start: start, End: end})
			start = end + len(" / ")
		}
		at = end + len(" / ")
	}
}

// read gives the claims of a part and the attribution as written.
func (p attributor) read(part text.Span) ([]Claim, string) {
	if claims, as := p.trailing(part); claims != nil {
		return claims, as
	}
	if claims, as := p.parenthesis(part); claims != nil {
		return claims, as
	}
	return p.leading(part)
}

// trailing reads "words – claims".
func (p attributor) trailing(part text.Span) ([]Claim, string) {
	s := p.source[part.Start:part.End]
	for at := len(s); ; {
		i := strings.LastIndexFunc(s[:at], isDash)
		if i < 0 || len(s)-i > maxClaims {
			return nil, ""
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		before, after := s[:i], s[i+size:]
		if spaceLast(before) || spaceFirst(after) {
			if claims, as := p.claims(after, p.trim(part.Start, before)); claims != nil {
				return claims, as
			}
		}
		at = i
	}
}

// parenthesis reads "words (claims)". "the European Union (EU)" only explains an abbreviation.
func (p attributor) parenthesis(part text.Span) ([]Claim, string) {
	s := strings.TrimRight(p.source[part.Start:part.End], " \t\r\n.,;:")
	i := strings.LastIndexByte(s, '(')
	if i < 0 || !strings.HasSuffix(s, ")") {
		return nil, ""
	}
	claims, as := p.claims(s[i+1:len(s)-1], p.trim(part.Start, s[:i]))
	if len(claims) == 1 && len(claims[0].Names) == 1 && p.endsWithName(s[:i], claims[0].Names[0]) {
		return nil, ""
	}
	return claims, as
}

// leading reads "names: words" and "names delete: words".
func (p attributor) leading(part text.Span) ([]Claim, string) {
	s := p.source[part.Start:part.End]
	i := strings.IndexByte(s, ':')
	if i < 0 {
		return nil, ""
	}
	words := p.trim(part.Start+i+1, s[i+1:])
	return p.claims(s[:i], words)
}

// trim is the span in the text of s, which begins at the offset in the inside, without white space around it.
func (p attributor) trim(offset int, s string) text.Span {
	lead := len(s) - len(strings.TrimLeft(s, " \t\r\n"))
	s = strings.TrimSpace(s)
	return text.Span{Start: p.base + offset + lead, End: p.base + offset + lead + len(s)}
}

// claims reads "US; G77 delete"; nil where a name is unknown or there are no words that they could concern.
func (p attributor) claims(s string, words text.Span) ([]Claim, string) {
	as := strings.TrimSpace(strings.TrimRight(strings.TrimSpace(s), "."))
	if as == "" || words.Len() <= 0 || len(as) > maxClaims {
		return nil, ""
	}
	var claims []Claim
	for part := range strings.SplitSeq(as, ";") {
		names, act := p.nameList(strings.TrimSpace(part))
		if names == nil {
			return nil, ""
		}
		claims = append(claims, Claim{Names: names, Act: act, Words: words})
	}
	return claims, as
}

// nameList reads "US, Canada and Japan: delete".
func (p attributor) nameList(s string) (codes []string, act string) {
	if codes := p.codes(s); codes != nil {
		return codes, ""
	}
	i := strings.LastIndexAny(s, " :")
	if i < 0 {
		return nil, ""
	}
	act = strings.ToLower(s[i+1:])
	if !slices.Contains(acts, act) {
		return nil, ""
	}
	s = strings.TrimRight(s[:i], " :")
	if t, ok := strings.CutSuffix(s, " to"); ok {
		s = t
	}
	return p.codes(s), act
}

// acts are what delegations ask for in an attribution (Rio+20 compilation; inputs on article 6.2 of the Paris Agreement).
var acts = []string{
	"add", "adds", "bracket", "brackets", "delete", "deletes", "deletion", "insert", "keep", "keeps", "merge", "move", "oppose",
	"opposes", "prefer", "prefers", "propose", "proposes", "reinstate", "relocate", "replace", "replaces", "reserve", "reserves",
	"retain", "retains", "split", "support", "supports", "unbracket",
}

// codes reads a list of names; nil where one is unknown.
func (p attributor) codes(s string) []string {
	var codes []string
	for item := range strings.SplitSeq(s, ",") {
		item = strings.TrimSpace(item)
		item = strings.TrimSpace(strings.TrimPrefix(item, "and "))
		some := p.joined(item)
		if some == nil {
			return nil
		}
		codes = append(codes, some...)
	}
	return codes
}

// joined reads one name ("Antigua and Barbuda"), or several joined by "and", "&" or "/".
func (p attributor) joined(s string) []string {
	if c, ok := p.code(s); ok {
		return []string{c}
	}
	for _, sep := range []string{" and ", " & ", "/"} {
		for at := 0; ; {
			i := strings.Index(s[at:], sep)
			if i < 0 {
				break
			}
			at += i
			if c, ok := p.code(strings.TrimSpace(s[:at])); ok {
				if rest := p.joined(strings.TrimSpace(s[at+len(sep):])); rest != nil {
					return append([]string{c}, rest...)
				}
			}
			at += len(sep)
		}
	}
	return nil
}

// code looks a name up. A name has a capital letter, or is of a script without: "us" is a pronoun.
func (p attributor) code(name string) (string, bool) {
	if !strings.ContainsFunc(name, func(r rune) bool { return unicode.IsUpper(r) || unicode.Is(unicode.Lo, r) }) {
		return "", false
	}
	return p.names.Code(strings.TrimPrefix(name, "the "))
}

// endsWithName says whether the words end with another name of the same delegation.
func (p attributor) endsWithName(words, code string) bool {
	words = strings.TrimRight(words, " \t\r\n“”\"'‘’")
	for at := len(words); ; {
		at = strings.LastIndexByte(words[:at], ' ')
		tail := strings.TrimLeft(words[at+1:], "“\"'‘")
		if c, ok := p.names.Code(tail); ok && c == code {
			return true
		}
		if at < 0 || len(words)-at > 120 {
			return false
		}
	}
}

func isDash(r rune) bool { return r == '-' || r == '–' || r == '—' }

func spaceFirst(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsSpace(r)
}

func spaceLast(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsSpace(r)
}
