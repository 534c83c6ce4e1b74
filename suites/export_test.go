package suites

// Catalogue is every check with its body.
var Catalogue = catalogue
