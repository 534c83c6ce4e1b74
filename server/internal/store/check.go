package store

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"time"
)

// Times are stored as nanoseconds since 1970 in 64 bits.
var (
	earliest = time.Unix(0, -1<<63)
	latest   = time.Unix(0, 1<<63-1)

	organisationID = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,62}$`)
)

// CheckTime reports whether t, called field, is outside the range of times a store can keep.
func CheckTime(field string, t time.Time) error {
	if !t.IsZero() && (t.Before(earliest) || t.After(latest)) {
		return fmt.Errorf("%s: year %d is outside what can be stored; use a time from %d to %d",
			field, t.Year(), earliest.UTC().Year()+1, latest.UTC().Year()-1)
	}
	return nil
}

// maxID is the longest id, in bytes; other strings may be of any length.
const maxID = 255

func checkID(id string) error {
	if len(id) > maxID {
		return fmt.Errorf("id: %d bytes long; use at most %d", len(id), maxID)
	}
	return checkSet("id", id)
}

func checkSet(field, value string) error {
	if value == "" {
		return fmt.Errorf("%s: is empty; it must be set", field)
	}
	return nil
}

// Check reports what keeps o from being stored. Every implementation refuses with the same words.
func (o Organisation) Check() error {
	if !organisationID.MatchString(o.ID) {
		return fmt.Errorf("id: %q is not a short name; use 1 to 63 of a-z, 0-9 and -, not starting with -", o.ID)
	}
	for i, role := range o.Roles {
		if slices.Contains(o.Roles[:i], role) {
			return fmt.Errorf("roles: %q is listed twice; list it once, lowest role first", role)
		}
	}
	return CheckTime("created", o.Created)
}

// Check reports what keeps p from being stored.
func (p Provider) Check() error {
	return errors.Join(checkID(p.ID), CheckTime("created", p.Created))
}

// Check reports what keeps t from being stored.
func (t Token) Check() error {
	return errors.Join(checkID(t.ID), CheckTime("created", t.Created), CheckTime("expires", t.Expires),
		CheckTime("revoked", t.Revoked), CheckTime("lastUsed", t.LastUsed))
}

// Check reports what keeps c from being stored.
func (c Client) Check() error {
	return errors.Join(checkID(c.ID), CheckTime("created", c.Created))
}

// Check reports what keeps r from being stored.
func (r *Record) Check() error {
	if r.Version < 0 {
		return fmt.Errorf("version: %d is negative", r.Version)
	}
	return errors.Join(checkSet("type", r.Type), checkID(r.ID),
		CheckTime("created", r.Created), CheckTime("modified", r.Modified))
}

// CheckNarrow reports an equality that no store has an index for.
func CheckNarrow(narrow []Eq) error {
	for _, eq := range narrow {
		if eq.Index < ByID || eq.Index > ByEmail {
			return fmt.Errorf("narrow by index %d: there is no such index", eq.Index)
		}
	}
	return nil
}
