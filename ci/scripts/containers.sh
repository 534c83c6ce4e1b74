#!/usr/bin/env bash
# The container specs: image built from this tree, started by testcontainers-go, provisioned into, restarted.
# Without an engine: a printed reason and success on a developer's machine, a failure in CI.
set -euo pipefail
make=${MAKE:-make} go=${GO:-go}

if [ -n "${CI:-}" ]; then
	bash ci/scripts/engine.sh
elif ! docker info >/dev/null 2>&1; then
	echo "skipped: the container specs need a container engine and none answers (docker info); ci/scripts/engine.sh installs one on Debian"
	exit 0
fi
"$make" --no-print-directory image IMAGE=entrasim:test
bash ci/scripts/postgres-image.sh entrasim-postgres:test
# No helper image can be assumed to be available, so the specs clean up by themselves; published ports are on loopback.
export TESTCONTAINERS_RYUK_DISABLED=true TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1
"$go" test -tags containers -count=1 -timeout 10m -v ./ci/containers/...
