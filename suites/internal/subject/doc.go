// Package subject picks what checks of writes work on, from what the target declares, and says what came of it.
//
// # What to write
//
// Texts, Name, Plural and Extension choose attributes of users that the target's schemas declare, that clients may change and
// that are returned by default. Where a target has nothing of the kind the check is not supported. A target that publishes no
// schemas is taken to have the attributes of RFC 7643 §4.1.
//
// Values are plausible (a job title, an e-mail address, a telephone number); e-mail addresses are unique and carry the run's
// marker.
//
// # What came of it
//
// Read, Want and WantElements read again and never look at the echo of a write. Attributes that are absent, null or empty are
// unassigned (RFC 7643 §2.5); elements of multi-valued attributes are compared as sets, by type and value. Names are matched
// in any letter case: the case of names is what CHR checks are about.
//
// Refused demands a status; the scimType is OPTIONAL (RFC 7644 §3.12), so that another one, or none, is a deviation and no
// failure.
//
// Not modelled: attributes of resource types that are neither users nor groups.
package subject
