// Package sample makes up the values that Microsoft's tools fill their bodies with: words of twelve capitals, faker-like
// names and addresses, GUIDs (quirks VAL; the forms are those of the public result files).
//
// A [Source] is seeded: the same seed and the same label give the same values, whatever other sources have given. Names
// of users and groups carry a marker, so that a person who finds one knows where it comes from; the marker is derived
// from the seed. Two runs with one seed use the same names and must not meet in one endpoint.
//
// Nothing here can fail.
//
// Not modelled: the tools' word lists; only the shapes are theirs.
package sample
