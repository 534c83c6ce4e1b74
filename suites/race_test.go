package suites_test

import "testing"

// sameWays skips a test under the race detector (-short): its runs take the ways that those of TestNoMoodIsAccused, TestMatrix and
// the packages of checks take, which are watched.
func sameWays(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: TestNoMoodIsAccused and TestMatrix go the same ways")
	}
}
