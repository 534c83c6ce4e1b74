// Package discovery holds a target to what it says about itself: the DSC checks, on RFC 7643 §5 to §8.7 (ServiceProviderConfig,
// ResourceType, Schema) and RFC 7644 §4 (the endpoints they are served at).
//
//	provider.go         DSC-001 to 005   /ServiceProviderConfig
//	types.go            DSC-006 to 011   /ResourceTypes
//	schemas.go          DSC-012 to 015, 023, 029   /Schemas and its URNs
//	characteristics.go  DSC-016 to 019   what is published of every attribute
//	core.go             DSC-020, 021     the core User and Group
//	honesty.go          DSC-022, 027, 028   does the target do what it says
//	parameters.go       DSC-024, 025     query parameters are ignored, filters refused
//	readonly.go         DSC-026          nothing can be written
//	stability.go        DSC-030, 031     the same at every read; a fingerprint
//	document.go         reading the documents as they came
//
// Documents are looked at as they came, not as the harness reads them for its gates, because here it matters what is left out.
// A check on the content of a document that cannot be read at all is skipped: DSC-001, 006 and 012 say so (one cause, one
// failure). Whether errors have the form of RFC 7644 §3.12 is for ERR checks.
//
// The schemas that describe discovery itself (ServiceProviderConfig, ResourceType, Schema) need not be published, and where
// they are, DSC-016 to 019 leave them alone: the RFC's own text of them (§8.7.2) does not follow its rules throughout.
package discovery
