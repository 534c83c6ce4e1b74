// Package selftest proves that the suites find faults, and only where there are some.
//
// Three targets:
//
//   - Reference starts the project's own server in this process. It is right, so every check must pass.
//   - Plain is a second, hand-written service provider: small, right, and different in everything the RFC leaves open (204
//     without a body for PATCH, members only on request, no meta, no discovery, other people's data all over the place).
//     Every check must pass here too: what fails was a habit of the reference server and no rule.
//   - Defects stand in front of a right target and break one thing each. A table says which checks must fail under which
//     defect, and no others may; every check must be seen to fail under at least one.
//
// Target picks what the spec packages are run against by `go test` and `ginkgo -p`: ENTRASIM_URL with ENTRASIM_TOKEN when they
// are set, otherwise a reference server.
//
// Not modelled by Plain: authentication beyond one token, PUT, sorting, any filter but eq joined by and.
package selftest
