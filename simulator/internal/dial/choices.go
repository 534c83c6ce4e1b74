package dial

// The values of the enum dials. Each dial has its own type, so that the compiler keeps them apart.
type (
	// FlagMode is a value of patch-flag.
	FlagMode string
	// ProbeMode is a value of group-probe.
	ProbeMode string
	// Literal is a value of disable-literal.
	Literal string
	// Shape is a value of manager-shape.
	Shape string
	// Clear is a value of manager-clear.
	Clear string
	// Presence is a value of group-create-members and user-create-roles.
	Presence string
	// MembersCheck is a value of reference-check-members.
	MembersCheck string
	// Conflict is a value of on-409.
	Conflict string
	// StaleLink is a value of on-stale-link.
	StaleLink string
	// Throttle is a value of on-429.
	Throttle string
	// Late is a value of late-references.
	Late string
	// StepOrder is a value of on-demand-order.
	StepOrder string
	// Primary is a value of create-primary.
	Primary string
	// Outcome is a value of on-delete-404, on-members-returned and string-booleans.
	Outcome string
)

// The choices, in the order of the types above.
const (
	FlagAuto FlagMode = "auto" // as the tenant URL says
	FlagOn   FlagMode = "on"   // dialect P2 whatever the URL says
	FlagOff  FlagMode = "off"  // dialect P1 whatever the URL says

	ProbeAuto ProbeMode = "auto" // when the group mapping is enabled
	ProbeOn   ProbeMode = "on"
	ProbeOff  ProbeMode = "off"

	LiteralAuto    Literal = "auto"    // string in P1, boolean in P2
	LiteralString  Literal = "string"  // "False"
	LiteralBoolean Literal = "boolean" // false; with P1 this is the hybrid P1b

	ShapeAuto Shape = "auto" // M1 in P1, M2 in P2
	ShapeM1   Shape = "m1"   // {"op":"Add","path":"urn:…:manager","value":"id"}
	ShapeM2   Shape = "m2"   // {"op":"add","path":"urn:…:manager","value":"id"}
	ShapeM3   Shape = "m3"   // {"op":"Add","path":"manager","value":[{"$ref":"…","value":"id"}]}
	ShapeM4   Shape = "m4"   // {"op":"add","path":"urn:…:manager","value":{"value":"id"}}

	ClearAuto   Clear = "auto"   // remove in P1, filter in P2
	ClearEmpty  Clear = "empty"  // {"op":"replace","path":"urn:…:manager","value":{"value":""}}
	ClearFilter Clear = "filter" // {"op":"remove","path":"manager[value eq \"id\"]"}
	ClearRemove Clear = "remove" // {"op":"Remove","path":"urn:…:manager"}

	PresenceEmpty  Presence = "empty"  // sent as []
	PresenceAbsent Presence = "absent" // not sent

	MembersCheckOff      MembersCheck = "off"
	MembersCheckExcluded MembersCheck = "excluded-members" // …&excludedAttributes=members
	MembersCheckID       MembersCheck = "attributes-id"    // …&attributes=id

	ConflictFail    Conflict = "fail"    // the create fails; the next cycle matches again
	ConflictRematch Conflict = "rematch" // match again at once and update what is found

	StaleLinkInvalidAnchor StaleLink = "invalid-anchor" // the object fails until the job is restarted
	StaleLinkRematch       StaleLink = "rematch"        // drop the link, match again, create if nothing is found

	ThrottleNextCycle  Throttle = "next-cycle"  // a failed export like any other
	ThrottleRetryAfter Throttle = "retry-after" // the request waits for Retry-After and is repeated
	ThrottlePauseJob   Throttle = "pause-job"   // the whole job waits for Retry-After

	LateUntilRestart Late = "until-restart" // an object that comes into scope later is not linked
	LateNextCycle    Late = "next-cycle"    // it is linked as soon as it is in the target

	MatchFirst StepOrder = "match-first" // the target is read before scope is decided, as in cycles
	ScopeFirst StepOrder = "scope-first" // an object out of scope is not looked up

	PrimaryWorkMail Primary = "work-mail" // primary: true on the work e-mail only
	PrimarySample   Primary = "sample"    // and false on addresses, true on the work telephone

	OutcomeFail    Outcome = "fail"
	OutcomeSucceed Outcome = "succeed"
)
