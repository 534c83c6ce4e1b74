// Package provlog holds the provisioning log: records in the shape of Microsoft Graph's provisioningObjectSummary
// (entra-engine §8), the words that go into them, and the derivation of their ids.
//
// A log is JSON Lines. A line is either a [Record], one per object and cycle, with the exchanges that it caused under
// "exchanges" (the one property Graph does not have), or the summary of a cycle, wrapped as {"cycleSummary":{…}}.
// Members stand in the order of §8.1's example, details in the order in which they were added; nothing in a line depends
// on map order, and [Writer] writes a line with one call.
//
// Times are UTC. Ids are UUIDs derived from the seed, the job, the cycle and the object ([IDs]), so that the same run
// gives the same log whatever the concurrency.
//
// Values that passed through the Redact function stand as [Redacted] in modified properties and, by way of the client,
// in exchanges; [Record.Redact] covers details, descriptions and error texts.
//
// [Reader] reads a log back, passing over lines that a killed process left unfinished; [CSV] writes the three files of a
// download (§8.4).
//
// Texts follow §8.2 where Microsoft documents them; those without a published sample keep the same pattern. Skip reasons
// other than NotEffectivelyEntitled and RedundantExport are the simulator's own names (engine §12.19).
//
// Not modelled: the query interface of Graph and the retention of 30 or 7 days (§8.4): a log is a file, and whoever has it filters
// it; the older statusInfo; the second spelling of step properties that provision on demand uses (§7), which belongs to the
// facade; and the audit log, with its activities for configuration changes and quarantines (§6.6).
package provlog
