package diff

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"adref/pkg/text"
)

// Compare says what became of every block of the old text. Where blocks have an ID on both sides, equal IDs are the same block
// and different ones never are, though one may be a piece of the other. Base and target are the names of the texts.
//
// The white space after a block goes with it; where the block is the same but for that (it was the last one), the difference
// goes to the added, removed, moved or changed neighbour after it.
func Compare(base, target string, old, new text.Document) Redline {
	c := comparison{aligner: alignBlocks(old.Blocks, new.Blocks)}
	c.classify()
	c.oldSide = newSide(old, c.oldRead, c.oldUp)
	c.newSide = newSide(new, c.newRead, c.newUp)
	c.giveSpace()
	return Redline{Base: base, Target: target, Algorithm: Algorithm, Blocks: c.blocks()}
}

// comparison turns an alignment into a redline.
type comparison struct {
	*aligner
	oldKind, newKind []Kind
	oldSide, newSide side
	spots            arena[Place]
	runs             arena[Op]
}

// side is one of the two texts.
type side struct {
	blocks []text.Block
	reads  []*reading
	up     []int
	titles []string // headings as one line, once they were asked for
	begin  []int    // offsets at which the blocks begin, and the length of the text
	at     []int    // the same, white space at the end of a block given to the next one
}

func newSide(d text.Document, reads []*reading, up []int) side {
	begin := make([]int, len(d.Blocks)+1)
	for i, b := range d.Blocks {
		begin[i+1] = begin[i] + len(b.Raw)
	}
	return side{d.Blocks, reads, up, make([]string, len(d.Blocks)), begin, slices.Clone(begin)}
}

// classify says what kind of change every block on each side has.
func (c *comparison) classify() {
	c.oldKind, c.newKind = make([]Kind, len(c.old)), make([]Kind, len(c.new))
	for i := range c.oldKind {
		c.oldKind[i] = Removed
	}
	for j := range c.newKind {
		c.newKind[j] = Added
	}
	inOrder := make([]bool, len(c.old))
	for _, p := range c.chain() {
		inOrder[p.a] = true
	}
	for i, j := range c.oldTo {
		if j < 0 {
			continue
		}
		kind := c.kindOf(i, j, inOrder[i])
		if len(c.pieces[i]) > 0 {
			kind = Split
		}
		if len(c.sources[j]) > 0 {
			kind = Merged
		}
		c.oldKind[i], c.newKind[j] = kind, kind
		for _, p := range c.pieces[i] {
			c.newKind[p] = Split
		}
	}
}

func (c *comparison) kindOf(i, j int, inOrder bool) Kind {
	x, y := &c.old[i], &c.new[j]
	switch {
	case !inOrder:
		return Moved
	case textKey(*x) != textKey(*y):
		return Changed
	case x.Label != y.Label:
		return Renumbered
	case x.Raw[:len(x.Raw)-trailingSpace(x.Raw)] != y.Raw[:len(y.Raw)-trailingSpace(y.Raw)]:
		return Changed
	default:
		return Same
	}
}

// giveSpace moves the white space by which two equal blocks differ at their end to the neighbours that changed anyway. Where
// there is none, the block has changed by that space.
func (c *comparison) giveSpace() {
	for i := len(c.old) - 1; i >= 0; i-- {
		if k := c.oldKind[i]; k != Same && k != Renumbered {
			continue
		}
		j := c.oldTo[i]
		x, y := c.old[i].Raw, c.new[j].Raw
		x, y = x[len(x)-trailingSpace(x):], y[len(y)-trailingSpace(y):]
		both := commonPrefix(x, y)
		if takes(c.oldKind, i, len(x)-both) && takes(c.newKind, j, len(y)-both) {
			c.oldSide.at[i+1] -= len(x) - both
			c.newSide.at[j+1] -= len(y) - both
		} else if c.oldKind[i] == Same {
			c.oldKind[i], c.newKind[j] = Changed, Changed
		}
	}
}

// takes says whether n bytes of white space can go to the block after block i.
func takes(kinds []Kind, i, n int) bool {
	return n == 0 || i+1 < len(kinds) && kinds[i+1] != Same && kinds[i+1] != Renumbered
}

func commonPrefix(x, y string) int {
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	return n
}

// blocks are the blocks of the redline, in the order of the new text. A removed one stands after the old block before it.
func (c *comparison) blocks() []Block {
	removed := make([][]int, len(c.new)+1) // after new block j-1
	after := 0
	for i, j := range c.oldTo {
		switch {
		case j < 0:
			removed[after] = append(removed[after], i)
		case c.oldKind[i] != Moved:
			after = j + 1
			if p := c.pieces[i]; len(p) > 0 {
				after = p[len(p)-1] + 1
			}
		}
	}
	out := make([]Block, 0, c.outcomes())
	gone := func(at int) {
		for _, i := range removed[at] {
			out = append(out, c.block(Removed, []int{i}, nil))
		}
	}
	gone(0)
	for j, kind := range c.newKind {
		i := c.newTo[j]
		switch {
		case kind == Added:
			out = append(out, c.block(Added, nil, []int{j}))
		case kind == Split:
			if p := c.pieces[i]; p[0] == j {
				out = append(out, c.block(Split, []int{i}, p))
			}
		case kind == Merged:
			out = append(out, c.block(Merged, c.sources[j], []int{j}))
		default:
			out = append(out, c.block(kind, []int{i}, []int{j}))
		}
		gone(j + 1)
	}
	return out
}

// outcomes is how many blocks the redline has.
func (c *comparison) outcomes() int {
	n := len(c.new)
	for _, j := range c.oldTo {
		if j < 0 {
			n++
		}
	}
	return n
}

func (c *comparison) block(kind Kind, old, new []int) Block {
	b := Block{Kind: kind}
	var x, y string
	b.Old, x = c.oldSide.places(&c.spots, old)
	b.New, y = c.newSide.places(&c.spots, new)
	b.Ops = c.ops(x, y, old, new)
	b.Confidence, b.Reason = c.why(kind, old, new)
	if len(new) > 0 {
		b.Under = c.newSide.headingOver(new[0])
	} else {
		b.Under = c.oldSide.headingOver(old[0])
	}
	return b
}

// ops are the changed words of blocks. Blocks that were read for the alignment are not read again.
func (c *comparison) ops(x, y string, old, new []int) []Op {
	switch {
	case x == "" && y == "":
		return []Op{}
	case x == "":
		return c.single(Insert, y)
	case y == "":
		return c.single(Delete, x)
	case x == y:
		return c.single(Equal, x)
	}
	if len(old) == 1 && len(new) == 1 && (c.oldRead[old[0]] == nil || c.newRead[new[0]] == nil) {
		if out, ok := c.kernel.beginning(x, y, c.words); ok {
			return out
		}
	}
	return c.kernel.words(x, y, c.oldSide.passage(c.words, old), c.newSide.passage(c.words, new), c.words)
}

// single is one operation alone.
func (c *comparison) single(kind OpKind, text string) []Op {
	c.runs.room(1)
	return c.runs.keep(append(c.runs.free(), Op{Op: kind, Text: text}))
}

// passage is the tokens of blocks, in the order in which the blocks stand.
func (s side) passage(l *lexicon, which []int) passage {
	var out passage
	offset := 0
	for _, i := range which {
		s.reads[i] = l.reading(s.reads[i], s.blocks[i])
		r := s.reads[i]
		shift := offset + s.begin[i] - s.at[i]
		if shift == 0 && len(which) == 1 {
			return r.passage
		}
		for _, t := range r.tokens {
			out.tokens = append(out.tokens, token{t.start + int32(shift), t.end + int32(shift)})
		}
		out.ids = append(out.ids, r.ids...)
		offset += s.at[i+1] - s.at[i]
	}
	return out
}

// headingOver is the nearest heading that a block stands under, as one line without mark-up.
func (s side) headingOver(i int) string {
	for i = s.up[i]; i >= 0; i = s.up[i] {
		if s.blocks[i].Kind != text.Heading {
			continue
		}
		if s.titles[i] == "" {
			s.titles[i] = strings.Trim(strings.Join(strings.Fields(s.blocks[i].Raw), " "), "#*_ ")
		}
		return s.titles[i]
	}
	return ""
}

// places are where blocks stand, and their bytes.
func (s side) places(spots *arena[Place], which []int) ([]Place, string) {
	if len(which) == 0 {
		return []Place{}, ""
	}
	spots.room(len(which))
	out := spots.keep(spots.free()[:len(which)])
	var b strings.Builder
	for k, i := range which {
		out[k] = Place{Start: s.at[i], End: s.at[i+1], Label: s.blocks[i].Label, Cite: s.blocks[i].Cite, Block: i}
		whole := s.at[i] == s.begin[i] && s.at[i+1] == s.begin[i+1]
		if whole && len(which) == 1 {
			return out, s.blocks[i].Raw
		}
		if s.at[i] < s.begin[i] { // white space that the block before gave
			b.WriteString(s.blocks[i-1].Raw[s.at[i]-s.begin[i-1]:])
		}
		b.WriteString(s.blocks[i].Raw[:s.at[i+1]-s.begin[i]])
	}
	return out, b.String()
}

// why is the confidence of a block, and the reason in words.
func (c *comparison) why(kind Kind, old, new []int) (float64, string) {
	switch kind {
	case Added:
		return alone(c.newBest[new[0]], "no paragraph of the old text is like it", "the paragraph of the old text most like it became another one")
	case Removed:
		return alone(c.oldBest[old[0]], "no paragraph of the new text is like it", "the paragraph of the new text most like it comes from another one")
	case Split:
		return c.pieced(c.oldWords(old[0]), new, c.newWords), fmt.Sprintf("its words stand in %d paragraphs now", len(new))
	case Merged:
		return c.pieced(c.newWords(new[0]), old, c.oldWords), fmt.Sprintf("the words of %d paragraphs stand in it", len(old))
	}
	i, j := old[0], new[0]
	m := c.matches[j]
	reason := m.reason()
	if x, y := c.old[i].Label, c.new[j].Label; x != y {
		reason += "; " + renumbering(x, y)
	}
	if kind == Moved {
		reason += "; in another place"
	}
	if kind == Changed && textKey(c.old[i]) == textKey(c.new[j]) {
		reason = "the same words, other spaces, mark-up or Unicode form"
	}
	return round(m.alike), reason
}

// alone is the confidence that a block has no partner, when the most similar one is so much alike.
func alone(best float64, none, other string) (float64, string) {
	if best < sameSlot {
		return round(1 - best), none
	}
	return round(1 - best), other
}

func round(share float64) float64 { return math.Round(share*100) / 100 }

func (m match) reason() string {
	percent := int(math.Floor(m.alike * 100))
	switch m.how {
	case byText:
		return "the same words"
	case byBare:
		return "the same words, with other marks or brackets"
	case byIdentity:
		if m.alike == 1 {
			return "the same paragraph by its identity, the same words"
		}
		return fmt.Sprintf("the same paragraph by its identity, %d per cent alike", percent)
	case bySlot:
		return fmt.Sprintf("between the same neighbours, %d per cent alike", percent)
	default:
		return fmt.Sprintf("%d per cent alike", percent)
	}
}

func renumbering(old, new string) string {
	switch {
	case old == "":
		return "numbered " + new + " now"
	case new == "":
		return "without its number " + old
	default:
		return old + " is " + new + " now"
	}
}

// pieced is the share of word pairs of a whole that stand in its pieces.
func (c *comparison) pieced(whole *bag, pieces []int, words func(int) *bag) float64 {
	rest := whole.pairs()
	for _, p := range pieces {
		rest = without(rest, words(p).pairs())
	}
	if len(whole.pairs()) == 0 {
		return 0
	}
	return round(1 - float64(len(rest))/float64(len(whole.pairs())))
}
