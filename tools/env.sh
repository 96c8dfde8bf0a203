#!/bin/sh
# Writes .env with random secrets on the first run, and never touches an existing line. Readable by its owner alone.
set -eu
cd "$(dirname "$0")/.."

umask 077
[ -e .env ] || printf '%s\n' "# Secrets of this installation. Back them up with the database; never commit them." >.env
# One that was written by hand may be open to all, and may lack the end of its last line.
chmod 600 .env
[ -z "$(tail -c 1 .env)" ] || echo >>.env

for name in POSTGRES_PASSWORD SECRET_KEY GRAFANA_PASSWORD; do
    grep -Eq "^$name(_FILE)?=." .env || printf '%s=%s\n' "$name" "$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')" >>.env
done
