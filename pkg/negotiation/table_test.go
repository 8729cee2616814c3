package negotiation_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"adref/pkg/amendment"
	"adref/pkg/consensus"
	"adref/pkg/delegation"
	"adref/pkg/event"
	"adref/pkg/negotiation"
	"adref/pkg/symbol"
	"adref/pkg/text"
)

type negotiationEvent = event.Event

func encode(e event.Event) event.Stored { return event.Encode(e) }

// failer is what the table needs of *testing.T and *rapid.T.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// table is where a negotiation takes place: the state of a process with one document, its texts, its clock, its log. It looks
// facts up as the services do.
type table struct {
	t       failer
	now     time.Time
	process negotiation.Process
	doc     negotiation.Document
	texts   []text.Document // as tabled
	log     []stored
	// edition is the compendium that the chair's office looks at, "" for the one that holds all received so far.
	edition *negotiation.Edition
}

// stored is a commit, as a log keeps it.
type stored struct {
	at     time.Time
	events []event.Stored
}

const (
	process  = "wg"
	document = "report"
)

func newTable(t failer) *table {
	return &table{t: t, now: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
}

// do decides a command and checks the laws: deciding changes nothing; a refusal has exactly one class; what is decided
// evolves exactly one of the two states.
func (tab *table) do(actor string, c negotiation.Command) ([]event.Event, error) {
	tab.t.Helper()
	before := tab.snapshot()
	entry, ok := negotiation.LookupCommand(c.Verb())
	if !ok {
		tab.t.Fatalf("%s is not in the vocabulary", c.Verb())
	}
	r := negotiation.Request{ID: "command", Process: process, Actor: actor, At: tab.now, Command: c}
	if entry.NamesDocument {
		r.Document = document
	}
	r.Facts = tab.facts(c)
	var es []event.Event
	var err error
	if entry.Scope == negotiation.OfProcess {
		es, err = tab.process.Decide(&tab.doc, r)
	} else {
		es, err = tab.doc.Decide(&tab.process, r)
	}
	if d := cmp.Diff(before, tab.snapshot()); d != "" {
		tab.t.Fatalf("deciding %s changed the state (-before +after):\n%s", c.Verb(), d)
	}
	if err != nil {
		tab.checkClass(c, err)
		if len(es) > 0 {
			tab.t.Fatalf("%s is refused and causes %s", c.Verb(), es[0].Kind())
		}
		return nil, err
	}
	tab.commit(entry, r, es)
	return es, nil
}

func (tab *table) checkClass(c negotiation.Command, err error) {
	tab.t.Helper()
	n := 0
	for _, class := range []error{negotiation.ErrNotFound, negotiation.ErrForbidden, negotiation.ErrConflict, negotiation.ErrInvalid} {
		if errors.Is(err, class) {
			n++
		}
	}
	if n != 1 {
		tab.t.Fatalf("%s: %v: of %d classes, want one", c.Verb(), err, n)
	}
}

func (tab *table) commit(entry negotiation.CommandEntry, r negotiation.Request, es []event.Event) {
	tab.t.Helper()
	if len(es) == 0 {
		tab.t.Fatalf("%s causes nothing and is not refused", entry.Verb)
	}
	c := stored{at: r.At}
	created := 0
	for _, e := range es {
		before := tab.snapshot()
		tab.process.Evolve(e, r.At)
		tab.doc.Evolve(e, r.At)
		after := tab.snapshot()
		if (before.Process != after.Process) == (before.Document != after.Document) {
			tab.t.Fatalf("%s changes process: %t, document: %t", e.Kind(), before.Process != after.Process, before.Document != after.Document)
		}
		if (entry.Scope == negotiation.OfProcess) != (before.Process != after.Process) {
			tab.t.Fatalf("%s, a command of the %s, causes %s", entry.Verb, entry.Scope, e.Kind())
		}
		if negotiation.Created(e) != "" {
			created++
		}
		c.events = append(c.events, event.Encode(e))
		tab.checkSchema(c.events[len(c.events)-1])
	}
	if created > 1 {
		tab.t.Fatalf("%s makes %d things", entry.Verb, created)
	}
	if r.Facts.Tabled != nil {
		tab.texts = append(tab.texts, r.Facts.Tabled.Document)
	}
	tab.log = append(tab.log, c)
}

// checkSchema says whether an event is what its published schema promises.
func (tab *table) checkSchema(s event.Stored) {
	tab.t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(s.Data))
	if err != nil {
		tab.t.Fatalf("%v", err)
	}
	if err := schemas()[s.Kind].Validate(v); err != nil {
		tab.t.Fatalf("%s %s: %v", s.Kind, s.Data, err)
	}
}

// schemas are those that pkg/event publishes, by kind.
var schemas = sync.OnceValue(func() map[string]*jsonschema.Schema {
	all := map[string]*jsonschema.Schema{}
	for _, e := range event.Catalogue {
		all[e.Kind] = jsonschema.NewCompiler().MustCompile(fmt.Sprintf("../event/schemas/%s.v%d.json", e.Kind, e.Schema))
	}
	return all
})

// facts looks up what a service would.
func (tab *table) facts(c negotiation.Command) negotiation.Facts {
	tab.t.Helper()
	var f negotiation.Facts
	switch c := c.(type) {
	case *negotiation.TableRevision:
		t := parse(&tab.doc, tab.current(), c.Content)
		b, err := json.Marshal(t)
		if err != nil {
			tab.t.Fatalf("%v", err)
		}
		f.Tabled = &negotiation.Tabled{Document: t, Source: text.Digest(c.Content), Text: text.Digest(string(b)), Algorithm: "test"}
	case *negotiation.AdoptText:
		f = tab.amended(c)
	case *negotiation.IssueCompendium:
		f.Edition = tab.edition
		if f.Edition == nil {
			f.Edition = &negotiation.Edition{Document: document, Language: c.Language}
			for _, e := range tab.process.Standing(document) {
				f.Edition.Explanations = append(f.Edition.Explanations, e.ID)
			}
		}
	default:
		if len(tab.texts) > 0 {
			t := tab.current()
			f.Text = &t
		}
		if n := tab.doc.Earlier(c); n > 0 {
			t, err := tab.doc.Overlay(n, tab.texts[n-1])
			if err != nil {
				tab.t.Fatalf("%v", err)
			}
			f.Earlier = &t
		}
	}
	return f
}

// amended is the current text and, where it is adopted as orally amended, what the amendments make of it.
func (tab *table) amended(c *negotiation.AdoptText) negotiation.Facts {
	tab.t.Helper()
	var f negotiation.Facts
	if len(tab.texts) == 0 {
		return f
	}
	t := tab.current()
	f.Text = &t
	if len(c.Amendments) == 0 {
		return f
	}
	made, err := tab.doc.OrallyAmended(negotiation.Request{Facts: f}, tab.doc.Proposals(c))
	if err != nil {
		return f
	}
	b, err := json.Marshal(made.Document)
	if err != nil {
		tab.t.Fatalf("%v", err)
	}
	made.Source, made.Text = text.Digest(made.Document.String()), text.Digest(string(b))
	f.Tabled = &made
	return f
}

// current is the newest text with the identities that its blocks have now.
func (tab *table) current() text.Document {
	tab.t.Helper()
	n := len(tab.texts)
	if n == 0 {
		return text.Document{}
	}
	t, err := tab.doc.Overlay(n, tab.texts[n-1])
	if err != nil {
		tab.t.Fatalf("%v", err)
	}
	return t
}

// snapshot is both states as JSON.
type snapshot struct{ Process, Document string }

func (tab *table) snapshot() snapshot {
	p, err := json.Marshal(tab.process)
	if err != nil {
		tab.t.Fatalf("%v", err)
	}
	d, err := json.Marshal(tab.doc)
	if err != nil {
		tab.t.Fatalf("%v", err)
	}
	return snapshot{string(p), string(d)}
}

// replay checks that the stored events, folded, are the live state, and that both states survive JSON.
func (tab *table) replay() {
	tab.t.Helper()
	var p negotiation.Process
	var d negotiation.Document
	for _, c := range tab.log {
		es, err := event.DecodeAll(c.events)
		if err != nil {
			tab.t.Fatalf("%v", err)
		}
		for _, e := range es {
			p.Evolve(e, c.at)
			d.Evolve(e, c.at)
		}
	}
	tab.same("replayed", p, d)
	live := tab.snapshot()
	p, d = negotiation.Process{}, negotiation.Document{}
	if err := errors.Join(json.Unmarshal([]byte(live.Process), &p), json.Unmarshal([]byte(live.Document), &d)); err != nil {
		tab.t.Fatalf("%v", err)
	}
	tab.same("read from JSON", p, d)
}

func (tab *table) same(how string, p negotiation.Process, d negotiation.Document) {
	tab.t.Helper()
	if diff := cmp.Diff(tab.process, p, cmpopts.EquateEmpty()); diff != "" {
		tab.t.Fatalf("process %s (-live +%s):\n%s", how, how, diff)
	}
	if diff := cmp.Diff(tab.doc, d, cmpopts.EquateEmpty()); diff != "" {
		tab.t.Fatalf("document %s (-live +%s):\n%s", how, how, diff)
	}
}

func kinds() []string {
	var ks []string
	for _, e := range event.Catalogue {
		ks = append(ks, e.Kind)
	}
	return ks
}

// sentinels are the errors by what they say; TestEverySentinelIsListed keeps the list whole.
var sentinels = func() map[string]error {
	all := map[string]error{}
	for _, err := range append(slices.Collect(maps.Values(named)),
		amendment.ErrQuoteAbsent, amendment.ErrQuoteAmbiguous, amendment.ErrOperation, amendment.ErrWords, amendment.ErrOneSide, amendment.ErrOverlap, symbol.ErrSuccession, amendment.ErrNotUTF8,
		consensus.ErrRules, delegation.ErrCode) {
		if _, twice := all[err.Error()]; twice {
			panic(fmt.Sprintf("two errors say %q", err))
		}
		all[strings.TrimSpace(err.Error())] = err
	}
	return all
}()

// named are the sentinels of errors.go; TestEverySentinelIsNamed keeps the list whole.
var named = map[string]error{
	"ErrNotOpen":           negotiation.ErrNotOpen,
	"ErrUnknownDelegation": negotiation.ErrUnknownDelegation,
	"ErrUnknownParty":      negotiation.ErrUnknownParty,
	"ErrNoRevision":        negotiation.ErrNoRevision,
	"ErrNoParagraph":       negotiation.ErrNoParagraph,
	"ErrNoAmendment":       negotiation.ErrNoAmendment,
	"ErrNoBracket":         negotiation.ErrNoBracket,
	"ErrNoAlternatives":    negotiation.ErrNoAlternatives,
	"ErrTheme":             negotiation.ErrTheme,
	"ErrNoMeeting":         negotiation.ErrNoMeeting,
	"ErrNoPosition":        negotiation.ErrNoPosition,
	"ErrNoExplanation":     negotiation.ErrNoExplanation,
	"ErrRetracted":         negotiation.ErrRetracted,
	"ErrAddendum":          negotiation.ErrAddendum,
	"ErrNoEdition":         negotiation.ErrNoEdition,
	"ErrNotChair":          negotiation.ErrNotChair,
	"ErrNotAdmitted":       negotiation.ErrNotAdmitted,
	"ErrNotYou":            negotiation.ErrNotYou,
	"ErrNotChairs":         negotiation.ErrNotChairs,
	"ErrNotMember":         negotiation.ErrNotMember,
	"ErrNotProposer":       negotiation.ErrNotProposer,
	"ErrNotLifter":         negotiation.ErrNotLifter,
	"ErrOwnWords":          negotiation.ErrOwnWords,
	"ErrNotYours":          negotiation.ErrNotYours,
	"ErrObserver":          negotiation.ErrObserver,
	"ErrAlreadyOpen":       negotiation.ErrAlreadyOpen,
	"ErrNameTaken":         negotiation.ErrNameTaken,
	"ErrFacts":             negotiation.ErrFacts,
	"ErrAdopted":           negotiation.ErrAdopted,
	"ErrNotAdopted":        negotiation.ErrNotAdopted,
	"ErrWithdrawn":         negotiation.ErrWithdrawn,
	"ErrDisposed":          negotiation.ErrDisposed,
	"ErrSponsor":           negotiation.ErrSponsor,
	"ErrOldRevision":       negotiation.ErrOldRevision,
	"ErrAgreed":            negotiation.ErrAgreed,
	"ErrNotAgreed":         negotiation.ErrNotAgreed,
	"ErrAmended":           negotiation.ErrAmended,
	"ErrBracketed":         negotiation.ErrBracketed,
	"ErrLifted":            negotiation.ErrLifted,
	"ErrSilence":           negotiation.ErrSilence,
	"ErrNoSilence":         negotiation.ErrNoSilence,
	"ErrSilenceKept":       negotiation.ErrSilenceKept,
	"ErrBroken":            negotiation.ErrBroken,
	"ErrTooEarly":          negotiation.ErrTooEarly,
	"ErrTooLate":           negotiation.ErrTooLate,
	"ErrProposed":          negotiation.ErrProposed,
	"ErrNotProposed":       negotiation.ErrNotProposed,
	"ErrObjection":         negotiation.ErrObjection,
	"ErrObjected":          negotiation.ErrObjected,
	"ErrNoObjection":       negotiation.ErrNoObjection,
	"ErrStale":             negotiation.ErrStale,
	"ErrIssued":            negotiation.ErrIssued,
	"ErrNoneReceived":      negotiation.ErrNoneReceived,
	"ErrMeeting":           negotiation.ErrMeeting,
	"ErrInformal":          negotiation.ErrInformal,
	"ErrProgramme":         negotiation.ErrProgramme,
	"ErrProgrammeAdopted":  negotiation.ErrProgrammeAdopted,
	"ErrPast":              negotiation.ErrPast,
	"ErrNotSponsor":        negotiation.ErrNotSponsor,
	"ErrLastSponsor":       negotiation.ErrLastSponsor,
	"ErrNotWithdrawn":      negotiation.ErrNotWithdrawn,
	"ErrReintroduced":      negotiation.ErrReintroduced,
	"ErrThirdDegree":       negotiation.ErrThirdDegree,
	"ErrReadBack":          negotiation.ErrReadBack,
	"ErrCorrected":         negotiation.ErrCorrected,
	"ErrClosed":            negotiation.ErrClosed,
	"ErrUnopposed":         negotiation.ErrUnopposed,
	"ErrNotRead":           negotiation.ErrNotRead,
	"ErrNotOfText":         negotiation.ErrNotOfText,
	"ErrOvertaken":         negotiation.ErrOvertaken,
	"ErrNoChange":          negotiation.ErrNoChange,
	"ErrScope":             negotiation.ErrScope,
	"ErrMissing":           negotiation.ErrMissing,
	"ErrUnknown":           negotiation.ErrUnknown,
	"ErrEither":            negotiation.ErrEither,
	"ErrNotOral":           negotiation.ErrNotOral,
	"ErrTarget":            negotiation.ErrTarget,
	"ErrNotUTF8":           negotiation.ErrNotUTF8,
	"ErrLanguage":          negotiation.ErrLanguage,
	"ErrDeadline":          negotiation.ErrDeadline,
	"ErrFuture":            negotiation.ErrFuture,
	"ErrReporter":          negotiation.ErrReporter,
	"ErrLanguages":         negotiation.ErrLanguages,
	"ErrInLanguage":        negotiation.ErrInLanguage,
	"ErrOneSymbol":         negotiation.ErrOneSymbol,
	"ErrNotThere":          negotiation.ErrNotThere,
	"ErrPrinted":           negotiation.ErrPrinted,
	"ErrOptions":           negotiation.ErrOptions,
	"ErrIdentity":          negotiation.ErrIdentity,
	"ErrTwice":             negotiation.ErrTwice,
}

// notInScenarios are the refusals that no command alone can bring about; facts_test.go shows them.
var notInScenarios = map[string]bool{
	negotiation.ErrFacts.Error():      true,
	negotiation.ErrScope.Error():      true,
	negotiation.ErrInLanguage.Error(): true,
	negotiation.ErrIdentity.Error():   true,
	negotiation.ErrStale.Error():      true,
	negotiation.ErrNotUTF8.Error():    true,
	amendment.ErrNotUTF8.Error():      true,
}
