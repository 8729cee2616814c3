package negotiation

import "errors"

// Classes of refusals. Every error of Decide wraps exactly one of them.
var (
	// ErrNotFound says that the command names something that is not there.
	ErrNotFound = errors.New("not found")
	// ErrForbidden says that the actor may not do this; somebody else may.
	ErrForbidden = errors.New("not allowed")
	// ErrConflict says that the state stands against it; at another time it may be possible.
	ErrConflict = errors.New("not possible as things stand")
	// ErrInvalid says that the command has no meaning, whatever the state.
	ErrInvalid = errors.New("invalid")
)

// Not found.
var (
	ErrNotOpen           = refuse(ErrNotFound, "it is not open: the chair's office opens it")
	ErrUnknownDelegation = refuse(ErrNotFound, "no such delegation has been admitted")
	ErrUnknownParty      = refuse(ErrNotFound, "no such group has been formed and no such delegation admitted")
	ErrNoRevision        = refuse(ErrNotFound, "no such revision has been tabled")
	ErrNoParagraph       = refuse(ErrNotFound, "no such paragraph in the current text, or several are labelled so")
	ErrNoAmendment       = refuse(ErrNotFound, "no such amendment")
	ErrNoBracket         = refuse(ErrNotFound, "no such bracket has been put by a command")
	ErrNoAlternatives    = refuse(ErrNotFound, "no such alternatives have been declared")
	ErrNoMeeting         = refuse(ErrNotFound, "no meeting sits: the chair's office convenes one")
	ErrNoPosition        = refuse(ErrNotFound, "no such position")
	ErrNoExplanation     = refuse(ErrNotFound, "no such explanation of position on this text")
	ErrNoEdition         = refuse(ErrNotFound, "no compendium of this text is kept under this digest")
)

// Not allowed.
var (
	ErrNotChair    = refuse(ErrForbidden, "only the chair's office may do this")
	ErrNotAdmitted = refuse(ErrForbidden, "this delegation has not been admitted to the process")
	ErrNotYou      = refuse(ErrForbidden, "only the chair's office may act for another delegation")
	ErrNotChairs   = refuse(ErrForbidden, "the chair's office takes no side: name the delegation that does")
	ErrNotMember   = refuse(ErrForbidden, "only a member may speak for the group")
	ErrNotProposer = refuse(ErrForbidden, "only the proposer, a member of the proposing group or the chair's office may do this")
	ErrNotLifter   = refuse(ErrForbidden, "only the delegation that put the brackets or the chair's office may lift them")
	ErrOwnWords    = refuse(ErrForbidden, "an explanation is its delegation's own word: name the delegation that asks for the change")
	ErrNotYours    = refuse(ErrForbidden, "the explanation is that of another delegation")
	ErrObserver    = refuse(ErrForbidden, "an observer does not take part in the decision: it may explain its position")
)

// Not possible as things stand.
var (
	ErrAlreadyOpen      = refuse(ErrConflict, "it is open already")
	ErrNameTaken        = refuse(ErrConflict, "the name is taken")
	ErrFacts            = refuse(ErrConflict, "what was looked up is not what the state holds: look again")
	ErrAdopted          = refuse(ErrConflict, "the text is adopted: only explanations of position, the compendium and the published text may follow")
	ErrNotAdopted       = refuse(ErrConflict, "the text is not adopted")
	ErrWithdrawn        = refuse(ErrConflict, "the amendment is withdrawn")
	ErrDisposed         = refuse(ErrConflict, "the chair's office has disposed of the amendment")
	ErrSponsor          = refuse(ErrConflict, "it is a sponsor already")
	ErrOldRevision      = refuse(ErrConflict, "it is about an earlier text: say it of the current one")
	ErrAgreed           = refuse(ErrConflict, "the paragraph is agreed ad referendum: reopen it first")
	ErrNotAgreed        = refuse(ErrConflict, "the paragraph is not agreed")
	ErrAmended          = refuse(ErrConflict, "amendments to the paragraph are open: withdraw or dispose of them first")
	ErrBracketed        = refuse(ErrConflict, "words are in brackets: lift them, or table the text without them, first")
	ErrLifted           = refuse(ErrConflict, "the brackets are lifted already")
	ErrSilence          = refuse(ErrConflict, "a silence procedure is running")
	ErrNoSilence        = refuse(ErrConflict, "no silence procedure is running on the current text")
	ErrSilenceKept      = refuse(ErrConflict, "silence on this text was concluded unbroken")
	ErrBroken           = refuse(ErrConflict, "silence was broken")
	ErrTooEarly         = refuse(ErrConflict, "the deadline has not passed")
	ErrTooLate          = refuse(ErrConflict, "the deadline has passed")
	ErrProposed         = refuse(ErrConflict, "the adoption of this text is proposed already")
	ErrNotProposed      = refuse(ErrConflict, "the adoption of the text is not proposed: the chair's office proposes it first")
	ErrObjection        = refuse(ErrConflict, "there is an objection: nothing is adopted while it stands")
	ErrObjected         = refuse(ErrConflict, "it has objected already")
	ErrNoObjection      = refuse(ErrConflict, "it has no objection that stands")
	ErrOneSymbol        = refuse(ErrConflict, "an edition has one symbol in all languages, and this is issued in another language already")
	ErrStale            = refuse(ErrConflict, "this compendium does not hold the explanations received so far: look at the new one and issue that")
	ErrRetracted        = refuse(ErrConflict, "the explanation is withdrawn")
	ErrIssued           = refuse(ErrConflict, "the newest edition holds exactly these explanations already")
	ErrNoneReceived     = refuse(ErrConflict, "no explanation of position has been received")
	ErrMeeting          = refuse(ErrConflict, "a meeting is under way: close it first")
	ErrInformal         = refuse(ErrConflict, "it is decided in a formal meeting")
	ErrProgramme        = refuse(ErrConflict, "the programme of work is not adopted, so the meeting is informal")
	ErrProgrammeAdopted = refuse(ErrConflict, "the programme of work is adopted already")
	ErrPast             = refuse(ErrConflict, "that was before what it rests on")
	ErrNotSponsor       = refuse(ErrConflict, "it is no sponsor")
	ErrLastSponsor      = refuse(ErrConflict, "it is the last sponsor: withdraw the amendment")
	ErrNotWithdrawn     = refuse(ErrConflict, "the amendment is not withdrawn")
	ErrReintroduced     = refuse(ErrConflict, "the amendment is reintroduced already")
	ErrThirdDegree      = refuse(ErrConflict, "an amendment to an amendment is not amended: amend the first one")
	ErrReadBack         = refuse(ErrConflict, "that is not what was read back")
	ErrCorrected        = refuse(ErrConflict, "it is corrected already: correct the correction")
	ErrClosed           = refuse(ErrConflict, "the document is withdrawn: nothing happens to it any more")
	ErrUnopposed        = refuse(ErrConflict, "nobody objects: the text can be adopted")
	ErrNotRead          = refuse(ErrConflict, "it was not read back: only an oral amendment is part of an adoption")
	ErrNotOfText        = refuse(ErrConflict, "it amends another amendment: dispose of it first")
	ErrOvertaken        = refuse(ErrConflict, "it no longer stands on its words: revise it first")
	ErrNoChange         = refuse(ErrConflict, "nothing would change")
)

// Invalid.
var (
	ErrScope      = refuse(ErrInvalid, "this command is not decided here")
	ErrMissing    = refuse(ErrInvalid, "it is missing")
	ErrUnknown    = refuse(ErrInvalid, "it is not one of the values that have a meaning")
	ErrEither     = refuse(ErrInvalid, "exactly one of the two must be given")
	ErrNotOral    = refuse(ErrInvalid, "only an oral amendment is read back")
	ErrTheme      = refuse(ErrInvalid, "a theme is a name of one line, of at most 60 characters, without white space around it")
	ErrTarget     = refuse(ErrInvalid, "a position is about a paragraph, or words in it, or an amendment, or alternatives, or a theme, or the whole text")
	ErrNotUTF8    = refuse(ErrInvalid, "it is not valid UTF-8")
	ErrLanguage   = refuse(ErrInvalid, "it is not a language tag (\"en\", \"fr\", \"zh-Hans\")")
	ErrDeadline   = refuse(ErrInvalid, "the deadline is too near")
	ErrFuture     = refuse(ErrInvalid, "what is recorded has happened: this lies ahead")
	ErrReporter   = refuse(ErrInvalid, "only what is reported names who reported it")
	ErrInLanguage = refuse(ErrInvalid, "the compendium with this digest is in another language")
	ErrLanguages  = refuse(ErrInvalid, "that is not one of the languages that the corrigendum concerns")
	ErrAddendum   = refuse(ErrInvalid, "only a corrigendum concerns some languages")
	ErrNotThere   = refuse(ErrInvalid, "the words to be corrected do not stand there")
	ErrPrinted    = refuse(ErrInvalid, "no brackets stand there: quote those of the text with the words in them")
	ErrOptions    = refuse(ErrInvalid, "alternatives are two or more: words side by side, or ranges of paragraphs, of which one may be no text")
	ErrIdentity   = refuse(ErrInvalid, "the identities of the blocks do not hold")
	ErrTwice      = refuse(ErrInvalid, "it is named twice")
)

// classed is an error of a class. Its text is that of the error; errors.Is finds both.
type classed struct{ class, err error }

func (c *classed) Error() string   { return c.err.Error() }
func (c *classed) Unwrap() []error { return []error{c.class, c.err} }

// refuse makes a sentinel.
func refuse(class error, says string) error { return &classed{class, errors.New(says)} }

// invalid classes an error of another package: what the command holds has no meaning.
func invalid(err error) error {
	if err == nil {
		return nil
	}
	return &classed{ErrInvalid, err}
}

// conflict classes an error of another package: the state stands against it.
func conflict(err error) error {
	if err == nil {
		return nil
	}
	return &classed{ErrConflict, err}
}
