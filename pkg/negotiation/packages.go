package negotiation

import (
	"fmt"
	"slices"

	"adref/pkg/consensus"
	"adref/pkg/event"
)

// link: a delegation, or the chair's office, says that paragraphs of the current text are agreed together or not at all ("nothing
// is agreed until everything is agreed"; domain.md B2). The link keeps no paragraph from being agreed; what it waits for is
// computed.
func (d *Document) link(p *Process, r Request, c *LinkPackage) (events, error) {
	who, err := p.speakerOrChair(r, c.By, c.OnBehalfOf)
	if err != nil {
		return nil, err
	}
	ids, err := d.paragraphs(c.Paragraphs)
	if err != nil {
		return nil, err
	}
	if len(ids) < 2 {
		return nil, fmt.Errorf("paragraphs, two or more: %w", ErrMissing)
	}
	sorted := slices.SortedFunc(slices.Values(ids), byNumber)
	for _, k := range d.Packages {
		if slices.Equal(sorted, slices.SortedFunc(slices.Values(k.Paragraphs), byNumber)) {
			return nil, fmt.Errorf("package %s: %w", k.Package, ErrNoChange)
		}
	}
	current, _ := d.Current()
	return events{&event.PackageLinked{
		Package: fmt.Sprintf("g%d", len(d.Packages)+1), Attribution: who, Revision: current.Revision, Paragraphs: ids, Reason: c.Reason,
	}}, nil
}

// WaitsFor are the paragraphs of the current text, by ID, that are linked with a paragraph in packages and not agreed, or agreed
// while somebody is pending: until they are, it is not agreed either, whatever was said of it alone. See consensus.Waiting.
func (d *Document) WaitsFor(paragraph string) []string {
	current, _ := d.Current()
	stands := identities(current)
	var packages [][]string
	for _, k := range d.Packages {
		packages = append(packages, slices.DeleteFunc(slices.Clone(k.Paragraphs), func(id string) bool { return !stands[id] }))
	}
	return consensus.Waiting(paragraph, packages, func(id string) bool {
		a, agreed := d.Agreed[id]
		return agreed && len(a.Pending) == 0
	})
}
