package scimclient

import (
	"context"

	"github.com/entrasim/entrasim/simulator/internal/mapping"
)

// Kind names what a request is for. The engine thinks in these; the client turns them into Entra's bytes.
type Kind string

// The requests Entra sends (entra-wire-protocol §1.1).
const (
	KindProbeUsers     Kind = "probe-users"     // R1: filter on the matching attribute with a random GUID
	KindProbeGroups    Kind = "probe-groups"    // R2
	KindDiscovery      Kind = "discovery"       // GET /ServiceProviderConfig (dial discovery-probe)
	KindMatch          Kind = "match"           // R3, R9: filter by a matching attribute
	KindRead           Kind = "read"            // R4, R10: by cached id
	KindReferenceCheck Kind = "reference-check" // R7, R14: id eq … and manager eq …
	KindCreate         Kind = "create"          // R5, R11
	KindUpdate         Kind = "update"          // R6, R12, R13
	KindDelete         Kind = "delete"          // R8, R15
	KindToken          Kind = "token"           // R18: fetch an access token (Client.Authorize; Do does not take it)
	KindAccounts       Kind = "accounts"        // R17: a page of all accounts, for account discovery
)

type kindKey struct{}

func withKind(ctx context.Context, k Kind) context.Context {
	return context.WithValue(ctx, kindKey{}, k)
}

// KindOf tells what a request is for that a transport is given; "" for a request of somebody else.
func KindOf(ctx context.Context) Kind {
	k, _ := ctx.Value(kindKey{}).(Kind)
	return k
}

// Resource is the endpoint a request goes to.
type Resource string

// The two endpoints of the default object mappings.
const (
	Users  Resource = "Users"
	Groups Resource = "Groups"
)

// ValueType is the JSON type a target attribute is exported with (entra-engine §5.1 "type").
type ValueType = mapping.ValueType

// Assignment is one attribute of a create body.
type Assignment struct {
	Path     mapping.TargetPath
	Type     ValueType
	Multi    bool // the attribute definition is multi-valued: one value is still written as a list
	Values   []string
	Redacted bool // the values passed through Redact: they are sent, but masked in the exchange
}

// Op is a PATCH operation before the dialect gives it its spelling.
type Op string

// The operations Entra uses; their letter case on the wire depends on the dialect (Q04).
const (
	OpAdd     Op = "Add"
	OpReplace Op = "Replace"
	OpRemove  Op = "Remove"
)

// Change is one attribute change of an update, in mapping order.
type Change struct {
	Op       Op
	Path     mapping.TargetPath
	Type     ValueType
	Multi    bool     // the attribute definition is multi-valued; members are, manager is not
	Values   []string // target ids for references; empty for a removal without value, the old id when a manager is removed
	Redacted bool     // as in Assignment
}

// Request is one logical request, independent of dialect and transport.
type Request struct {
	Cause    string // the log entry or effect it is sent for; goes into the exchange
	Activity string // GUID in ADSCIMVersion, the same for all requests of a cycle; empty means Config.ActivityID
	Kind     Kind
	Resource Resource
	ID       string             // target id for read, update, delete, reference-check
	Match    mapping.TargetPath // attribute asked for by probe, match, reference-check
	Value    string             // its value; for probes the derived GUID
	Create   []Assignment       // create only, in mapping order
	Changes  []Change           // update only
	Redacted bool               // Value passed through Redact: it is sent, but masked in the exchange
	Start    int                // accounts only: 1-based index of the first one
	Count    int                // accounts only: how many are asked for
	OnDemand bool               // provision on demand ignores the tenant URL's flag (Q51)
}
