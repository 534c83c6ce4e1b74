#!/usr/bin/env bash
# gosec over everything but the tests. What it is told to leave alone stands here, each with its reason; anything else it finds
# is a failure. In code an exception is a comment like `#nosec G304 -- reason`, with rule and reason.
set -euo pipefail
tool=${TOOL:-go tool -modfile=ci/tools/go.mod}

# Rules that are off.
off=(
	G104 # unhandled errors: errors are checked by reading; what it finds is strings.Builder, which cannot fail
	G115 # integer conversions: it does not see the bound that is checked before, nor that a hash is cut on purpose
)

# path (regular expression) ; rules ; reason
exceptions='
(server|simulator|suites)/.*(target|token)\.go$ ; G101 ; names of flags, paths and statements that have to do with tokens; no token
server/internal/bench/child\.go$ ; G204 ; starts itself
simulator/cli/logfile\.go$ ; G302 ; a provisioning log is for others to read; secrets in it are masked
(server|simulator|suites)/cli/.*\.go$ ; G304 ; the file is named by the person at the command line
simulator/internal/(directory|mapping)/load\.go$ ; G304 ; the file is named by the person at the command line
(server/internal/store|simulator/internal/job)/sqlite/(lock|vfs_unix)\.go$ ; G304 ; a fixed name in the data directory
server/internal/store/sqlite/restore\.go$ ; G304 ; the file is named by the person at the command line
server/internal/oauth/keyset/source\.go$ ; G304 ; a regular file named by the operator
server/internal/bench/run\.go$ ; G304 ; the file is named by the person at the command line
simulator/internal/directory/id\.go$ ; G401,G505 ; SHA-1 makes ids, as RFC 9562 version 5 does; nothing is protected by it
simulator/transport\.go$ ; G402 ; TLS as Entra speaks it; certificates are left unchecked only where the user asks for it
simulator/internal/validator/wire/client\.go$ ; G402 ; certificates are left unchecked only where the user asks for it
(server/cli/registration|suites/cli/target)\.go$ ; G402 ; --insecure, or a process on this machine that proves itself by its instance
(simulator|server)/internal/(expr|directory|validator/sample|defect/wire|store/storetest)/.*\.go$ ; G404 ; a seeded sequence that can be repeated; nothing secret comes from it
server/internal/store/storetest/reference\.go$ ; G602 ; the length is checked at the top of the function
server/internal/(oauth/token|admin/message)\.go$ ; G705 ; the body is JSON and says so, with nosniff
'
rules=
while IFS=';' read -r path names _; do
	[ -n "${path// /}" ] || continue
	rules+="${rules:+;}${path// /}:${names// /}"
done <<<"$exceptions"
# shellcheck disable=SC2086 # the tool is a command with arguments
$tool gosec -quiet -fmt golint -exclude-dir=ci -exclude="$(IFS=,; echo "${off[*]}")" -exclude-rules="$rules" \
	-nosec-require-rules -nosec-require-justification ./...
