package history

import (
	"fmt"
)

// fault lets an answer go wrong, or several. Some are left out because Entra cannot recover from them: a 404 when an account is to
// be deleted means to it that the account is gone.
func (d *drawer) fault() {
	from := 1 + d.below(3, "from")
	which := fmt.Sprintf("%s-%s", ordinal(from), ordinal(from+d.below(3, "more")))
	request := one(d, []string{"create", "update", "lookup", "read", "delete", "check", "probe"}, "request")
	statuses := []string{"500", "503", "429", "400", "409", "401"}
	if request == "update" {
		statuses = append(statuses, "404")
	}
	line := fmt.Sprintf("fault %s %s answer %s", which, request, one(d, statuses, "status"))
	if d.flip("delivered") {
		line += " delivered"
	}
	d.line("%s", line)
}

func ordinal(n int) string {
	switch n {
	case 1:
		return "1st"
	case 2:
		return "2nd"
	case 3:
		return "3rd"
	default:
		return fmt.Sprintf("%dth", n)
	}
}
