package directory

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
)

// Spec says what directory to make up. It is written key=value,key=value; see [ParseSpec].
type Spec struct {
	Users, Groups int
	Seed          uint64
	Domain        string // of the tenant and of its mail
	// Guests, Disabled and NoMail are among the users, Assigned is how many users have access to the application.
	Guests, Disabled, NoMail, Assigned int
}

// The limits keep a typing mistake from filling the machine.
const (
	maxUsers  = 5_000_000
	maxGroups = 1_000_000
)

// defaultSpec is what a specification begins with; shares are of the users.
var defaultSpec = map[string]string{
	"users": "100", "groups": "12", "seed": "1", "domain": "generated.example",
	"guests": "2%", "disabled": "3%", "nomail": "4%", "assigned": "90%",
}

// specKeys in the order in which they are explained to people.
var specKeys = []string{"users", "groups", "seed", "domain", "guests", "disabled", "nomail", "assigned"}

// ParseSpec reads a specification such as users=5000,groups=120,seed=7. The keys:
//
//	users     how many users, guests included; default 100
//	groups    how many groups; default 12. First one for each department, then for each site, then projects and programmes
//	seed      the same seed gives the same directory; default 1
//	domain    of the tenant; default generated.example
//	guests    how many of the users are guests; default 2%
//	disabled  how many have accountEnabled False; default 3%
//	nomail    how many have no mail; default 4%
//	assigned  how many have access to the application, by an assigned group or directly; default 90%
//
// The last four are numbers, shares of the users such as 2.5%, or all.
func ParseSpec(text string) (Spec, error) {
	given := map[string]string{}
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		key, value, ok := strings.Cut(part, "=")
		if _, known := defaultSpec[key]; !ok || !known {
			return Spec{}, specError(fmt.Sprintf("%q is no key with a value", part), didYouMean(key, specKeys))
		}
		if _, twice := given[key]; twice {
			return Spec{}, specError(key+" is given twice", "remove one of the two")
		}
		given[key] = value
	}
	return resolveSpec(func(key string) string { return cmp.Or(given[key], defaultSpec[key]) })
}

func specError(what, remedy string) error {
	return &problem{err: fmt.Errorf("generate directory: %w specification: %s", ErrInvalid, what), remedy: remedy}
}

func resolveSpec(value func(key string) string) (Spec, error) {
	s := Spec{Domain: strings.ToLower(value("domain"))}
	if checkUPN("a@"+s.Domain) != nil || len(s.Domain) > 48 {
		return s, specError(fmt.Sprintf("domain %q is not a domain", s.Domain), "write it like contoso.example")
	}
	var err error
	if s.Seed, err = strconv.ParseUint(value("seed"), 10, 64); err != nil {
		return s, specError(fmt.Sprintf("seed %q is not a number", value("seed")), "write a whole number from 0 on")
	}
	if s.Users, err = amount("users", value("users"), maxUsers, false); err != nil {
		return s, err
	}
	if s.Groups, err = amount("groups", value("groups"), maxGroups, false); err != nil {
		return s, err
	}
	for _, share := range []struct {
		key string
		to  *int
	}{{"guests", &s.Guests}, {"disabled", &s.Disabled}, {"nomail", &s.NoMail}, {"assigned", &s.Assigned}} {
		if *share.to, err = amount(share.key, value(share.key), s.Users, true); err != nil {
			return s, err
		}
	}
	return s, nil
}

// amount reads a number up to a limit; where shares are allowed they are of the limit, rounded down.
func amount(key, text string, limit int, shares bool) (int, error) {
	if shares && text == "all" {
		return limit, nil
	}
	if percent, ok := strings.CutSuffix(text, "%"); ok && shares {
		p, err := strconv.ParseFloat(percent, 64)
		if err != nil || !(p >= 0 && p <= 100) {
			return 0, specError(fmt.Sprintf("%s=%s is no share", key, text), "write a share from 0% to 100%")
		}
		return int(p * float64(limit) / 100), nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return 0, specError(fmt.Sprintf("%s=%s is no number", key, text), "write a whole number from 0 on")
	}
	if n > limit {
		return 0, specError(fmt.Sprintf("%s=%s is too many", key, text), fmt.Sprintf("at most %d are possible", limit))
	}
	return n, nil
}

// Generate makes up a directory of realistic people by a specification, see [ParseSpec]. Managers form a tree within each
// department, groups follow departments, sites and projects. The same specification gives the same directory.
func Generate(spec string) (*Directory, error) {
	s, err := ParseSpec(spec)
	if err != nil {
		return nil, err
	}
	g := &generator{Spec: s, dir: New(Options{Tenant: s.Domain}), random: rand.New(rand.NewPCG(s.Seed, 0x656e7472617369))}
	g.dir.reserve(s.Users + s.Groups)
	if err := g.people(); err != nil {
		return nil, fmt.Errorf("generate directory: %w", err)
	}
	if err := g.groups(); err != nil {
		return nil, fmt.Errorf("generate directory: %w", err)
	}
	g.assign()
	return g.dir, nil
}

// reserve makes room for n objects.
func (d *Directory) reserve(n int) {
	d.objects = slices.Grow(d.objects, n+n/8) // some more, so that the first to join later does not cause a copy
	d.byID = make(map[string]int32, n)
	d.byUPN = make(map[string]int32, n)
}
