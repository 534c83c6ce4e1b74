// Package people makes the users that the checks of queries look for: five of them, created once per run, changed by none.
//
//	      userName         displayName  title     name.familyName  e-mails, first and primary   externalId
//	Dana  …-d@…            alpha-…      Engineer  Dorn             other z-…, work c-…          …-Kappa
//	Alma  …-a@…            Bravo-…                Acker            other y-…, work a-…          …-beta
//	Egon  …-e@…            charlie-…    Analyst   Ebel             other x-…, work e-…          …-alpha
//	Bert  …-b@…            Delta-…      Clerk     Brandt           other w-…, work b-…          …-Omega
//	Cora  …-c@…            echo-…       Buyer     Clausen          other v-…, work d-…          …-Delta
//
// Names carry the run's marker, so that other people's data changes nothing. They come in no order by any attribute; letter
// case mixes where ASCII and case-insensitive order differ. Attributes that the target's schema does not declare are left out,
// and what a check expects follows from what the target shows on a read (Person.Seen), not from what was sent: whether a create
// stores what it is given is for others to say.
//
// Filters are evaluated over these people only. A set filter that finds exactly them is looked for once: userName sw, then co,
// then the five names joined by or. Where none works, or none can be joined with and, an expression is asked of each user by
// itself. Where and itself does not work there is nothing to be told, and checks that need it are skipped: FLT-012 is about that.
package people
