package job

import (
	"fmt"
	"strings"
	"time"
)

// Class says which of an object's operations failed. References fail apart from their object, are retried
// apart, and do not count for two of the three quarantine thresholds (engine §6.1, §6.3).
type Class string

// The classes of escrowed operations.
const (
	Object  Class = "object"
	Manager Class = "manager"
	Members Class = "members"
)

// Reference reports whether failures of the class are reference failures.
func (c Class) Reference() bool { return c != Object }

// Key identifies an escrow.
type Key struct {
	Object string
	Class  Class
}

// MarshalText writes the key as class:object, so that it can be a member name.
func (k Key) MarshalText() ([]byte, error) {
	return []byte(string(k.Class) + ":" + k.Object), nil
}

// UnmarshalText reads what MarshalText wrote.
func (k *Key) UnmarshalText(text []byte) error {
	class, object, ok := strings.Cut(string(text), ":")
	if !ok || object == "" {
		return fmt.Errorf("read escrow key %q: want class:object", text)
	}
	switch c := Class(class); c {
	case Object, Manager, Members:
		k.Object, k.Class = object, c
		return nil
	}
	return fmt.Errorf("read escrow key %q: class %q is none of object, manager, members", text, class)
}

// Escrow is a failed operation that waits for its retry.
type Escrow struct {
	Object string    `json:"object"`
	Kind   Kind      `json:"kind"`
	Class  Class     `json:"class"`
	Code   string    `json:"code"` // error code of the last failure, §6.2
	First  time.Time `json:"first"`
	Last   time.Time `json:"last"`
	Next   time.Time `json:"next"`
	// Retries counts the attempts after the first one.
	Retries int `json:"retries"`
	// Adds and Removes are the members (source ids) that could not be written; class members only.
	Adds    []string `json:"adds,omitempty"`
	Removes []string `json:"removes,omitempty"`
}

// Key returns the escrow's key.
func (e Escrow) Key() Key { return Key{e.Object, e.Class} }

// Lifetime is how long a failed operation is retried after its first failure (engine §6.1).
const Lifetime = 28 * 24 * time.Hour

// Reference is a reference that could not be written because the object it points to is not in the target.
type Reference struct {
	Object string `json:"object"` // the user whose manager, or the group whose member, is missing
	Class  Class  `json:"class"`
}
