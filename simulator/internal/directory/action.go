package directory

// Verb names what an action does; it is the key of the action in a directory file.
type Verb string

// The verbs. Joiner and Purge have a second spelling in files: add-user and hard-delete.
const (
	Joiner       Verb = "joiner"        // User, Groups: add the user and make it a member of the groups
	Mover        Verb = "mover"         // Target user; Attributes, Manager, Groups to join, LeaveGroups to leave
	Leaver       Verb = "leaver"        // Target user: disabled, out of all groups, unassigned
	Set          Verb = "set"           // Target, Attributes
	Rename       Verb = "rename"        // Target user, To: the new userPrincipalName
	Disable      Verb = "disable"       // Target user
	Enable       Verb = "enable"        // Target user
	Delete       Verb = "delete"        // Target user: into the recycle bin
	Restore      Verb = "restore"       // Target user in the recycle bin
	Purge        Verb = "purge"         // Target user, in the recycle bin or not: gone
	SetManager   Verb = "set-manager"   // Target user, Manager
	ClearManager Verb = "clear-manager" // Target user
	AddMember    Verb = "add-member"    // Target group, Members
	RemoveMember Verb = "remove-member" // Target group, Members
	Assign       Verb = "assign"        // Target, Role
	Unassign     Verb = "unassign"      // Target, Role
	AddGroup     Verb = "add-group"     // Group
	DeleteGroup  Verb = "delete-group"  // Target group: gone
	RenameGroup  Verb = "rename-group"  // Target group, To: the new displayName
)

// Action is one thing that can be scheduled. Which fields count depends on the verb. References are those of
// [Directory.Resolve] and are resolved when the action is played.
type Action struct {
	Verb Verb
	// Target is the object acted on.
	Target string
	// User is whom a joiner adds; Group is what add-group adds.
	User  User
	Group Group
	// To is the new name.
	To string
	// Attributes are new values by name; an attribute without values is cleared.
	Attributes map[string][]string
	Manager    string
	// Members of add-member and remove-member.
	Members []string
	// Groups to join and LeaveGroups to leave.
	Groups, LeaveGroups []string
	// Role is the app role; "" is DefaultRole for assign and all roles for unassign.
	Role string
}

// verb describes how an action's target is found and what playing it does.
type verb struct {
	name   Verb
	target Kind // "" is either
	// bin: the target is looked for in the recycle bin first, and may be there.
	bin  bool
	play func(d *Directory, a *Action, target int32) error
}

// verbs is the table of all verbs in the order in which they are listed to people. The verbs that add objects have no target
// and are played by playLocked itself.
var verbs = []verb{
	{name: Joiner},
	{name: Mover, target: KindUser, play: playMover},
	{name: Leaver, target: KindUser, play: func(d *Directory, _ *Action, i int32) error {
		d.offboardLocked(i)
		return nil
	}},
	{name: Set, play: func(d *Directory, a *Action, i int32) error { return d.setAttrsLocked(i, a.Attributes) }},
	{name: Rename, target: KindUser, play: func(d *Directory, a *Action, i int32) error {
		return d.renameLocked(i, a.To)
	}},
	{name: Disable, target: KindUser, play: func(d *Directory, _ *Action, i int32) error {
		d.setEnabledLocked(i, false)
		return nil
	}},
	{name: Enable, target: KindUser, play: func(d *Directory, _ *Action, i int32) error {
		d.setEnabledLocked(i, true)
		return nil
	}},
	{name: Delete, target: KindUser, play: func(d *Directory, _ *Action, i int32) error {
		d.softDeleteLocked(i, d.now)
		return nil
	}},
	{name: Restore, target: KindUser, bin: true, play: func(d *Directory, _ *Action, i int32) error {
		return d.restoreLocked(i)
	}},
	{name: Purge, target: KindUser, bin: true, play: playPurge},
	{name: SetManager, target: KindUser, play: playSetManager},
	{name: ClearManager, target: KindUser, play: func(d *Directory, _ *Action, i int32) error {
		d.unlinkManagerLocked(i)
		return nil
	}},
	{name: AddMember, target: KindGroup, play: playAddMember},
	{name: RemoveMember, target: KindGroup, play: playRemoveMember},
	{name: Assign, play: func(d *Directory, a *Action, i int32) error { return d.assignLocked(i, a.roles()) }},
	{name: Unassign, play: func(d *Directory, a *Action, i int32) error {
		d.unassignLocked(i, a.roles())
		return nil
	}},
	{name: AddGroup},
	{name: DeleteGroup, target: KindGroup, play: playPurge},
	{name: RenameGroup, target: KindGroup, play: func(d *Directory, a *Action, i int32) error {
		return d.setAttrsLocked(i, map[string][]string{"displayName": {a.To}})
	}},
}

// Verbs lists all verbs.
func Verbs() []Verb {
	list := make([]Verb, len(verbs))
	for i, v := range verbs {
		list[i] = v.name
	}
	return list
}

func verbNamed(name Verb) (verb, bool) {
	for _, v := range verbs {
		if v.name == name {
			return v, true
		}
	}
	return verb{}, false
}

func (a *Action) roles() []string {
	if a.Role == "" {
		return nil
	}
	return []string{a.Role}
}
