// Package validator acts out two testing tools of Microsoft against a SCIM endpoint: the Microsoft Entra SCIM Validator and
// the validation Logic App of the app gallery. Beside the provisioning service and provision on demand they are the other
// two clients that reports call "Entra" (quirks, introduction: VAL and GAL).
//
//	trial       what a test is, what came of it, and the two opinions on it: the tool's and the RFC's
//	validation  the validator's tests: 25 mandatory, 7 preview (wire §14)
//	gallery     the gallery's 25 tests (wire §15)
//	attribute   what an endpoint is tested with: default attributes, /Schemas, or an uploaded schema
//	sample      made-up values
//	resource    SCIM documents as trees
//	wire        the requests as the tools write them
//
// [Run] carries the tests out one after the other and returns a [Report]. Requests, bodies and demands follow the evidence
// as far as it goes; every test carries its mark. The same seed gives the same requests, but for the ids that the endpoint
// gives.
//
// # Data
//
// Everything created is marked: user names end in the marker of the seed, names of groups contain the word entrasim. It is
// removed when a tool is through, also after failures and when ctx has ended; what could not be removed is listed in
// Report.Left.
// Writing to anything but this machine takes Config.AllowWrites.
//
// # Errors
//
// [*ConfigError] for settings nothing can be done with, before anything is sent; [*Refused] when the endpoint does not
// accept the token; [*wire.NetworkError] when it does not answer; the error of ctx. The report is complete in each case:
// tests that did not run say so. What an endpoint does wrong is never an error.
//
// # Not modelled
//
// See the packages. The gallery's tests of Entra's own sign-in (Federated_Identity_Test) need a tenant; the other tests
// that go through Entra there are acted out by the simulator's own provisioning job, on a virtual clock.
package validator
