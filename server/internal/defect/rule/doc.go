// Package rule reads faults that are written down as data, and acts them out.
//
// A rule file is YAML 1.2, one document, without anchors, aliases and tags:
//
//	defects:
//	  - name: error-status-number              lower-case words joined by hyphens
//	    title: status of an error is a number
//	    models: the type of the status line    whose mistake it is, and what comes of it
//	    source: RFC 7644 §3.12 violated, Q22   a quirk, an issue, or the section that is violated
//	    checks: [ERR-002]                      ids of the checks that should notice it
//	    front: true                            only for faults in front of authentication
//	    rules:
//	      - when: {status: [4xx, 5xx]}
//	        answer: [document: [retype: {at: status, to: number}]]
//
// A rule reacts to the exchanges that meet all conditions of "when" (all exchanges, without it). It changes the request on its
// way in (request), gives an answer of its own (instead), or changes the right answer on its way out (answer), in this order.
// The rules of a defect are looked at in their order, each seeing what those before it have changed; an answer given instead
// ends the round. A rule with a condition on the answer cannot touch the request, which is gone by then.
//
// # Conditions
//
//	method: [GET, …]              endpoint: [Users, …]        other-endpoint: [Users, …]   the first segment of the path
//	on: collection | resource | search | elsewhere            path: P                      the escaped path of the URL
//	query: [filter] | {count: P}  without-query: [count]      other-query: [filter, …]     a parameter besides these is there
//	header: {Accept: P}           without-header: [Accept]
//	body: {AT: P}                 without-body: [AT]          raw-body: P                  of the request
//	filter: {operator: [co], attribute: P, literal: P, text: P, has: [and, or, not, value-path]}
//	operation: {op: [add], path: P, value: [string, array, …, none], value-text: P}        one of a PATCH
//	status: [404, 5xx]            answer: {AT: P}             without-answer: [AT]         of the answer
//	every: N   first: N   after: N   probability: 0.1         of those that meet all others; chance is seeded
//
// P is a regular expression (RE2), or what does not match it when an exclamation mark stands in front. AT is a path: names
// joined by slashes, "*" for each element of an array, "**" for a value and everything in it, "." for the whole document. Names
// are found in any letter case. A filter condition also looks into the body of a search.
//
// # Requests
//
//	drop-query: [count]     set-query: {count: 100}    header: {Accept: text/html}    drop-header: [If-Match]
//	method: PUT             path: lower | {pattern: P, with: S}                       below the base, begins with a slash
//	body: [CHANGE, …]       raw-body: {pattern: P, with: S}                           delay: DELAY
//	filter: {operator: {sw: co}, join: and|or, keep: first|last, drop-not: true, split-path: true,
//	         reorder: left-to-right|without-parentheses, attribute: {pattern: P, with: S}, literal: lower|…|{pattern: P, with: S}}
//	operations: {where: {…}, op: add, path: {pattern: P, with: S}, drop: true, drop-value: true, clear: true, last-first: true,
//	             change: [CHANGE, …]}                       clear removes what the path names before; change sees the operation
//
// # Answers
//
//	instead:  {status: 400, scimType: S, detail: S, header: {…}}                            a SCIM error
//	          {status: 200, body: S, media-type: S, location: "{base}{path}{query}", header: {…}}   something else
//	          {reset: true}                                                                 the end of the connection
//	answer:   status: 200     error: {…as instead}     header: {…}     drop-header: […]     media-type: S
//	          document: [CHANGE, …]    resource: [CHANGE, …]    in each resource the answer holds; errors hold none
//	          body: S    prefix: S    suffix: S    truncate: N (honestly)    hang-up: N (after N bytes; 0: at once)
//	          slow: {bytes: N, pause: D}    delay: DELAY
//
// DELAY is 250ms, {from: 5ms, to: 2s}, or a list of {wait: D, weight: N} to choose from.
//
// # Changes of JSON
//
//	remove, nullify, wrap (in a list), unwrap (first element, or "value"), flatten (into the object around),
//	duplicate (the first element), reverse, shuffle: AT or a list of them
//	set, default (only when missing), append: {at: AT, value: V}    rename: {at: AT, to: S}    copy: {from: AT, to: AT}
//	echo: AT (what the client sent there)    add: {at: AT, by: N}    first: {at: AT, keep: N}
//	retype: {at: AT, to: string|number|decimal|boolean|title-string}    replace: {at: AT, pattern: P, with: S}
//	recode: {at: AT, to: lower|upper|trim|ascii|latin1|cut|mirror}
//
// # Errors
//
// Everything unknown or misplaced is an [*Error] with file, line and column, and with the nearest known word where there is one.
//
// Not modelled: memory of earlier exchanges beyond counting them. Faults that remember what they saw are written in Go.
package rule
