package suites

import (
	"fmt"
	"strings"

	"github.com/entrasim/entrasim/suites/report"
)

// settings are the options as the report shows them, under the names of the command line's flags; secrets are masked.
func (o Options) settings() []report.Setting {
	secret := func(value string) string {
		if value == "" {
			return ""
		}
		return "***"
	}
	all := []report.Setting{
		{Name: "allow", Value: strings.Join(o.Allow, ",")},
		{Name: "allow-writes", Value: fmt.Sprint(o.AllowWrites)},
		{Name: "check", Value: strings.Join(o.Checks, ",")},
		{Name: "label", Value: o.Filter},
		{Name: "other-token", Value: secret(o.OtherToken)},
		{Name: "profile", Value: o.Profile},
		{Name: "read-back", Value: o.ReadBack.String()},
		{Name: "seed", Value: fmt.Sprint(o.Seed)},
		{Name: "shuffle", Value: fmt.Sprint(o.Shuffle)},
		{Name: "timeout", Value: o.Timeout.String()},
		{Name: "token", Value: secret(o.Token)},
		{Name: "url", Value: o.URL},
	}
	if c := o.OAuth; c != nil {
		all = append(all,
			report.Setting{Name: "oauth-client-id", Value: c.ID},
			report.Setting{Name: "oauth-scope", Value: c.Scope},
			report.Setting{Name: "oauth-secret", Value: secret(c.Secret)},
			report.Setting{Name: "oauth-token-url", Value: c.TokenURL},
		)
	}
	return all
}
