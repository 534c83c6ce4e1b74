// Package raw reads JSON where it lies: a value is a piece of the text, found by skipping what comes before it, and nothing is
// decoded but the strings and numbers that are asked for.
//
// The texts are documents that this program wrote, so they are valid. In one that is not, whatever is found up to the fault
// counts, and nothing fails.
package raw
