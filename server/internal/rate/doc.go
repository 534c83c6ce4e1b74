// Package rate limits how often something may happen on average, by token buckets, one for each name: an organisation's requests,
// a client's access tokens. Rates are per second; time is the caller's.
//
// Not modelled: rates over several processes, each of which counts for itself. Names are never forgotten, so they must come from
// a set that strangers cannot make larger.
package rate
