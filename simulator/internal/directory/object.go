package directory

import "time"

// Kind tells users from groups.
type Kind string

// The kinds of object that are provisioned.
const (
	KindUser  Kind = "User"
	KindGroup Kind = "Group"
)

// Object is a snapshot of a user or group. The zero value is no object.
type Object struct {
	dir       *Directory
	names     *names
	id        string
	kind      Kind
	attrs     string
	managerID string
	members   []int32
	deletedAt int64
	enabled   bool
}

// ID is the objectId, the source anchor of the provisioning job.
func (o Object) ID() string { return o.id }

// Kind is user or group.
func (o Object) Kind() Kind { return o.kind }

// DisplayName is the attribute of that name; every object has one.
func (o Object) DisplayName() string { return o.value(attrDisplayName) }

// UserPrincipalName is the name as the directory holds it: the long form of a guest, the tombstone of a deleted user.
// Groups have none.
func (o Object) UserPrincipalName() string { return o.value(attrUPN) }

// Mail is the attribute of that name, or "".
func (o Object) Mail() string { return o.value(attrMail) }

// Enabled is accountEnabled; groups are always enabled.
func (o Object) Enabled() bool { return o.enabled }

// SoftDeleted says whether the user is in the recycle bin.
func (o Object) SoftDeleted() bool { return o.deletedAt != 0 }

// DeletedAt is when the user was put into the recycle bin, or the zero time.
func (o Object) DeletedAt() time.Time {
	if o.deletedAt == 0 {
		return time.Time{}
	}
	return time.UnixMicro(o.deletedAt).UTC()
}

// Guest says whether the user's home is another tenant.
func (o Object) Guest() bool { return isGuest(o.value(attrUPN)) }

// ManagerID is the object id of the user's manager, or "".
func (o Object) ManagerID() string { return o.managerID }

// Members are the object ids of a group's direct members, users and groups, in the order in which they were added.
func (o Object) Members() []string {
	if len(o.members) == 0 {
		return nil
	}
	o.dir.mu.RLock()
	defer o.dir.mu.RUnlock()
	return o.dir.idsLocked(o.members)
}

// MemberCount is the number of direct members.
func (o Object) MemberCount() int { return len(o.members) }

// Attr gives the values of a source attribute; ok is false when it has none or when there is no such attribute.
func (o Object) Attr(name string) (values []string, ok bool) {
	if o.dir == nil {
		return nil, false
	}
	if number, stored := o.names.lookup(name); stored {
		return o.stored(number)
	}
	switch {
	case name == "objectId":
		return []string{o.id}, true
	case name == "appRoleAssignments":
		return nonEmpty(o.dir.Roles(o.id))
	case o.kind == KindGroup && name == "members":
		return nonEmpty(o.Members())
	case o.kind == KindUser:
		return o.computed(name)
	}
	return nil, false
}

func (o Object) stored(number uint32) ([]string, bool) {
	v, ok := find(o.attrs, number)
	if !ok {
		return nil, false
	}
	if number == attrUPN {
		return []string{ReduceUPN(v.first())}, true
	}
	return v.list(), true
}

func (o Object) computed(name string) ([]string, bool) {
	switch name {
	case "accountEnabled":
		return []string{boolean(o.enabled)}, true
	case "originalUserPrincipalName":
		return []string{o.UserPrincipalName()}, true
	case "userType":
		if o.Guest() {
			return []string{"Guest"}, true
		}
		return []string{"Member"}, true
	case "manager":
		if o.managerID != "" {
			return []string{o.managerID}, true
		}
	}
	return nil, false
}

func (o Object) value(number uint32) string {
	if v, ok := find(o.attrs, number); ok {
		return v.first()
	}
	return ""
}

func nonEmpty(list []string) ([]string, bool) { return list, len(list) > 0 }
