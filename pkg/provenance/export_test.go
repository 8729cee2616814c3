package provenance

import "fmt"

// ReadBeside are the words of s, read with the help of another text and without.
func ReadBeside(s, other string) (beside, alone []string) {
	l := newLexicon(0)
	shelf := newLibrary()
	l.read(other, 0, len(other))
	like := shelf.add(hashOfText(other), other, &l.reading)
	l.readBetween(s, like, l.follow(s, like))
	fast := shelf.add(0, s, &l.reading)
	l.reading.reset()
	l.read(s, 0, len(s))
	slow := shelf.add(0, s, &l.reading)
	return fast.numbered(), slow.numbered()
}

func (p *passage) numbered() (out []string) {
	for i := range p.pieces {
		out = append(out, fmt.Sprint(p.pieces[i], p.words.ids[i], p.words.pairs[i]))
	}
	return out
}
