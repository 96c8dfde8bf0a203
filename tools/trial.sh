# Shared by the scripts that try a stack under load: `. tools/trial.sh` after tools/lib.sh, from bash, in the project's folder.
# A copy of deploy/ to play with in $WORK, and `load`, `now` and `stop_load` around the load. $PORT is the edge's.
# shellcheck shell=bash

WORK=$(mktemp -d)
# Of the installation in this folder, not of what is tried.
unset COMPOSE_PROFILES COMPOSE_FILE POSTGRES_HOST POSTGRES_PORT POSTGRES_DB POSTGRES_USER MIGRATION_NETWORK
unset PASSWORD_VERSION KEY_VERSION CACHE_VERSION TLS_VERSION
PORT=${TRIAL_PORT:-8443}
LOAD=""

# In an order of its own: the load first, so that it does not complain of what goes next.
trap 'code=$?; trap - EXIT; [ -z "$LOAD" ] || kill "$LOAD" 2>/dev/null; tear_down; rm -rf "$WORK"; exit $code' EXIT
trap 'exit 130' INT TERM

# copy KIND: the files of `compose` or `swarm`, with secrets and a certificate for localhost.
copy() {
    mkdir "$WORK/deploy"
    cp -R deploy/compose deploy/swarm "$WORK/deploy"
    rm -rf "$WORK"/deploy/*/private "$WORK"/deploy/*/.env
    "$WORK/deploy/compose/prepare.sh" --self-signed "localhost:$PORT" "$WORK/deploy/$1" >/dev/null
    CERTIFICATE=$WORK/deploy/$1/private/tls/tls.crt
}

is_up() { curl --silent --fail --output /dev/null --noproxy '*' --max-time 3 --cacert "$CERTIFICATE" "https://localhost:$PORT/ping"; }

# load ARGUMENTS...: begins, and goes on until stop_load. TRIAL_RATE is for machines that cannot do a hundred a second.
load() {
    mkfifo "$WORK/phases"
    python3 -B tools/load --url "https://localhost:$PORT" --cafile "$CERTIFICATE" --rate "${TRIAL_RATE:-100}" --phases "$@" <"$WORK/phases" >"$WORK/report" &
    LOAD=$!
    exec 3>"$WORK/phases"
}

# now NAME: what goes on from here; a line of the table.
now() {
    kill -0 "$LOAD" 2>/dev/null || die "the load has ended early (above)"
    note "$(date +%T) $1"
    echo "$1" >&3
}

# Shows the table; fails if something was lost, or failed that must not.
stop_load() {
    local code=0
    exec 3>&-
    wait "$LOAD" || code=$?
    LOAD=""
    cat "$WORK/report"
    return $code
}
