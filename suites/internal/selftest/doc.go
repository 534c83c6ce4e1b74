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
// What checks are proven with, without Ginkgo's global tree:
//
//   - Moods runs checks against the reference server in every mood and expects no findings but those listed with a reason.
//     Package suites does that with the whole catalogue (TestNoMoodIsAccused); suites/testdata/differences.yaml is the list.
//   - Catches turns the server's named defects on, one by one, and expects the checks listed to find them; a check that no
//     defect makes speak must be listed with the reason. Each package of checks has a table of its own.
//   - ExtendedMoods and ExtendedCatches do the same with a server that has schemas and a resource type of its own
//     (testdata/extended.json), and know a few faults more that show only there.
//   - Matrix is the whole table: under each of the server's named defects exactly those checks find fault that the defect
//     lists, and testdata/matrix.yaml says what else there is to know: what cannot be exact, what cannot be proven, and why.
//     Page writes it down with the mutation score.
//   - Run and Reference.Run judge any handler in this process and return the verdicts; any number of runs may be under way.
//
// Target picks what the spec packages are run against by `go test` and `ginkgo -p`: ENTRASIM_URL with ENTRASIM_TOKEN when they
// are set, otherwise a reference server.
//
// Not modelled by Plain: authentication beyond one token, PUT, sorting, any filter but eq (also of one element by its type)
// joined by and.
package selftest
