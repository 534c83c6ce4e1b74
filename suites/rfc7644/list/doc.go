// Package list holds a target to the lists and pages of RFC 7644 §3.4.2 and §3.4.2.4: the LST checks.
//
// LST-001 to 005 only read, whatever the target holds, and are part of the profile smoke. The others look at the run's own people
// (package people), found by a filter that finds nobody else, because other clients may be at work at the same time. Where no
// filter does that, those that have to count are skipped, and the others look at everybody without counting.
//
//	form.go      LST-001 to 005                     the ListResponse
//	count.go     LST-006, 007, 010, 011, 012, 018   sizes of pages
//	start.go     LST-008, 009, 013 to 015           where pages begin, and what they add up to
//	content.go   LST-016, 017                       what is in them
//
// A list that is no ListResponse, or whose totalResults is wrong in general, is found once (LST-001, LST-013) and presupposed by
// the rest.
//
// Not modelled: paging by cursor (CUR checks).
package list
