package tenant

import (
	"regexp"

	"github.com/entrasim/entrasim/server/internal/refusal"
)

// shortName is the form of organisation and provider ids: safe in URLs, in tokens and on a command line.
var shortName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,62}$`)

func checkShortName(field, value string) error {
	if shortName.MatchString(value) {
		return nil
	}
	return refusal.New(refusal.Invalid, "%s %q is not a short name", field, value).
		WithHint("use 1 to 63 lower-case letters, digits and hyphens, beginning with a letter or digit, like acme-eu")
}

const maxLabel = 200

func checkLabel(field, value string) error {
	if len(value) <= maxLabel {
		return nil
	}
	return refusal.New(refusal.Invalid, "%s is %d bytes long, the limit is %d", field, len(value), maxLabel).WithHint("shorten it")
}
