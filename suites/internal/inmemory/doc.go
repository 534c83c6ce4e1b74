// Package inmemory serves an http.Handler to one transport without a socket: requests and answers go through net/http as they
// do over TCP (framing, Content-Length, HEAD, aborted answers), the bytes through pipes of this process.
//
//	s := inmemory.Serve(handler)
//	defer s.Close()
//	client := &http.Client{Transport: s.Transport()}
//
// Whatever host a URL names, the handler answers; only plain http is spoken. Close ends what is under way and waits for it.
//
// Not modelled: what a network adds (latency, connections that break half-way, TLS).
package inmemory
