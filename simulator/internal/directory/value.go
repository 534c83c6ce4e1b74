package directory

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// The two values of a Boolean source attribute.
const (
	True  = "True"
	False = "False"
)

func boolean(b bool) string {
	if b {
		return True
	}
	return False
}

// maxUPN is Entra's limit on the length of a userPrincipalName, 64 before the @ and 48 after it.
const maxUPN = 113

func (a Attribute) checkValue(v string) (string, error) {
	if !utf8.ValidString(v) {
		return "", fmt.Errorf("%w: the value of %s is not UTF-8", ErrInvalid, a.Name)
	}
	if a.Type != Boolean {
		return v, nil
	}
	switch {
	case strings.EqualFold(v, True):
		return True, nil
	case strings.EqualFold(v, False):
		return False, nil
	}
	return "", fmt.Errorf("%w: %s is True or False, not %q", ErrInvalid, a.Name, v)
}

// checkUPN accepts what Entra accepts as a userPrincipalName, and a little more (+, quirk Q63): printable ASCII without
// blanks, one @ with something on both sides.
func checkUPN(upn string) error {
	local, domain, _ := strings.Cut(upn, "@")
	switch {
	case upn == "":
		return fmt.Errorf("%w: userPrincipalName is empty", ErrInvalid)
	case local == "" || domain == "" || strings.Contains(domain, "@"):
		return fmt.Errorf("%w: userPrincipalName %q is not of the form name@domain", ErrInvalid, upn)
	case len(upn) > maxUPN:
		return fmt.Errorf("%w: userPrincipalName has %d characters, at most %d are possible", ErrInvalid, len(upn), maxUPN)
	}
	for _, r := range upn {
		if r <= ' ' || r > '~' {
			return fmt.Errorf("%w: userPrincipalName %q holds %q; only ASCII without blanks is possible", ErrInvalid, upn, r)
		}
	}
	return nil
}

// foldUPN gives the key under which a userPrincipalName is unique.
func foldUPN(upn string) string { return strings.ToLower(upn) }

// tombstone is the name of a user in the recycle bin (quirk Q39).
func tombstone(id, upn string) string { return compactID(id) + upn }

// untombstone gives back the name a user had before the soft delete.
func untombstone(id, upn string) string { return strings.TrimPrefix(upn, compactID(id)) }

// guestMark stands in the userPrincipalName of a guest between the home name and the tenant.
const guestMark = "#EXT#@"

// GuestUPN is the userPrincipalName that a tenant gives to a guest with that mail address:
// ada@fabrikam.example becomes ada_fabrikam.example#EXT#@contoso.example.
func GuestUPN(mail, tenant string) string {
	return strings.ReplaceAll(mail, "@", "_") + guestMark + tenant
}

// ReduceUPN undoes GuestUPN, as the provisioning service does when it reads userPrincipalName (entra-engine §3.1).
// Other names come back as they are. Domains hold no underscore, so the last one stands for the @.
func ReduceUPN(upn string) string {
	home, _, guest := strings.Cut(upn, guestMark)
	if !guest {
		return upn
	}
	at := strings.LastIndexByte(home, '_')
	if at < 0 {
		return upn
	}
	return home[:at] + "@" + home[at+1:]
}

func isGuest(upn string) bool { return strings.Contains(upn, guestMark) }
