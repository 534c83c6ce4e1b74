// Package gate lets a store close in order: calls under way are counted, Close refuses new ones with store.ErrClosed and waits
// for the others.
package gate
