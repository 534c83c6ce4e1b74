#!/usr/bin/env bash
# What the build needs beyond the module cache: Go (the one go.mod asks for, or one from 1.21 on, which fetches it), git, gcc for
# the race detector, and curl, which is the client in some tests. Installs what Debian has, as root or with sudo; otherwise says exactly what to install.
set -euo pipefail

missing=()
command -v git >/dev/null || missing+=(git)
command -v gcc >/dev/null || missing+=(gcc libc6-dev)
command -v curl >/dev/null || missing+=(curl)
command -v "${GO:-go}" >/dev/null || missing+=(golang-go ca-certificates)
if [ ${#missing[@]} -gt 0 ]; then
	if ! command -v apt-get >/dev/null; then
		echo "error: missing ${missing[*]}: install them with this system's package manager" >&2; exit 1
	fi
	sudo=""
	if [ "$(id -u)" != 0 ]; then
		command -v sudo >/dev/null || { echo "error: missing ${missing[*]}; run as root: apt-get install ${missing[*]}" >&2; exit 1; }
		sudo=sudo
	fi
	echo "installing ${missing[*]}" >&2
	$sudo apt-get update -qq
	$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi
command -v "${GO:-go}" >/dev/null || { echo "error: Go is missing: install Go 1.26 or newer and put it on PATH" >&2; exit 1; }
want=$(awk '$1=="go"{print $2; exit}' go.mod)
# Outside the module: what is installed, before it fetches anything.
have=$(cd / && GOTOOLCHAIN=local "${GO:-go}" env GOVERSION | sed 's/^go//')
enough=1.21 # from here on Go fetches the version that go.mod asks for
[ "${GOTOOLCHAIN:-auto}" = local ] && enough=$want
if [ "$(printf '%s\n%s\n' "$enough" "$have" | sort -V | head -n1)" != "$enough" ]; then
	echo "error: Go $have is too old: go.mod asks for $want; install it (Debian 12 has a newer one in backports: apt-get install -t bookworm-backports golang-go)" >&2
	exit 1
fi
