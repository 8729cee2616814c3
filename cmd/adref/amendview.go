package main

import (
	"fmt"
	"io"
	"strings"

	"adref/pkg/diff"
	"adref/pkg/intake"
)

// showPreview prints what a file would do, for a person.
func showPreview(w io.Writer, p intake.Preview) {
	fmt.Fprintf(w, "%s (%s), handed in by %s, held against %s: %s.\n", p.File.Name, p.File.Format, p.SenderName, p.Base.Name, p.Base.How)
	if p.File.Characters > 0 {
		fmt.Fprintf(w, "%d of %d characters of the file are accounted for.\n", p.File.Accounted, p.File.Characters)
	}
	for _, s := range append(append([]string{}, p.File.Warnings...), p.Warnings...) {
		fmt.Fprintf(w, "! %s\n", s)
	}
	showAuthors(w, p.Authors)
	if len(p.Amendments) > 0 {
		fmt.Fprintf(w, "\n%s\n", capital(counted(len(p.Amendments), "amendment")))
	}
	for _, it := range p.Amendments {
		showItem(w, it)
	}
	if len(p.Untracked) > 0 {
		fmt.Fprintf(w, "\nNot tracked: %s between the file and %s\n", counted(len(p.Untracked), "difference"), p.Base.Name)
	}
	for _, it := range p.Untracked {
		showItem(w, it)
	}
	for _, o := range p.Withdraw {
		fmt.Fprintf(w, "\nWithdrawn first: %s (%s)\n", o.Amendment, o.Says)
	}
	for _, o := range p.Standing {
		fmt.Fprintf(w, "\nOpen beside them: %s (%s); --replace withdraws it first\n", o.Amendment, o.Says)
	}
	if len(p.Formatting) > 0 {
		fmt.Fprintf(w, "\nOnly the look or the numbering is changed, which is left: %s\n", strings.Join(p.Formatting, ", "))
	}
	for _, m := range p.Remarks {
		fmt.Fprintf(w, "\nRemark of %s on “%s”: %s\n", m.By, m.Quote, m.Text)
	}
	fmt.Fprintln(w)
}

func showAuthors(w io.Writer, authors []intake.Author) {
	for _, a := range authors {
		name := a.Name
		if name == "" {
			name = "(no name)"
		}
		fmt.Fprintf(w, "%s → %s (%s)\n", name, a.Names, a.How)
	}
}

func showItem(w io.Writer, it intake.Item) {
	by := it.Who
	if it.Author != "" && it.Author != it.Who {
		by = it.Author + " → " + it.Who
	}
	if !it.At.IsZero() {
		by += ", " + it.At.UTC().Format("2 January 2006 15:04")
	}
	fmt.Fprintf(w, "\n%s. %s, %s: %s\n", it.Key, by, it.Where, it.Says)
	fmt.Fprintf(w, "    %s\n", strings.ReplaceAll(marked(it.Redline), "\n", "\n    "))
	if it.Proposal.Rationale != "" {
		fmt.Fprintf(w, "    Why: %s\n", strings.ReplaceAll(it.Proposal.Rationale, "\n", "\n    "))
	}
	switch it.Fate {
	case intake.Tabled:
		fmt.Fprintf(w, "    = on the table already, as %s\n", it.Tabled)
	case intake.Others, intake.Refused, intake.Left:
		fmt.Fprintf(w, "    × not proposed: %s\n", it.Why)
	}
}

// marked are words with what is deleted and inserted between brackets.
func marked(ops []diff.Op) string {
	var b strings.Builder
	for _, o := range ops {
		switch o.Op {
		case diff.Delete:
			b.WriteString("[-" + o.Text + "-]")
		case diff.Insert:
			b.WriteString("{+" + o.Text + "+}")
		default:
			b.WriteString(o.Text)
		}
	}
	return b.String()
}
