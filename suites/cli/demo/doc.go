// Package demo acts out the customer guide for provisioning from Microsoft Entra ID, end to end and for real: the reference
// server with profile wando on free ports, durable on disk in a temporary directory; the simulated provisioning service
// with the guide's mappings; an administrator, the support contact and Entra each doing their part of the ten steps; then a
// virtual day of joiners, movers and leavers; and at the end who has which role and why, and whether the target agrees
// with the source.
//
// Everything goes over HTTP, as it would with somebody else's endpoint: SCIM to the SCIM port, the support contact's work
// to the admin API. The final comparison reads the target with plain GETs and its own eyes, not with the simulator's.
// This is, beside tests and the self-test of the suites, the one place where the server's facade is used.
//
// The run is repeatable: directory, clock, ids and probe values depend on the embedded directory file and the seed. What
// differs between runs is the free ports and the secret token. Nothing is left behind.
package demo
