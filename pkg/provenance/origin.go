package provenance

import "sort"

// Origin says where a run of words comes from. Start and End are byte offsets into the source of the revision, half open.
type Origin struct {
	Start int `json:"start"`
	End   int `json:"end"`
	// Revision is the ordinal of the revision in which the words entered.
	Revision int `json:"revision"`
	// Absent are the times in which they were not in the text, in order; empty for words that never went.
	Absent []Absence `json:"absent,omitempty"`
}

// Len is the number of revisions.
func (t *Trace) Len() int { return len(t.revisions) }

// Origins are the origins of all words of the revision with the ordinal, in the order of its text; nil where there is none. They cover
// every byte exactly once: white space goes with the words before it. The number of a paragraph has entered in the revision
// in which the paragraph got it.
func (t *Trace) Origins(ordinal int) []Origin {
	if ordinal < 1 || ordinal > len(t.revisions) {
		return nil
	}
	w := originWriter{trace: t}
	for _, s := range t.revisions[ordinal-1] {
		w.passage(s)
	}
	return w.out
}

// originWriter joins neighbours of one story.
type originWriter struct {
	trace *Trace
	out   []Origin
	last  int32
	at    int
}

func (w *originWriter) passage(s record) {
	from, end := w.at, w.at+int(s.size)
	words := from + int(s.label)
	if s.label > 0 {
		w.to(s.named, words)
	}
	pieces, origins := w.trace.library.all[s.passage].pieces, &w.trace.origins[s.origins]
	for i := range pieces {
		to := end
		if i+1 < len(pieces) {
			to = words + int(pieces[i+1].start)
		}
		w.to(origins.at(i), to)
	}
	if w.at < end {
		w.to(s.named, end)
	}
}

// to adds the bytes up to end.
func (w *originWriter) to(story int32, end int) {
	if n := len(w.out); n > 0 && w.last == story {
		w.out[n-1].End = end
	} else {
		w.out = append(w.out, Origin{w.at, end, int(w.trace.stories.entered(story)), w.trace.stories.absences(story)})
	}
	w.last, w.at = story, end
}

// At is the index of the origin that holds the byte at the offset, -1 for none.
func At(origins []Origin, offset int) int {
	i := sort.Search(len(origins), func(i int) bool { return origins[i].End > offset })
	if i == len(origins) || origins[i].Start > offset {
		return -1
	}
	return i
}
