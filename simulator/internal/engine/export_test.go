package engine

// Exceeded makes the thresholds testable without forty thousand failures.
var Exceeded = exceeded
