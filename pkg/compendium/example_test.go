package compendium_test

import (
	"fmt"

	"adref/pkg/compendium"
	"adref/pkg/delegation"
	"adref/pkg/position"
	"adref/pkg/text"
)

// Two delegations explain their position on a text that has lost a paragraph on the way.
func Example() {
	draft := text.Document{Language: "en", Blocks: []text.Block{
		{ID: "p1", Kind: text.Paragraph, Cite: "1", Text: "Recalls the agreed framework."},
		{ID: "p2", Kind: text.Paragraph, Cite: "2", Text: "Calls for [concrete and] action-oriented steps."},
		{ID: "p3", Kind: text.Paragraph, Cite: "3", Text: "Decides to meet again."},
	}}
	final := text.Document{Language: "en", Blocks: []text.Block{
		{ID: "p1", Kind: text.Paragraph, Cite: "1", Text: "Recalls the agreed framework."},
		{ID: "p3", Kind: text.Paragraph, Cite: "2", Text: "Decides to meet again."},
	}}
	c := compendium.Build(compendium.Input{
		Document: "report", Title: "Annual report", Language: "fr", Adopted: 2,
		Revisions: []compendium.Revision{{Ordinal: 1, Name: "Rev.1", Document: draft}, {Ordinal: 2, Name: "Rev.2", Document: final}},
		Names: func(code, _ string) string {
			return map[string]string{"ee": "Estmark", "eg": "Étatmarque"}[code]
		},
		Explanations: []position.Explanation{
			{ID: "e1", Attribution: delegation.Attribution{By: "eg"}, Language: "fr", Text: "Nous nous félicitons du paragraphe 2."},
			{ID: "e2", Attribution: delegation.Attribution{By: "ee"}, Language: "en", Text: "We miss “concrete and action-oriented steps” and paragraph 3."},
		},
	})
	for _, s := range c.Sections {
		fmt.Println(s.Delegation)
		for _, r := range s.References {
			fmt.Printf("  %s: %q paragraph %s of revision %d\n", r.As, r.Flag, r.Cite, r.Revision)
		}
	}
	for _, e := range c.Index {
		fmt.Printf("paragraph %s: %q\n", e.Cite, e.Refer)
	}
	// Output:
	// Estmark
	//   “concrete and action-oriented steps”: "earlier-revision" paragraph 2 of revision 1
	//   paragraph 3: "earlier-revision" paragraph 3 of revision 1
	// Étatmarque
	//   paragraphe 2: "" paragraph 2 of revision 2
	// paragraph 2: ["Estmark" "Étatmarque"]
}
