#!/usr/bin/env bash
# What the build needs beyond the module cache: Go (any version that can read go.mod), git, and gcc for the race detector.
# Installs what Debian has, as root or with sudo; otherwise says exactly what to install.
set -euo pipefail

missing=()
command -v git >/dev/null || missing+=(git)
command -v gcc >/dev/null || missing+=(gcc libc6-dev)
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
have=$("${GO:-go}" env GOVERSION | sed 's/^go//')
if [ "$(printf '%s\n%s\n' "$want" "$have" | sort -V | head -n1)" != "$want" ]; then
	echo "error: Go $have is too old: go.mod asks for $want" >&2; exit 1
fi
