package simulator

import (
	"github.com/entrasim/entrasim/simulator/internal/directory"
)

// Directory is the source of truth: users, groups, managers, memberships, and assignments to the enterprise application.
// Its methods change it as an administrator would: AddUser, SetAttr, Rename, Disable, Enable, SoftDelete, Restore,
// HardDelete, SetManager; AddGroup, AddMember, RemoveMember; Assign, Unassign; and Schedule, for changes at a later time.
// It is safe for concurrent use.
type Directory = directory.Directory

// User is what a new user is made of.
type User = directory.User

// Group is what a new group is made of.
type Group = directory.Group

// Object is a snapshot of a user or group.
type Object = directory.Object

// Action is a change that can be scheduled.
type Action = directory.Action

// Played is a scheduled change or a purge that has taken place.
type Played = directory.Played

// DirectoryOptions say what kind of directory to make.
type DirectoryOptions = directory.Options

// The kinds of objects.
const (
	KindUser  = directory.KindUser
	KindGroup = directory.KindGroup
)

// NewDirectory returns an empty directory with the default options.
func NewDirectory() *Directory { return directory.New(directory.Options{}) }

// NewDirectoryWith returns an empty directory.
func NewDirectoryWith(o DirectoryOptions) *Directory { return directory.New(o) }

// LoadDirectory reads a directory from a YAML or JSON file. Errors name line and column.
func LoadDirectory(path string) (*Directory, error) { return directory.LoadFile(path) }

// GenerateDirectory makes up a directory of realistic people, for example "users=5000,groups=120,seed=7".
func GenerateDirectory(spec string) (*Directory, error) { return directory.Generate(spec) }

// ParseDirectory reads a directory from YAML or JSON; the name stands in errors.
func ParseDirectory(name string, data []byte) (*Directory, error) {
	return directory.Parse(name, data)
}
