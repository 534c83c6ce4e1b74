#!/usr/bin/env bash
# gosec over everything but the tests. What it is told to leave alone stands here, each with its reason; anything else it finds
# is a failure. In code an exception is a comment like `#nosec G304 -- reason`, with rule and reason.
set -euo pipefail
tool=${TOOL:-go tool -modfile=ci/tools/go.mod}

# Rules that are off.
off=(
	G104 # unhandled errors: errors are checked by reading; what it finds is strings.Builder, which cannot fail
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
server/backup\.go$ ; G304 ; a name in the data directory, made there
server/internal/oauth/keyset/source\.go$ ; G304 ; a regular file named by the operator
server/internal/bench/run\.go$ ; G304 ; the file is named by the person at the command line
suites/(rfc7644|internal/selftest)/.*\.go$ ; G101 ; a made-up password that is asked to stay secret, and the name of a client; no secret
suites/(robustness/shrink|internal/harness/token)\.go$ ; G404 ; a seeded sequence that can be repeated; nothing secret comes from it
simulator/internal/scenario/stage\.go$ ; G402 ; certificates are left unchecked only where the user asks for it
simulator/internal/directory/id\.go$ ; G401,G505 ; SHA-1 makes ids, as RFC 9562 version 5 does; nothing is protected by it
simulator/transport\.go$ ; G402 ; TLS as Entra speaks it; certificates are left unchecked only where the user asks for it
simulator/internal/validator/wire/client\.go$ ; G402 ; certificates are left unchecked only where the user asks for it
(server/cli/registration|suites/cli/target)\.go$ ; G402 ; --insecure, or a process on this machine that proves itself by its instance
(simulator|server)/internal/(expr|directory|validator/sample|defect/wire|store/storetest)/.*\.go$ ; G404 ; a seeded sequence that can be repeated; nothing secret comes from it
server/internal/(awkward/tag|schema/sort)\.go$ ; G115 ; the bytes of a number, cut out on purpose; a sign bit turned over
server/internal/awkward/write\.go$ ; G115 ; UTF-16 units, below 2^16 by what EncodeRune returns
server/internal/awkward/request\.go$ ; G115 ; a remainder of an int
server/internal/(custom/schema|defect/rule/when_filter)\.go$ ; G115 ; an index into a list of names, which the name has been checked to be in
server/internal/resources/ids\.go$ ; G115 ; a UUID holds the low 48 bits of the time (RFC 9562 §5.7)
server/internal/resources/ticket\.go$ ; G115 ; counts and lengths are bounded by limits and bodies; what is read back has been authenticated
server/internal/settings/parse\.go$ ; G115 ; the number has been read as one from 0 up
server/internal/store/postgres/text\.go$ ; G115 ; two hexadecimal digits that this program wrote
server/internal/store/sqlite/keys\.go$ ; G115 ; a length less one, of a slice that is never empty
(server/internal/store/storetest|simulator/internal/validator/sample)/.*\.go$ ; G115 ; small numbers of tests and samples
simulator/internal/directory/fingerprint\.go$ ; G115 ; a state that becomes part of a hash
simulator/internal/directory/(roles|generate_groups|generate_people|names|pack|read_object|user)\.go$ ; G115 ; numbers of objects and names, of which memory holds fewer than 2^31
simulator/internal/provlog/ids\.go$ ; G115 ; the number of a cycle, hashed
suites/(run|internal/selftest/register)\.go$ ; G115 ; the same seed to Ginkgo, which takes it signed
server/internal/store/storetest/reference\.go$ ; G602 ; the length is checked at the top of the function
suites/lifecycle/chaos\.go$ ; G404 ; a seeded sequence that can be repeated; nothing secret comes from it
suites/report/html\.go$ ; G203 ; style and script of the page, which travel with the program; what a target says goes through html/template
suites/report/junit\.go$ ; G602 ; names and values that take turns, given two by two in the same file
suites/cli/process\.go$ ; G204 ; starts itself
suites/cli/grade/command\.go$ ; G204 ; the client to be graded, named by the person at the command line
suites/cli/container/container\.go$ ; G204 ; the container engine and image named by the person at the command line; no shell in between
suites/internal/ledger/(file|read)\.go$ ; G304 ; a ledger in the directory that the person at the command line names
suites/internal/inmemory/server\.go$ ; G112 ; nobody but this process can connect
(suites/cli/file|simulator/cli/mapping)\.go$ ; G302 ; a report or mapping is for others to read; secrets in it are masked
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
