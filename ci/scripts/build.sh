#!/usr/bin/env bash
# Compiles one static binary: no cgo, no paths of the building machine, no symbol table.
#
#   build.sh OUTPUT VERSION [LIMIT]   with LIMIT, a binary of more bytes than that is a failure
#
# With inlining everywhere the binary is 10 % larger. The compiler does not inline in code that is not hot: the command lines, the
# suites (they wait for a target), what runs once at the start, and the libraries of these. Requests, cycles, stores and what they
# stand on are compiled as ever; a later pattern wins over an earlier one.
set -euo pipefail
output=$1 version=$2 limit=${3:-}
module=github.com/entrasim/entrasim

hot=(
	std
	modernc.org/...
	github.com/jackc/...
	github.com/go-json-experiment/...
	"$module/server/..."
	"$module/simulator/..."
)
# Parts of the above that are not.
cold=(
	go/... encoding/gob encoding/xml net/rpc html/... text/... image/... math/big database/... log/... flag testing net/http/httptest
	vendor/... crypto/x509 crypto/tls regexp/syntax compress/... mime/...
	"$module/"{server,simulator}/cli/...
	"$module/server/internal/"{admin,oauth,defect}/...
	"$module/simulator/internal/"{scenario,validator,mapping,dial}/...
)
flags=(-gcflags=all=-l)
for pattern in "${hot[@]}"; do flags+=("-gcflags=$pattern="); done
for pattern in "${cold[@]}"; do flags+=("-gcflags=$pattern=-l"); done

CGO_ENABLED=0 ${GO:-go} build -trimpath "${flags[@]}" -ldflags "-s -w -funcalign=8 -X main.version=$version" -o "$output" .

size=$(wc -c <"$output")
if [ -n "$limit" ] && [ "$size" -gt "$limit" ]; then
	echo "build.sh: $output has $size bytes, more than the $limit it may have: go tool nm -size -sort size tells what is large in a build without -s -w" >&2
	exit 1
fi
