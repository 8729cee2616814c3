package bracket

// Wish is what somebody wants done with words in brackets (domain.md B2: "[extreme – US; G77 delete]").
type Wish string

// Wishes.
const (
	Retain Wish = "retain"
	Delete Wish = "delete"
)
