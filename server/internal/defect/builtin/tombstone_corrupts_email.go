package builtin

import (
	"regexp"

	"github.com/entrasim/entrasim/server/internal/defect"
	"github.com/entrasim/entrasim/server/internal/defect/wire"
)

var tombstoneCorruptsEmail = defect.Defect{
	Name:   "tombstone-corrupts-email",
	Title:  "The name of a soft-deleted user becomes the work e-mail as well",
	Models: "login and e-mail tied together; the hexadecimal prefix that frees the name in the directory ends in the address book",
	Source: "#49, Q39",
	Checks: []string{"AAD-040"},
	Wrap: wire.Each(func(x *wire.Exchange) *wire.Answer {
		name := written(x, "userName").Str()
		if !isPatch(x, users) || !tombstone.MatchString(name) {
			return nil
		}
		email := wire.NewOperation("replace", `emails[type eq "work"].value`, wire.Text(name))
		x.SetOperations(append(x.Operations(), email))
		return nil
	}),
}

// tombstone is a name with the 32 hexadecimal digits of an objectId in front.
var tombstone = regexp.MustCompile(`^[0-9a-fA-F]{32}.`)
