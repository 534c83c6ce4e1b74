// Package settings is what one organisation has chosen about how it is served: a mood, single switches, limits, defects, and
// schemas and resource types of its own. It is one JSON document, kept as a whole in the store.
//
//	{
//	  "version": 1,
//	  "mood": "strict",
//	  "seed": 7,
//	  "switches": {"op-case": "entra", "page-size": "awkward"},
//	  "defects": ["resources-null"],
//	  "limits": {"maxResults": 200, "rate": 25},
//	  "schemas": [ … ],
//	  "resourceTypes": [ … ]
//	}
//
//	version         of this format; 1
//	mood            entra, strict or awkward; without it the mood that the organisation was created with
//	seed            what the choices of awkward switches follow from, 0 to 2^53-1
//	switches        by name (package schema has the table); what is not named is as the mood has it
//	defects         names of package defect
//	limits          those of resources.Limits; what is not named has its default
//	schemas         Schema documents, resourceTypes ResourceType documents: see package custom
//
// Everything but version may be left out. [Parse] reads a document strictly and reports all problems with their positions
// (package document). [Settings] is immutable; [Settings.With] makes another one and checks it like a document.
//
// Not modelled: comments, references to files, and settings per provider or token.
package settings
