#!/usr/bin/env bash
# A PostgreSQL 15 for tests, on this machine, without a container.
#
#   postgres.sh start [DIR]   make a cluster in DIR (default: a new temporary directory), start it, print its URL on stdout
#   postgres.sh stop DIR      stop it and remove DIR
#   postgres.sh with CMD…     start one, run CMD with ENTRASIM_POSTGRES_URL set, stop it; the exit code is CMD's. Where
#                             ENTRASIM_POSTGRES_URL names one already, CMD has that
#
# It listens on 127.0.0.1 only, on a free port. Nothing waits for the disk (fsync=off) unless ENTRASIM_POSTGRES_FSYNC=on: the
# data does not outlive a crash of the machine, only of processes. Needs Debian's postgresql, which root (or sudo) installs when
# it is missing, and for root a user postgres to run it as. When there is none to be had: a reason on stderr and exit code 1 in
# CI; elsewhere `with` runs CMD without one, so that tests skip and say so.
set -euo pipefail

log() { printf 'postgres: %s\n' "$*" >&2; }

bin=
find_bin() {
	for bin in /usr/lib/postgresql/15/bin /usr/lib/postgresql/*/bin; do
		if [ -x "$bin/initdb" ] && [ -x "$bin/pg_ctl" ]; then return 0; fi
	done
	return 1
}

as_root() {
	if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

install() {
	find_bin && return 0
	if ! command -v apt-get >/dev/null; then log "not installed, and no apt-get to install it with"; return 1; fi
	if [ "$(id -u)" != 0 ] && ! sudo -n true 2>/dev/null; then log "not installed; run as root: apt-get install postgresql"; return 1; fi
	log "installing postgresql"
	# The package would start a cluster of its own, on a port that may be taken.
	as_root mkdir -p /etc/postgresql-common
	[ -e /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
	as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null || return 1
	find_bin
}

# PostgreSQL refuses to run as root.
as_owner() {
	if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

free_port() {
	local port
	for _ in $(seq 50); do
		port=$((20000 + RANDOM % 12000)) # clients are given theirs from 32768 on: a database that comes back finds its own free
		if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then echo "$port"; return; fi
	done
	log "no free port found"; return 1
}

start() {
	install || return 1
	local dir=${1:-} port fsync=${ENTRASIM_POSTGRES_FSYNC:-off}
	[ -n "$dir" ] || dir=$(mktemp -d "${TMPDIR:-/tmp}/entrasim-postgres.XXXXXX")
	mkdir -p "$dir"
	if [ "$(id -u)" = 0 ]; then chown postgres "$dir"; fi
	chmod 700 "$dir"
	if [ ! -s "$dir/data/PG_VERSION" ]; then
		as_owner "$bin/initdb" -D "$dir/data" -U entrasim --auth=trust -E UTF8 --locale=C.UTF-8 -N >"$dir.log" 2>&1 || { cat "$dir.log" >&2; return 1; }
	fi
	rm -f "$dir.log"
	for _ in 1 2 3; do # a free port may have been taken by the time it is used
		port=$(free_port)
		if as_owner "$bin/pg_ctl" -D "$dir/data" -w -t 30 -l "$dir/log" \
			-o "-p $port -c listen_addresses=127.0.0.1 -k $dir -c fsync=$fsync -c max_connections=200 -c shared_buffers=256MB" start >/dev/null 2>&1; then
			printf 'postgres://entrasim@127.0.0.1:%s/postgres?sslmode=disable\n' "$port"
			log "running in $dir; stop it with: $0 stop $dir"
			return 0
		fi
	done
	tail -n 30 "$dir/log" >&2 || true
	return 1
}

stop() {
	find_bin || return 0
	[ -d "$1/data" ] || { log "no cluster in $1"; return 1; }
	as_owner "$bin/pg_ctl" -D "$1/data" -m immediate -w stop >/dev/null 2>&1 || true
	rm -rf "$1"
}

with() {
	if [ -n "${ENTRASIM_POSTGRES_URL:-}" ]; then "$@"; return; fi
	dir=$(mktemp -d "${TMPDIR:-/tmp}/entrasim-postgres.XXXXXX")
	trap 'stop "$dir" || true' EXIT
	if url=$(start "$dir"); then
		ENTRASIM_POSTGRES_URL=$url "$@"
	elif [ -n "${CI:-}" ]; then
		log "tests in CI need it"
		return 1
	else
		log "not available: the tests that need it are skipped"
		"$@"
	fi
}

case "${1:-}" in
start) start "${2:-}" ;;
stop) stop "${2:?the directory it was started in}" ;;
with) shift; with "$@" ;;
*) sed -n '2,15s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
