package suites

// Catalogue is every check with its body.
var Catalogue = catalogue

// PartOf tells which ledgers are a run's.
var PartOf = partOf
