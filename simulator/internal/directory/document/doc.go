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
// Plain YAML, as programs write it, is read by a small reader of our own, because the library takes about half a minute for a
// hundred thousand users. It accepts only what it understands as the library does; everything else, mistakes included, is the
// library's.
//
// Errors are [*Error] and have the form file:line:column: what; remedy.
//
// Not supported, on purpose: anchors, aliases, merge keys and tags of YAML, and several documents in a file. They are refused
// with a remedy, because a value that is written somewhere else than where it counts makes for messages nobody understands.
package document
