#!/usr/bin/env bash
# Runs every fuzz target of the module, two at a time with half of the processors each.
#
#   fuzz.sh TIME [LONG]   each for TIME (default 5s); those that strangers' bytes reach first, in the server, for LONG (default TIME)
#
# Prints the output of one that fails and ends there; what it found is below testdata/fuzz of its package, to be committed with
# the repair. Go 1.26's coordinator now and then reports the end of the given time as if the target had failed
# (golang/go#75804, mended in Go 1.27): no input that fails, nothing but "context deadline exceeded". That is no finding.
set -euo pipefail
time=${1:-5s}
export TIME=$time LONG=${2:-$time} GO=${GO:-go}
processors=$(getconf _NPROCESSORS_ONLN)
export WORKERS=$(((processors + 1) / 2))

# What everybody on the network can send to the server: token, resource, PATCH, path, filter, bulk.
export FIRST='
server/internal/tenant FuzzAuthenticate
server/internal/httpapi FuzzResource
server/internal/patch FuzzPatch
server/internal/filter FuzzParsePath
server/internal/filter FuzzParse
server/internal/httpapi FuzzBulk
'

# ended LOG: whether all that the log complains about is that the time was over.
ended() {
	! grep -qE 'Failing input written|panic:|fatal error:|fuzzing process|hung or terminated' "$1" &&
		[ "$(sed -n '/^ *--- FAIL: Fuzz/,/^FAIL$/p' "$1" | sed -e '1d' -e '$d' -e 's/^ *//')" = "context deadline exceeded" ]
}
export -f ended

one() {
	local package=$1 target=$2 time=$TIME log
	if grep -qxF "$package $target" <<<"$FIRST"; then time=$LONG; fi
	log=$(mktemp "${TMPDIR:-/tmp}/fuzz.XXXXXX")
	if "$GO" test -run '^$' -fuzz "^${target}\$" -fuzztime "$time" -fuzzminimizetime 20x -parallel "$WORKERS" "./$package" >"$log" 2>&1; then
		echo "fuzz $target ($package): nothing found in $time"
		rm -f "$log"
		return 0
	fi
	if ended "$log"; then
		echo "fuzz $target ($package): nothing found in $time (ended by golang/go#75804)"
		rm -f "$log"
		return 0
	fi
	echo "fuzz $target ($package): FAILED"
	cat "$log"
	rm -f "$log"
	return 255 # tells xargs to stop
}
export -f one

targets=$(grep -roE '^func Fuzz[A-Za-z0-9_]+' --include='*_test.go' . | sed -E 's#^\./##; s#/[^/]+_test\.go:func # #' | sort)
missing=$(grep -vxFf <(printf '%s\n' "$targets") <<<"$(grep . <<<"$FIRST")" || true)
if [ -n "$missing" ]; then echo "fuzz.sh: there is no such target: $missing" >&2; exit 1; fi
# The long ones first, so that both hands are busy to the end.
{ grep . <<<"$FIRST"; grep -vxFf <(grep . <<<"$FIRST") <<<"$targets"; } | xargs -P 2 -L 1 bash -c 'one "$@"' fuzz
echo "$(wc -l <<<"$targets") fuzz targets passed"
