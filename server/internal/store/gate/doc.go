// Package gate lets a store close in order: calls under way are counted, Close refuses new ones with store.ErrClosed and waits
// for the others.
//
// The stores that own connections or goroutines go through a Gate with every call, so that Close never pulls a connection
// from under somebody. It knows nothing of what the calls do.
package gate
