// Package standin is a small SCIM endpoint for the tests of package validator: it does right what Microsoft's tools look
// at, and each of its [Defect]s makes it do one thing wrong. Ids are derived from what is created, so that they are the same
// on every run.
//
// It stores documents as they come and understands the paths of Entra's attribute lists; it is no reference for anything.
// Errors are SCIM errors.
package standin
