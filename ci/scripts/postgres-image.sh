#!/usr/bin/env bash
# A container image of PostgreSQL, made from this machine's Debian packages: no registry is needed, and nothing is pulled.
# Usage: postgres-image.sh TAG. It behaves like the usual image as far as the specs go: POSTGRES_USER, POSTGRES_PASSWORD and
# POSTGRES_DB, scripts in /docker-entrypoint-initdb.d, "ready to accept connections" twice in the log at the first start.
set -euo pipefail
tag=${1:?the tag to give the image}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
find_postgres() { pg=$(ls -d /usr/lib/postgresql/*/ 2>/dev/null | sort -V | tail -n 1); pg=${pg%/}; [ -x "$pg/bin/initdb" ]; }
if ! find_postgres || [ ! -x /bin/busybox ]; then
	echo "postgres image: installing postgresql and busybox-static" >&2
	# The package would start a cluster of its own, on a port that may be taken.
	as_root mkdir -p /etc/postgresql-common
	[ -e /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
	as_root apt-get update -qq
	as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql busybox-static >/dev/null
	find_postgres
fi
version=${pg##*/}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
r=$work/rootfs
mkdir -p "$r"/{bin,tmp,etc,run/postgresql,var/run/postgresql,var/lib/postgresql/data,docker-entrypoint-initdb.d,usr/share/postgresql,usr/lib/locale}
add() { mkdir -p "$r$(dirname "$1")"; cp -aL "$1" "$r$1"; }
files=()
for f in "$pg"/bin/{postgres,initdb,pg_ctl,psql,pg_isready} "$pg"/lib/{dict_snowball,plpgsql,libpqwalreceiver}.so; do
	[ -e "$f" ] && files+=("$f")
done
for f in "${files[@]}" $(ldd "${files[@]}" 2>/dev/null | awk '/=> \//{print $3} /^\t\/lib/{print $1}' | sort -u); do add "$f"; done
# A shell with awk and grep: readiness checks of test libraries run them inside.
add /bin/busybox
for b in sh cat mkdir chmod id env awk grep nc sleep ls test; do ln -sf busybox "$r/bin/$b"; done
cp -aL "/usr/share/postgresql/$version" "$r/usr/share/postgresql/$version"
rm -rf "$r/usr/share/postgresql/$version/man"
cp -a /usr/lib/locale/C.utf8 "$r/usr/lib/locale/" 2>/dev/null || true
cp -aL /usr/share/zoneinfo "$r/usr/share/zoneinfo"
printf 'root:x:0:0::/:/bin/sh\npostgres:x:70:70::/var/lib/postgresql:/bin/sh\n' >"$r/etc/passwd"
printf 'root:x:0:\npostgres:x:70:\n' >"$r/etc/group"
printf 'hosts: files dns\n' >"$r/etc/nsswitch.conf"
cat >"$r/docker-entrypoint.sh" <<'S'
#!/bin/sh
set -e
: "${PGDATA:=/var/lib/postgresql/data}" "${POSTGRES_USER:=postgres}" "${POSTGRES_DB:=$POSTGRES_USER}"
export PGDATA
[ "$1" = postgres ] || [ "${1#-}" = "$1" ] || set -- postgres "$@"
if [ ! -s "$PGDATA/PG_VERSION" ]; then
	printf %s "${POSTGRES_PASSWORD:?}" >/run/postgresql/pw
	initdb -D "$PGDATA" -U "$POSTGRES_USER" --pwfile=/run/postgresql/pw --auth-host=scram-sha-256 --auth-local=trust -E UTF8 --locale=C.UTF-8 -N >/run/postgresql/initdb.log 2>&1 || { cat /run/postgresql/initdb.log >&2; exit 1; }
	echo "host all all all scram-sha-256" >>"$PGDATA/pg_hba.conf"
	pg_ctl -D "$PGDATA" -w -o "-c listen_addresses='' -k /var/run/postgresql" start
	[ "$POSTGRES_DB" = postgres ] || psql -v ON_ERROR_STOP=1 -h /var/run/postgresql -U "$POSTGRES_USER" -d postgres -c "CREATE DATABASE \"$POSTGRES_DB\""
	for f in /docker-entrypoint-initdb.d/*.sql; do [ -e "$f" ] && psql -v ON_ERROR_STOP=1 -h /var/run/postgresql -U "$POSTGRES_USER" -d "$POSTGRES_DB" -f "$f"; done
	pg_ctl -D "$PGDATA" -m fast -w stop
fi
exec "$@" -c listen_addresses='*' -k /var/run/postgresql
S
chmod 755 "$r/docker-entrypoint.sh"
chmod 1777 "$r/tmp"
chmod 700 "$r/var/lib/postgresql/data"
tar -C "$r" --owner=70 --group=70 --numeric-owner -cf - . | docker import \
	-c 'ENTRYPOINT ["/docker-entrypoint.sh"]' -c 'CMD ["postgres"]' -c 'USER 70:70' -c 'EXPOSE 5432' \
	-c "ENV PGDATA=/var/lib/postgresql/data PATH=$pg/bin:/bin LANG=C.UTF-8" - "$tag" >/dev/null
echo "postgres image: $tag" >&2
