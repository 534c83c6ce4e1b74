// Package defect is the registry of faults that the reference server can have on purpose. Each stands for something that real
// service providers get wrong; with it turned on for an organisation, the server gets exactly that wrong and nothing else.
//
//	registry := defect.NewRegistry(builtin.All()...)      // faults written in Go
//	err := registry.AddRules("errors.yaml", data)         // faults written as data, see package rule
//	wrap, err := registry.Compile(names, env)             // nil for no names: nothing is in the way, nothing is paid
//	handler = wrap(handler)
//
//	package   what is in it
//	wire      request and answer as a defect sees them
//	builtin   the faults written in Go, among them all of the list "What SCIM servers get wrong"
//	rule      the language of rules
//
// # What a defect says about itself
//
// Name is how it is turned on: lower-case words joined by hyphens. Title says in one line what the server does. Models says
// whose mistake it is, Source where it is documented: a quirk (Q01), its number in the list of defects (#1), or the section
// of a standard that is violated. Checks are the ids of the conformance checks that should notice it.
//
// # Where a defect acts
//
// Behind authentication, around the SCIM handler of one organisation. Those with Front set are about authentication or
// about the wall between organisations; they stand around the whole SCIM port and can be turned on for the whole server only
// ([Registry.CompileFront]).
//
// A chain is compiled per organisation, and memory that its defects keep (what was stored before, how many requests came)
// belongs to that chain: compile anew to forget. The first name stands nearest to the client. All of it is safe for
// concurrent use.
//
// # Errors
//
// Unknown names and names that do not belong where they are used give an [*UnknownError] or a [*PlaceError]; both say what
// would be right. Mistakes in rules are errors with line and column.
//
// Not modelled: faults of TLS, of the TCP listener and of the database.
package defect
