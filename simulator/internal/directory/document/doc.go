// Package document reads YAML and JSON files into one kind of tree that remembers where everything stands.
//
// Strict readers of configuration need two things that decoding into structs does not give: every scalar with the text it was
// written in (a postal code 01234 is no number), and the line and column of every key and value for messages. Both formats end
// up as [Node]; what the keys mean is the caller's business.
//
// A name ending in .json, or content beginning with { or [, is read as JSON (RFC 8259, by the strict rules of RFC 7493: no
// duplicate names, valid UTF-8). Everything else is YAML 1.2, one document. Lines and columns count from 1, columns in
// characters.
//
// # Why there is a reader of our own
//
// Plain YAML, as programs write it, is read without the library. A directory of 20,000 users (16 MB, as `entrasim directory generate`
// writes it) takes goccy/go-yaml 12.2 s and this reader 0.46 s, side by side on one machine; a hundred thousand users, which the
// simulator is measured with, would take the library a minute. That is the whole reason: a directory of this size could not be used
// without it. go.yaml.in/yaml/v3, the other library that keeps texts and places, needs 2.8 times as long as this reader, which would
// do, but its syntax errors have no column, and messages that name the place are what this package is for.
//
// The reader accepts only what it understands as the library does; everything else, mistakes included, is the library's. Tests and a
// fuzz target hold the two against each other, so it can be taken out again without anybody noticing but by the clock.
//
// Errors are [*Error] and have the form file:line:column: what; remedy.
//
// Not supported, on purpose: anchors, aliases, merge keys and tags of YAML, and several documents in a file. They are refused
// with a remedy, because a value that is written somewhere else than where it counts makes for messages nobody understands.
package document
