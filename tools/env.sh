#!/bin/sh
# Writes .env with random secrets on the first run, and touches no line that says something. Readable by its owner alone.
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh

# Compose reads it, and these scripts: a line that they would not read alike is told, and nothing is done.
comment="[[:space:]]*(#.*)?"
value="[^[:space:]\"'#\$][^\$]*|'([^']*[^'\\\\])?'$comment|\"[^\"\\\$]*\"$comment|[[:space:]]*"
odd=
[ ! -e .env ] || odd=$(tr -d '\r' <.env | LC_ALL=C grep -nEv "^($comment|[A-Za-z_][A-Za-z0-9_]*=($value))\$" | cut -d: -f1 | paste -sd, -) || true
[ -z "$odd" ] || die "line $odd of .env is not of the form NAME=value: on one line, no blank after =, nothing before NAME; a value with \
a dollar in it, or a number sign at its beginning, stands between single quotes, and none ends in a backslash there"

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
    ! grep -Eq "^$name(_FILE)?=." .env || continue
    # What this run is told by its environment the next ones have to know, too: a database keeps the password of its first start.
    eval "secret=\${$name:-}"
    case $secret in
        '') secret=$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n') ;;
        *[\'[:cntrl:]]* | *\\) die "$name of this environment holds a quote or a line's end, or ends in a backslash: take another one" ;;
        *[!A-Za-z0-9]*) secret="'$secret'" ;;
    esac
    printf '%s=%s\n' "$name" "$secret" >>.env
done
