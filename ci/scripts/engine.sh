#!/usr/bin/env bash
# Installs and starts a container engine on a bare Debian machine; does nothing where one answers already.
# Needs root (or sudo) for both. Prints why when it cannot, and exits 1.
set -euo pipefail

log() { printf 'engine: %s\n' "$*" >&2; }

as_root() {
	if [ "$(id -u)" = 0 ]; then "$@"
	elif command -v sudo >/dev/null; then sudo "$@"
	else log "not root and no sudo: install and start docker yourself (apt-get install docker.io)"; exit 1; fi
}

if docker info >/dev/null 2>&1; then exit 0; fi

if ! command -v dockerd >/dev/null; then
	command -v apt-get >/dev/null || { log "no docker engine, and no apt-get to install one with: install docker yourself"; exit 1; }
	log "installing docker.io"
	as_root apt-get update -qq
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends docker.io iptables >/dev/null
fi

# Never a second daemon: it would take the first one's bridge away. `docker info` above said that none answers.
if ! pgrep -x dockerd >/dev/null; then
	log "starting dockerd"
	state=${ENTRASIM_ENGINE_LOG:-${TMPDIR:-/tmp}/entrasim-dockerd.log}
	as_root sh -c "nohup dockerd >'$state' 2>&1 </dev/null &"
fi
for _ in $(seq 300); do
	docker info >/dev/null 2>&1 && exit 0
	sleep 0.1
done
log "dockerd did not answer within 30 s"
[ -r "${state:-}" ] && tail -n 30 "$state" >&2
exit 1
