// Package awkward makes a SCIM handler legal but inconvenient, for clients that rely on more than the RFC promises: small
// pages, lists and names in any order, 200 or 204, nulls, odd forms of times, versions, ids and JSON. It acts on the choices
// "awkward" of package schema's switches, each on its own.
//
//	wrap := awkward.Wrap(awkward.Config{Mode: mode, Registry: registry, …})   // nil when nothing is inconvenient
//
// The handler inside does the work and knows nothing of it; requests and answers are rewritten on their way. Answers stay true:
// no value is changed, only how it is written, except that a page may be smaller than asked for.
//
//	switch           on the way in                          on the way out
//	page-size        count is lowered (URL and .search)
//	list-order                                              Resources in another order, unless sortBy was given
//	element-order                                           arrays inside resources in another order
//	attribute-order                                         members of objects in another order
//	unassigned                                              some attributes without value as null or []
//	time-form                                               meta.created, meta.lastModified
//	etag-form        If-Match, If-None-Match, bulk version  ETag, meta.version, bulk version
//	json-form                                               white space, escapes
//	media-type                                              Content-Type without charset
//	error-detail                                            errors without detail, but for 413, which names the limit
//	id-form                                                 see [ID]; the handler calls it when it makes an id
//	patch-answer                                            the handler's own business
//
// All choices follow from Mode.Seed and what the answer is about (a resource's id and version, a query), not from when it is
// asked for: the same question has the same answer, whatever else happens.
//
// Not modelled: another order of what .search answers, redirects, chunked answers, strong entity-tags, and the order of operations in bulk answers.
package awkward
