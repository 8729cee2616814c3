package history

import (
	"fmt"
	"strings"

	"adref/pkg/amendment"
)

// story is what the revisions after it show of an amendment, one after another.
type story struct {
	wish     *wish
	steps    []Step
	findings []finding // by step
}

func (s story) now() finding { return s.findings[len(s.findings)-1] }

// first is the step that shows the change first, -1 for none.
func (s story) first() int {
	for k, f := range s.findings {
		if f.shown() {
			return k
		}
	}
	return -1
}

// last is the step that shows it last, -1 for none.
func (s story) last() int {
	for k := len(s.findings) - 1; k >= 0; k-- {
		if s.findings[k].shown() {
			return k
		}
	}
	return -1
}

// name is the name of the revision of a step.
func (s story) name(k int) string { return s.steps[k].Revision.Name }

// says is the outcome in a sentence. Words that stand in a text are not said to have been taken because of the amendment.
func (s story) says() string {
	now := s.now()
	if !now.shown() {
		return s.saysGone()
	}
	since := s.name(s.first())
	if now.says != "" {
		return fmt.Sprintf("%s since %s.", now.says, since)
	}
	where, how := "its paragraph", ""
	if now.cite != "" {
		where = "paragraph " + now.cite
	}
	if now.bracketed {
		how = ", in square brackets"
	}
	switch {
	case now.outcome == Elsewhere:
		return fmt.Sprintf("Its words stand in %s since %s, not where it wanted them.", where, since)
	case now.outcome == Whole && now.words == "":
		return fmt.Sprintf("The words it wanted deleted are gone since %s.", since)
	case now.outcome == Whole:
		return fmt.Sprintf("All of its words stand in %s since %s%s.", where, since, how)
	case now.words == "":
		return fmt.Sprintf("Part of the words it wanted deleted are gone since %s.", since)
	}
	return fmt.Sprintf("Part of it stands in %s since %s%s: “%s”.", where, since, how, now.words)
}

// saysGone is the sentence for a change that the newest text does not show.
func (s story) saysGone() string {
	now, adds := s.now(), s.wish.adds()
	switch first, last := s.first(), s.last(); {
	case now.enclosed:
		return fmt.Sprintf("The words it wanted deleted stand in square brackets since %s.", s.name(s.enclosedSince(len(s.findings)-1)))
	case first >= 0 && adds:
		return fmt.Sprintf("Its words stood in %s%s; they are gone since %s.", s.span(first, last), bracketsIf(s.findings[last].bracketed), s.name(last+1))
	case first >= 0:
		return fmt.Sprintf("The words it wanted deleted were gone in %s; they stand again since %s.", s.span(first, last), s.name(last+1))
	}
	for k := len(s.findings) - 1; k >= 0; k-- {
		if s.findings[k].enclosed {
			return fmt.Sprintf("The words it wanted deleted were in square brackets in %s; they stand without since %s.", s.span(s.enclosedSince(k), k), s.name(k+1))
		}
	}
	switch {
	case !s.wish.proposal.OnWords() && now.outcome == Superseded:
		return "The paragraph is gone, or its words are others now."
	case s.wish.proposal.Operation == amendment.MoveParagraph:
		return "The paragraph stands where it stood, or elsewhere than it was wanted."
	case s.wish.proposal.Operation == amendment.SplitParagraph || s.wish.proposal.Operation == amendment.MergeParagraphs:
		return "The paragraphs have not been cut or joined as it wanted."
	case now.outcome == Superseded && now.paragraph == "":
		return "Its paragraph is gone, and its words stand nowhere else."
	case now.outcome == Superseded:
		return "The words it wanted to change are gone, and others stand there than it wanted."
	case adds:
		return "Its words have come into no text so far."
	}
	return "The words it wanted deleted stand as they were."
}

// enclosedSince is the first of the steps up to k, one after another, in which the words to be deleted are in brackets.
func (s story) enclosedSince(k int) int {
	for k > 0 && s.findings[k-1].enclosed {
		k--
	}
	return k
}

// span names the revisions from one step to another.
func (s story) span(from, to int) string {
	if from == to {
		return s.name(from)
	}
	return "the texts from " + s.name(from) + " to " + s.name(to)
}

func bracketsIf(yes bool) string {
	if yes {
		return " in square brackets"
	}
	return ""
}

// listed is "a1", "a1 and a2", "a1, a2 and a3".
func listed(all []string) string {
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	return strings.Join(all[:len(all)-1], ", ") + " and " + all[len(all)-1]
}
