package simulator

import (
	"strings"

	"github.com/entrasim/entrasim/simulator/internal/directory"
)

// objectHint says how to name a user or group, with the one that was probably meant.
func objectHint(d *Directory, ref string) string {
	const hint = "name a user by userPrincipalName or id, a group by displayName or id"
	if s := likely(d, ref); s != "" {
		return "did you mean " + s + "? " + strings.ToUpper(hint[:1]) + hint[1:]
	}
	return hint
}

// likely is the first user or group whose name has the text in it, or whose display name does; "" when there is none.
func likely(d *Directory, ref string) string {
	sought := strings.ToLower(strings.TrimSpace(ref))
	if sought == "" {
		return ""
	}
	for _, kind := range []directory.Kind{KindUser, KindGroup} {
		for o := range d.All(kind) {
			name := nameOf(o)
			if strings.Contains(strings.ToLower(name), sought) {
				return name
			}
			if v, ok := o.Attr("displayName"); ok && len(v) == 1 && strings.Contains(strings.ToLower(v[0]), sought) {
				return name
			}
		}
	}
	return ""
}
