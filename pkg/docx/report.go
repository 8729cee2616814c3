package docx

// Report holds what was found in a file against what was kept of it. An import shows it, and refuses where Lost is not zero.
type Report struct {
	// Characters are those of the file, counted on its raw XML and not by the reader; Accounted are those that the reader put
	// somewhere; Lost is how many of them differ, added up part by part. Spaces, tabs and line breaks are characters.
	Characters int `json:"characters"`
	Accounted  int `json:"accounted"`
	Lost       int `json:"lost"`
	// Unread are the characters that the file shows and that are in no paper and in no sum above, as far as they can be counted: of
	// diagrams, charts, embedded objects, documents inside this one or only linked. Those that cannot be counted are one each, so
	// that it is zero only where there is nothing of the kind. An import warns, at least.
	Unread int `json:"unread,omitempty"`
	// Text, Notes, Comments, Furniture and Set are where the accounted ones went: Set are those that typesetting makes and no
	// span holds: labels typed as such, the masthead, the space after the mark of a note.
	Text      int `json:"text"`
	Notes     int `json:"notes"`
	Comments  int `json:"comments"`
	Furniture int `json:"furniture"`
	Set       int `json:"set"`
	// Parts are the same sums for each part of the package that holds text, in the order they were read.
	Parts []Part `json:"parts"`
	// NotText is what a paper cannot hold, or holds as characters only.
	NotText []Item `json:"notText,omitempty"`
	// Formatting is how many tracked changes touch nothing but the look.
	Formatting int `json:"formatting"`
	// Before are the labels of Paper.Paragraphs, one each, as they are with every tracked change refused: what the text that
	// the paper was made from printed. It is "" where the paragraph is not in that text.
	Before []string `json:"before,omitempty"`
	// Warnings are in plain words for the chair's office.
	Warnings []string `json:"warnings,omitempty"`
}

// Part is a part of the package with text.
type Part struct {
	Name       string `json:"name"`
	Characters int    `json:"characters"`
	Accounted  int    `json:"accounted"`
}

// Item is a kind of thing that is not text, and how many there are.
type Item struct {
	What  string `json:"what"`
	Count int    `json:"count"`
}
