// Package metrics counts what the server does, for Prometheus.
//
//	entrasim_scim_requests_total{endpoint,method,status}   counter
//	entrasim_scim_request_seconds{endpoint,method}         histogram, from the first byte of the handler to the last
//	entrasim_scim_requests_in_flight                       gauge
//	entrasim_oauth_token_requests_total{outcome}           counter: "issued", or the error code of RFC 6749
//	entrasim_build_info{version}                           always 1
//	go_*, process_*                                        the runtime's own
//
// Endpoint is a name of a small fixed set ("Users", "Users/{id}", …, "unknown") and method one of the known ones or "other",
// so a client cannot make the number of series grow. Lines of help and type are left out. Observing allocates nothing after the first request of its kind.
package metrics
