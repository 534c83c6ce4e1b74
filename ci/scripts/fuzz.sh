#!/usr/bin/env bash
# Runs every fuzz target of the module for a short while, one after another. Usage: fuzz.sh 5s
set -euo pipefail
time=${1:-5s} go=${GO:-go} passed=0
while IFS=: read -r file target; do
	echo "fuzz $target ($(dirname "$file"))"
	"$go" test -run '^$' -fuzz "^${target}\$" -fuzztime "$time" -fuzzminimizetime 20x "./$(dirname "$file")" >/tmp/fuzz.$$ 2>&1 || { cat /tmp/fuzz.$$; rm -f /tmp/fuzz.$$; exit 1; }
	passed=$((passed + 1))
done < <(grep -roE '^func Fuzz[A-Za-z0-9_]+' --include='*_test.go' . | sed -E 's#^\./##; s/func //' | sort)
rm -f /tmp/fuzz.$$
echo "$passed fuzz targets passed"
