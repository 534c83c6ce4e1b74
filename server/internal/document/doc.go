// Package document reads JSON documents that people write (settings, schemas, resource types) and says where they are wrong.
//
// [Parse] turns the text into a tree of [Node]s that know where they stand. Its methods take a value out as a type and note
// a problem when it is not of that type, so that a reader goes through the whole document once and reports everything that
// is wrong with it at once:
//
//	root, err := document.Parse("settings.json", data, document.Limits{})
//	fields := root.Fields("version", "mood")
//	mood := fields.Get("mood").Text()
//	return root.Err()
//
// A nil *Node is a value that is not there: its methods return zero values and note nothing.
//
// # Strictness
//
// JSON as in RFC 8259 and I-JSON (RFC 7493): valid UTF-8, one value, no trailing data, no duplicate names. Members that are not
// known are problems, with the name that may have been meant. Size, depth and the number of problems are bounded.
//
// # Errors
//
// [Problems], in the order of the document; each is one line: file:line:column, the path to the value in the notation
// switches.op-case or attributes[2].name, what is wrong, and what would be right. Lines and columns count from 1, columns in
// characters.
//
// Not modelled: comments, and numbers beyond what int64 and float64 hold.
package document
