package history

import (
	"fmt"
	"io"
	"strings"
	"time"

	"adref/pkg/amendment"
	"adref/pkg/diff"
)

// Markdown writes the history in Markdown, with what HTML has. The same history gives the same bytes.
func (h History) Markdown(w io.Writer) error {
	var s strings.Builder
	if err := h.writeMarkdown(&s, func(s *strings.Builder, step Step) error { return diff.RenderMarkdown(s, *step.Redline) }); err != nil {
		return err
	}
	_, err := io.WriteString(w, s.String())
	return err
}

func (h History) writeMarkdown(s *strings.Builder, redline func(s *strings.Builder, step Step) error) error {
	fmt.Fprintf(s, "# %s\n\n%d revisions. Derived from the texts by %s: it says where words stand, not why.\n", cell(h.heading()), len(h.Steps), h.Algorithm)
	sheet := newSheet(h)
	sheet.markdownFigures(s)
	sheet.markdownFates(s)
	sheet.markdownRebases(s)
	for _, step := range h.Steps {
		if step.Redline == nil {
			continue
		}
		fmt.Fprintf(s, "\n## %s → %s\n\n", cell(step.Redline.Base), cell(step.Revision.Name))
		if err := redline(s, step); err != nil {
			return err
		}
	}
	sheet.markdownConvergence(s)
	sheet.markdownBrackets(s)
	return nil
}

func (h sheet) markdownFigures(s *strings.Builder) {
	s.WriteString("\n## Revisions\n\n| Revision | Date | Paragraphs | Words | [ | ] | Words in brackets | Unbalanced |\n|---|---|---:|---:|---:|---:|---:|---:|\n")
	for _, step := range h.Steps {
		r, f := step.Revision, step.Figures
		name := r.Name
		if r.Symbol != "" {
			name += " " + r.Symbol
		}
		fmt.Fprintf(s, "| %s | %s | %s | %s | %s | %s | %s | %s |\n", cell(name), date(r.At), number(f.Paragraphs), number(f.Words),
			number(f.Opening), number(f.Closing), number(f.WordsInBracket), number(f.Unbalanced))
	}
}

func (h sheet) markdownFates(s *strings.Builder) {
	if len(h.Fates) == 0 {
		return
	}
	fmt.Fprintf(s, "\n## What the text shows of the amendments\n\n%s\n\n| Amendment | Wants | The text | Chair’s office |\n|---|---|---|---|\n", h.FateSummary())
	for _, f := range h.Fates {
		chair := chairWords(f.Amendment)
		if f.Disagrees {
			chair += " **The text shows otherwise.**"
		}
		fmt.Fprintf(s, "| %s %s, %s | %s | *%s%s* %s | %s |\n", f.Amendment.ID, cell(h.Sponsors(f.Amendment)), cell(h.On(f)),
			wantsPlain(f.Amendment.Proposal), f.Outcome.Says(), percent(f), cell(f.Says), chair)
	}
}

func (h sheet) markdownRebases(s *strings.Builder) {
	if len(h.Rebases) == 0 {
		return
	}
	s.WriteString("\n## Open amendments and the newest text\n\n| Amendment | Verdict | Re-drafted |\n|---|---|---|\n")
	for _, r := range h.Rebases {
		says := r.Says
		for _, c := range r.Others {
			says += " " + c.Says()
		}
		fmt.Fprintf(s, "| %s | *%s* %s | %s |\n", r.Amendment, verdictWords(r.Verdict), cell(says), cell(r.Redraft))
	}
}

func (h sheet) markdownConvergence(s *strings.Builder) {
	fmt.Fprintf(s, "\n## How far agreement is\n\n%s\n", h.Agreement())
	if len(h.Convergence.Paragraphs) == 0 {
		return
	}
	s.WriteString("\n| Paragraph | Brackets | Words in them | Side by side | Words since | Reopened |\n|---|---:|---:|---:|---|---:|\n")
	for _, p := range h.Convergence.Paragraphs {
		name := p.Cite
		if name == "" {
			name = p.Paragraph
		}
		fmt.Fprintf(s, "| %s | %s | %s | %s | %s%s | %s |\n", cell(name), number(p.Brackets), number(p.Words), number(p.Alternatives), cell(h.Name(p.Since)), h.Ago(p.Days), number(p.Reopened))
	}
	s.WriteString("\nHow these figures are counted:\n\n")
	for _, r := range h.Convergence.Rules {
		fmt.Fprintf(s, "- %s: %s\n", r.Figure, r.Says)
	}
}

func (h sheet) markdownBrackets(s *strings.Builder) {
	s.WriteString("\n## Brackets\n")
	stand := notClosed(h.Brackets)
	fmt.Fprintf(s, "\n### %s stand in the last text\n", number(len(stand)))
	if len(stand) > 0 {
		s.WriteString("\n| Bracket | Paragraph | Words | Since | Changed in |\n|---|---|---|---|---|\n")
	}
	for _, b := range stand {
		fmt.Fprintf(s, "| %s | %s | %s | %s | %s |\n", b.ID, cell(h.Where(b)), bracketed(h, b), cell(h.Name(b.Opened)), cell(h.RevisionNames(b.Changed)))
	}
	for _, c := range closings(h.History) {
		fmt.Fprintf(s, "\n### Closed in %s\n\n%s.\n\n| Bracket | Paragraph | Words | Since | How it ended |\n|---|---|---|---|---|\n", cell(c.Name), c.Summary)
		for _, b := range c.Brackets {
			how := b.How
			if b.Replacement != "" {
				how += " by “" + b.Replacement + "”"
			}
			fmt.Fprintf(s, "| %s | %s | %s | %s | %s |\n", b.ID, cell(h.Where(b)), bracketed(h, b), cell(h.Name(b.Opened)), cell(how))
		}
	}
}

// bracketed is a bracket with what stands beside it.
func bracketed(h sheet, b BracketLife) string {
	words := cell("[" + b.Last + "]")
	if beside := h.Beside(b); beside != "" {
		words += " *" + cell(beside) + "*"
	}
	return words
}

// wantsPlain is the amendment in words.
func wantsPlain(p amendment.Proposal) string {
	quote, words := cell(p.Anchor.Quote), cell(p.Words)
	switch p.Operation {
	case amendment.ReplaceWords:
		return "“" + words + "” for “" + quote + "”"
	case amendment.InsertWords:
		return "“" + words + "” after “" + quote + "”"
	case amendment.DeleteWords:
		return "“" + quote + "” deleted"
	case amendment.InsertParagraph:
		return "a new paragraph after it: “" + words + "”"
	case amendment.SplitParagraph:
		return "the paragraph cut after “" + quote + "”"
	}
	return wholeWords(p.Operation)
}

// cell is a text that can stand in a cell of a table.
func cell(s string) string {
	return strings.ReplaceAll(diff.EscapeMarkdown(strings.Join(strings.Fields(s), " ")), "|", `\|`)
}

// number is n with commas between thousands.
func number(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// date is the day, or nothing where it is not known.
func date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2 January 2006")
}
