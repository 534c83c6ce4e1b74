package directory

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// User is what a new user is made of. Only UserPrincipalName is needed.
type User struct {
	// ID is the object id. Default: derived from the tenant and the userPrincipalName.
	ID string
	// UserPrincipalName is the sign-in name. For a guest it is what [GuestUPN] gives.
	UserPrincipalName string
	// DisplayName defaults to givenName and surname, or to the part of the userPrincipalName before the @.
	DisplayName string
	// Attributes are further source attributes by name. mailNickname defaults to the part of the userPrincipalName before
	// the @.
	Attributes map[string][]string
	// The most common attributes have a field of their own; empty means no value.
	GivenName, Surname, Mail, JobTitle, Department string
	// Manager refers to another user by id or userPrincipalName.
	Manager string
	// Disabled makes accountEnabled False.
	Disabled bool
	// DeletedAt, when set, puts the user into the recycle bin as if deleted at that time.
	DeletedAt time.Time
}

// AddUser adds a user and returns its object id.
func (d *Directory) AddUser(u User) (string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	i, err := d.addUserLocked(u)
	if err != nil {
		return "", fmt.Errorf("add user %s: %w", u.UserPrincipalName, err)
	}
	return d.objects[i].id, nil
}

func (d *Directory) addUserLocked(u User) (int32, error) {
	if err := checkUPN(u.UserPrincipalName); err != nil {
		return none, &problem{
			err: err, field: "userPrincipalName", ref: u.UserPrincipalName,
			remedy: "write it as name@domain in ASCII letters, digits and . - _ ' + ! # ^ ~",
		}
	}
	set, err := u.attributes()
	if err != nil {
		return none, err
	}
	fields, err := d.fieldsLocked(KindUser, set)
	if err != nil {
		return none, err
	}
	manager := none
	if u.Manager != "" {
		if manager, err = d.liveRefLocked("manager", u.Manager, KindUser); err != nil {
			return none, err
		}
	}
	if err := d.checkDeletedAtLocked(u.DeletedAt); err != nil {
		return none, err
	}
	i, err := d.newUserLocked(u, fields)
	if err != nil {
		return none, err
	}
	if manager != none {
		d.linkManagerLocked(i, manager)
	}
	return i, nil
}

// newUserLocked inserts the user, or puts it into the recycle bin right away, where its name does not stand in anybody's way.
func (d *Directory) newUserLocked(u User, fields []field) (int32, error) {
	if u.DeletedAt.IsZero() {
		return d.insertUserLocked(u.ID, u.UserPrincipalName, fields, !u.Disabled)
	}
	id, err := d.newIDLocked(KindUser, u.ID, foldUPN(u.UserPrincipalName))
	if err != nil {
		return none, err
	}
	upn := tombstone(id, u.UserPrincipalName)
	for i := range fields {
		if fields[i].number == attrUPN {
			fields[i].values = []string{upn}
		}
	}
	i, err := d.insertUserLocked(id, upn, fields, !u.Disabled)
	if err != nil {
		return none, err
	}
	d.objects[i].deleted = u.DeletedAt.UnixMicro()
	d.pending.schedulePurge(u.DeletedAt.Add(Retention), i)
	return i, nil
}

// checkDeletedAtLocked insists that a user is in the recycle bin by now, and still.
func (d *Directory) checkDeletedAtLocked(at time.Time) error {
	switch {
	case at.IsZero(), !at.After(d.now) && at.Add(Retention).After(d.now):
		return nil
	case at.After(d.now):
		return &problem{
			err: fmt.Errorf("%w: deletedAt is after %s", ErrInvalid, d.now.Format(time.RFC3339)), field: "deletedAt",
			remedy: "give a time before the start, or schedule a delete",
		}
	}
	return &problem{
		err:   fmt.Errorf("%w: deletedAt is 30 days or more before %s", ErrInvalid, d.now.Format(time.RFC3339)),
		field: "deletedAt", remedy: "leave the user out; it is purged by then",
	}
}

// attributes brings the fields and the map together and fills in what every user has.
func (u User) attributes() (map[string][]string, error) {
	set := maps.Clone(u.Attributes)
	if set == nil {
		set = map[string][]string{}
	}
	given := map[string]string{
		"userPrincipalName": u.UserPrincipalName, "displayName": u.DisplayName, "givenName": u.GivenName,
		"surname": u.Surname, "mail": u.Mail, "jobTitle": u.JobTitle, "department": u.Department,
	}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if given[name] == "" {
			continue
		}
		if len(set[name]) > 0 {
			return nil, &problem{
				err: fmt.Errorf("%w: %s is given twice", ErrInvalid, name), field: name,
				remedy: "set it as a field or among the attributes",
			}
		}
		set[name] = []string{given[name]}
	}
	local, _, _ := strings.Cut(u.UserPrincipalName, "@")
	if len(set["displayName"]) == 0 {
		name := strings.TrimSpace(single(set["givenName"]) + " " + single(set["surname"]))
		if name == "" {
			name = local
		}
		set["displayName"] = []string{name}
	}
	if len(set["mailNickname"]) == 0 {
		set["mailNickname"] = []string{local}
	}
	return set, nil
}

func single(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// insertUserLocked adds a user whose fields have been checked; the fields hold the userPrincipalName too.
func (d *Directory) insertUserLocked(id, upn string, fields []field, enabled bool) (int32, error) {
	folded := foldUPN(upn)
	if other, taken := d.byUPN[folded]; taken {
		return none, d.takenLocked(upn, other)
	}
	id, err := d.newIDLocked(KindUser, id, folded)
	if err != nil {
		return none, err
	}
	i := d.insertLocked(object{id: id, attrs: pack(fields), manager: none, enabled: enabled})
	d.byUPN[folded] = i
	return i, nil
}

func (d *Directory) takenLocked(upn string, by int32) error {
	return &problem{
		err:    fmt.Errorf("userPrincipalName %s is %w by user %s", upn, ErrTaken, d.objects[by].id),
		field:  "userPrincipalName",
		ref:    upn,
		remedy: "userPrincipalName is unique without regard to case; give this user another one",
	}
}

func (d *Directory) newIDLocked(kind Kind, id, name string) (string, error) {
	if id == "" {
		return d.deriveID(kind, name), nil
	}
	checked, err := checkID(id)
	if err != nil {
		return "", &problem{
			err: err, field: "id", ref: id,
			remedy: "write 32 hexadecimal digits in the form 8-4-4-4-12, or leave it out to have one derived from the name",
		}
	}
	if _, used := d.byID[checked]; used {
		return "", &problem{
			err: fmt.Errorf("object id %s is %w", checked, ErrTaken), field: "id", ref: id,
			remedy: "object ids are never used twice; give another one, or leave it out to have one derived from the name",
		}
	}
	return checked, nil
}

func (d *Directory) insertLocked(o object) int32 {
	i := int32(len(d.objects))
	d.objects = append(d.objects, o)
	d.byID[o.id] = i
	d.count[d.kindLocked(i)]++
	d.recordLocked(added, i)
	return i
}
