// Package syncschema holds the synchronization schema of Microsoft Graph as Go types: what a provisioning job's
// mappings look like when they are exported from the portal or read through Graph (graph-synchronization §3.3 and §4,
// engine §9).
//
// Parse is strict about what it knows and keeps what it does not know: a member with the wrong type, a repeated member
// or an unknown enum value is an error with line, column and JSON pointer; an unknown member is kept in the Unknown
// field of its object and written again by Marshal. Members that are absent take the first value of their enum, as in
// Graph: flowBehavior FlowWhenChanged, flowType Always, flowTypes Add,Update,Delete, enabled true, type Attribute.
//
// The package knows shapes only. What a mapping means, and whether it can work, is package mapping's business.
//
// Not modelled: containerFilter and groupFilter are kept as they are and have no effect, as in jobs whose source is
// Entra.
package syncschema
