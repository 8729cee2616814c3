package printing_test

import (
	"strings"
	"testing"

	"adref/pkg/amendment"
	"adref/pkg/printing"
	"adref/pkg/text"
)

func TestCompilation(t *testing.T) {
	d := identified([]text.Document{parse(t, draft)})[0]
	moved := on("a6", "Kestria", amendment.MoveParagraph, "p3", "", "")
	why := on("a7", "Ostania", amendment.InsertWords, "p2", "report", "orally")
	why.Hand.Why = "Written reports cost too much."
	var ps []printing.Proposal
	for _, p := range []printing.Proposal{
		on("a1", "Norland", amendment.ReplaceWords, "p1", "should", "shall"),
		on("a2", "Sylvania", amendment.ReplaceWords, "p1", "should", "shall"),
		on("a3", "Kestria", amendment.ReplaceWords, "p1", "should", "may"),
		on("a4", "Norland", amendment.DeleteWords, "p1", "any ", ""),
		on("a5", "Norland", amendment.InsertParagraph, "p1", "", "This is urgent."),
		on("a8", "Sylvania", amendment.DeleteParagraph, "p3", "", ""),
		moved, why,
	} {
		ps = append(ps, resolved(t, d, p))
	}
	p := printing.Compilation(d, printing.Source{}, ps)
	want := `1. States [should][shall – Norland, Sylvania][may – Kestria] refrain from [any – Norland delete] activity that harms others.¶
[This is urgent. – Norland]¶
2. The Group invites all States to report [orally – Ostania] every year.¶
Ostania, a7: Written reports cost too much.¶
3. [The Group decides to meet in Geneva. – Sylvania delete]¶
Kestria, a6: move the paragraph to the beginning.¶`
	if got := told(p); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if p.Tracked() {
		t.Error("a compilation tracks nothing")
	}
	for _, q := range ps {
		if !strings.Contains(told(p), q.Hand.By) {
			t.Errorf("%s is not in it", q.ID)
		}
	}
}
