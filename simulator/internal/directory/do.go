package directory

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/directory/document"
)

// ParseAction reads an action as it stands in a directory file: a verb, a colon and what the verb takes, for example
// "disable: ada@contoso.example" or "set: {user: ada@contoso.example, attributes: {jobTitle: Captain}}". Errors are [*FileError]
// with the place in the text; name stands in them.
func ParseAction(name, text string) (Action, error) {
	root, err := document.Parse(name, []byte(text))
	if err != nil {
		return Action{}, err
	}
	r := &reader{name: name, dir: New(Options{})}
	if root.Kind != document.Map || len(root.Entries) != 1 {
		return Action{}, r.fail(root, "an action is one verb with what it takes", "write it like disable: ada@contoso.example")
	}
	s, err := r.actionOf(root.Entries[0])
	return s.action, err
}

// Do plays an action at once, at the directory's present time.
func (d *Directory) Do(a Action) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	subject := d.subjectLocked(&a)
	if !a.User.DeletedAt.IsZero() {
		return fmt.Errorf("%s %s: %w: nobody joins the recycle bin", a.Verb, subject, ErrInvalid)
	}
	if _, err := d.playLocked(&a); err != nil {
		return fmt.Errorf("%s %s: %w", a.Verb, subject, err)
	}
	return nil
}

// ParseWhen reads a time as it stands in a directory file: an offset from start, such as +1d4h, or a time of RFC 3339.
func ParseWhen(text string, start time.Time) (time.Time, error) {
	at, err := parseWhen(text, start)
	if err != nil {
		return time.Time{}, &problem{err: err, ref: text, remedy: "write it as an offset from the start or as a time: " + offsetForm}
	}
	return at, nil
}

// ActionForms shows how the action of each verb is written in a file, by verb.
func ActionForms() map[Verb]string { return maps.Clone(forms) }

// actionNames lists the verbs in the spelling of files, the second spellings included.
func actionNames() []string {
	return append(verbWords(), slices.Sorted(maps.Keys(spelling))...)
}

var forms = map[Verb]string{
	Joiner:       "{userPrincipalName: ada@contoso.example, displayName: Ada, groups: [Crew]}",
	Mover:        "{user: ada@contoso.example, manager: ben@contoso.example, join: [Crew], leave: [Office], attributes: {jobTitle: Captain}}",
	Leaver:       "ada@contoso.example",
	Set:          "{user: ada@contoso.example, attributes: {jobTitle: Captain, mobile: null}}",
	Rename:       "{user: ada@contoso.example, to: ada.king@contoso.example}",
	Disable:      "ada@contoso.example",
	Enable:       "ada@contoso.example",
	Delete:       "ada@contoso.example",
	Restore:      "ada@contoso.example",
	Purge:        "ada@contoso.example",
	SetManager:   "{user: ada@contoso.example, manager: ben@contoso.example}",
	ClearManager: "ada@contoso.example",
	AddMember:    "{group: Crew, members: [ada@contoso.example]}",
	RemoveMember: "{group: Crew, members: [ada@contoso.example]}",
	Assign:       "{user: ada@contoso.example}",
	Unassign:     "{group: Crew}",
	AddGroup:     "{displayName: Crew, members: [ada@contoso.example]}",
	DeleteGroup:  "Crew",
	RenameGroup:  "{group: Crew, to: Quay Crew}",
}
