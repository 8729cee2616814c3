// Package intake takes what a delegation hands in as a file to commands: a preview that a person reads, and, once that person
// says yes, the amendments that the preview shows.
//
// Laws: nothing is sent that was not in the preview; every amendment of the file is in the preview, with what becomes of it; the
// same file handed in again by the same sender has no second effect.
package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"adref/pkg/amendment"
	"adref/pkg/delegation"
	"adref/pkg/diff"
	"adref/pkg/negotiation"
	"adref/pkg/text"
	"adref/pkg/tracked"
)

// File is a file as it was handed in.
type File struct {
	Name   string `json:"name"`
	Digest string `json:"digest"` // hex SHA-256
	Format string `json:"format"` // "Word"
	// Characters are those of the file and Accounted those that the reader put somewhere; both 0 for a format that is not counted.
	Characters int      `json:"characters,omitempty"`
	Accounted  int      `json:"accounted,omitempty"`
	Warnings   []string `json:"warnings,omitempty"` // of its reader, in plain words
}

// Scene is the negotiation as it stands. Nothing of it is changed.
type Scene struct {
	Process  *negotiation.Process
	Document *negotiation.Document
	// Codes of the process and the document.
	ProcessCode, DocumentCode string
	// Base is the text that the file was made from, Current the newest one, both with the identities of their blocks.
	Base, Current text.Document
	Revision      int          // ordinal of Base, from 1
	How           tracked.Base // how Base was found
	At            time.Time
}

// Wish says whose the file is and how it is to be taken.
type Wish struct {
	Actor  string // who sends: the code of a delegation, or delegation.Chair
	Sender string // whose file it is; other than Actor only where the chair's office sends it for a delegation
	// Authors says for whom authors write, as the sender says it: names of authors to names of parties ("EU; Norway").
	Authors map[string]string
	// Untracked proposes the differences that nobody tracked, as the sender's; Replace withdraws first what the sender has open on the
	// same paragraphs.
	Untracked, Replace bool
}

// Preview is what a file would do.
type Preview struct {
	File       File   `json:"file"`
	Process    string `json:"process"`  // code
	Document   string `json:"document"` // code
	Actor      string `json:"actor"`    // code
	Sender     string `json:"sender"`   // code
	SenderName string `json:"senderName"`
	Base       Base   `json:"base"`
	// Authors are those of the tracked changes and for whom they write.
	Authors []Author `json:"authors"`
	// Amendments are those that were tracked, Untracked those that somebody made without tracking.
	Amendments []Item `json:"amendments"`
	Untracked  []Item `json:"untracked"`
	// Formatting are the paragraphs in which only the look or the numbering was changed, which is left.
	Formatting []string         `json:"formatting"`
	Remarks    []tracked.Remark `json:"remarks"` // comments that are the reason of no change
	// Withdraw are the open amendments that are withdrawn first.
	Withdraw []Open `json:"withdraw"`
	// Standing are open amendments of the sender on the same paragraphs that would stay beside the new ones.
	Standing []Open   `json:"standing"`
	Warnings []string `json:"warnings"`
}

// Base is the text that the file is held against.
type Base struct {
	Revision int    `json:"revision"` // ordinal
	Name     string `json:"name"`
	How      string `json:"how"`
	Certain  bool   `json:"certain"`
	Share    int    `json:"share"` // of its paragraphs that stand in the file, in per cent
}

// Author is a name on tracked changes and for whom it writes.
type Author struct {
	Name    string   `json:"name"`
	Parties []string `json:"parties"` // codes
	Names   string   `json:"names"`   // of the parties
	How     string   `json:"how"`     // how that is known
}

// Open is an open amendment on the table.
type Open struct {
	Amendment string `json:"amendment"`
	Says      string `json:"says"`
}

// Fate is what becomes of an amendment that was found in a file.
type Fate string

// Fates.
const (
	Proposed Fate = "proposed" // it will be, once a person says so
	Tabled   Fate = "tabled"   // it is on the table already
	Others   Fate = "others"   // it is somebody else's, who has to propose it
	Refused  Fate = "refused"  // the rules do not allow it now
	Left     Fate = "left"     // not tracked, and not asked for
)

// Item is an amendment that was found in a file.
type Item struct {
	Key    string    `json:"key"` // its place in the file: "1", or "untracked 1"
	Author string    `json:"author,omitempty"`
	At     time.Time `json:"at,omitzero"` // as the file has it
	// Attribution and With are who would propose it and who would join, Who all of them by name.
	Attribution delegation.Attribution `json:"attribution,omitzero"`
	With        []string               `json:"with,omitempty"`
	Who         string                 `json:"who"`
	Proposal    amendment.Proposal     `json:"proposal"`
	// Of is the key of the item whose words it would change, "" for the text itself.
	Of      string    `json:"of,omitempty"`
	Where   string    `json:"where"` // "paragraph 2", "after paragraph 2"
	Says    string    `json:"says"`  // "replace “should” by “shall”"
	Before  string    `json:"before,omitempty"`
	After   string    `json:"after,omitempty"`
	Redline []diff.Op `json:"redline"`
	Fate    Fate      `json:"fate"`
	Why     string    `json:"why,omitempty"`    // of the fate, in words
	Tabled  string    `json:"tabled,omitempty"` // ID of the open amendment that it is
}

// Digest is the SHA-256 of the preview: who confirms says by it what was seen.
func (p Preview) Digest() string {
	b, err := json.Marshal(p)
	if err != nil {
		panic("intake: " + err.Error()) // nothing in a preview cannot be written
	}
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// Count is how many of the amendments have a fate.
func (p Preview) Count(f Fate) int {
	n := 0
	for _, items := range [][]Item{p.Amendments, p.Untracked} {
		for _, it := range items {
			if it.Fate == f {
				n++
			}
		}
	}
	return n
}
