#!/bin/sh
# Writes .env with random secrets on the first run, and touches no line that says something. Readable by its owner alone.
set -eu
cd "$(dirname "$0")/.."

umask 077
[ -e .env ] || printf '%s\n' "# Secrets of this installation. Back them up with the database; never commit them." \
    "# SECRET_KEY is for containers. Without them, and without a database of your own, it is the file secret_key in DATA_DIR." >.env
# One that was written by hand may be open to all, and may lack the end of its last line.
chmod 600 .env
[ -z "$(tail -c 1 .env)" ] || echo >>.env

for name in POSTGRES_PASSWORD SECRET_KEY GRAFANA_PASSWORD; do
    # A line without a value would win over the new one, or lose to it, depending on who reads it.
    nothing="^$name=[[:space:]\"']*\$"
    if grep -Eq "$nothing" .env; then
        # None may be left, which is no failure; a full disk is.
        grep -Ev "$nothing" .env >.env.new || [ $? -eq 1 ]
        mv .env.new .env
    fi
    grep -Eq "^$name(_FILE)?=." .env || printf '%s=%s\n' "$name" "$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')" >>.env
done
