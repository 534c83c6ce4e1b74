// Package faketarget is a small SCIM endpoint for the simulator's own tests. It understands what Entra sends and nothing
// more, keeps resources as flat maps from Entra's attribute paths to values, derives ids from what was created, so that they
// do not depend on the order of requests, and remembers every request.
//
// It is no reference for anything: the reference server is another product on the far side of a wall.
package faketarget
