// Package profile turns the settings of organisations into what the SCIM port needs to know about them: schemas, mode, limits,
// and what stands around the port. It is the resources.Profiles of the server, and where settings are read and changed.
//
//	settings document (package settings)          resources.Profile
//	  mood, seed, switches                          Mode
//	  schemas, resourceTypes (package custom)       Registry
//	  limits, within those of the server            Limits
//	  switches on answers (package awkward)         Wrap, inside
//	  defects (package defect)                      Wrap, outside
//
// A Profile is made once per version of the settings. In a process that has the store to itself it is found without asking
// the store; where several processes share one, every request asks for the version, so a change holds everywhere at once.
//
// Changes are read, decided and written in one transaction: two that come at the same time both happen.
//
// # Errors
//
// Bad changes are refusals (package refusal) with the problems of package document. A stored document that cannot be read is the
// server's failure; a defect in it that this program does not have is left out, with a warning in the log.
//
// Not modelled: settings per provider or token, and a history of settings.
package profile
