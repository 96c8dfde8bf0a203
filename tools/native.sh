#!/bin/sh
# Bloknotik without containers: the server in the background, on a PostgreSQL of its own under DATA_DIR.
#   tools/native.sh up | down | logs | running | restore FILE OPTIONS
#   tools/native.sh database PROGRAM OPTIONS     a program of PostgreSQL's, such as psql, on the database
#   tools/native.sh COMMAND OPTIONS              any other command of bloknotik: migrate --status, user list
# The release profile: compiling takes longer once, but a book of 100,000 contacts and password hashing need it. CI sets
# BLOKNOTIK_PROFILE=dev, to use what its tests have compiled.
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh

[ "${1:-}" != up ] || tools/env.sh
load_env
# The key in .env is the containers'. Here there is one beside the data, which a new checkout finds again.
if [ -z "${DATABASE_URL:-}${DATABASE_URL_FILE:-}${POSTGRES_HOST:-}${POSTGRES_HOST_FILE:-}" ]; then
    for name in SECRET_KEY SECRET_KEY_FILE; do
        ! from_env_file "$name" || unset "$name"
    done
fi
# The settings of .env, with what is different here. POSTGRES_PASSWORD there is the container's: without a host the
# server uses its own PostgreSQL and wants none.
[ -n "${POSTGRES_HOST:-}${POSTGRES_HOST_FILE:-}" ] || unset POSTGRES_PASSWORD
DATA_DIR=$(data_dir)
export DATA_DIR SITE_DIR="$PWD/target/site" BIND="${BIND:-${LISTEN:-0.0.0.0}:${PORT:-5555}}"
port=${BIND##*:}
STATE=target/native
PIDFILE=$STATE/pid
LOG=$STATE/server.log
profile=${BLOKNOTIK_PROFILE:-release}
BINARY=${CARGO_TARGET_DIR:-target}/$([ "$profile" = dev ] && echo debug || echo "$profile")/bloknotik
# By itself it is built with other features than beside its tests, and half of all dependencies anew.
build_server() {
    if [ "$profile" = dev ]; then set -- ; else set -- -p server; fi
    cargo build --profile "$profile" "$@" --bin bloknotik
}

# The process that `up` started: a recycled number must not pass for it. Linux tells by /proc, others by ps. Where neither
# can, whatever lives under that number counts as the server, but is not killed.
running() {
    [ -s "$PIDFILE" ] || return 1
    pid=$(cat "$PIDFILE")
    if [ -r /proc/self/cmdline ]; then
        command_line=$(tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline") || return 1
    elif ps -p $$ -o args= >/dev/null 2>&1; then
        command_line=$(ps -p "$pid" -o args=) || return 1
    else
        kill -0 "$pid" 2>/dev/null && unsure=yes
        return
    fi
    case $command_line in *'bloknotik serve'*) ;; *) return 1 ;; esac
}

# Says from what the running server was started: a change of any of it means a restart.
build_id() {
    {
        cat "$BINARY" target/site/manifest.json
        # Every variable that it knows, and what the files hold that are named.
        "$BINARY" config | cut -d' ' -f1 | while read -r name; do
            eval "value=\${$name-} file=\${${name}_FILE-}"
            printf '%s=%s %s\n' "$name" "$value" "$file"
            [ -z "$file" ] || cat "$file"
        done
    } 2>/dev/null | cksum
}

up() {
    tools/setup.sh server
    # BIND alone may name others.
    PORT=$port LISTEN=${BIND%:*}
    url=$(url)
    say "building the web page and the server (the first time takes some minutes)"
    # Rendered on the server and sent by forms the page works all the same.
    if ! { tools/setup.sh web && tools/xtask web >&2; }; then
        say "the page's WebAssembly cannot be built here (see above): it is served without it"
        tools/xtask web --plain >&2
    fi
    build_server

    mkdir -p "$STATE"
    if running; then
        if [ "$(build_id)" = "$(cat "$STATE/build" 2>/dev/null)" ] && healthy; then
            say "running already, nothing has changed"
            echo "$url"
            return
        fi
        stop
    fi
    # What `up` was asked to leave; an engine that is gone does not run them either.
    if [ "${BLOKNOTIK_MODE:-}" = containers ]; then tools/down.sh || note "the containers could not be stopped"; fi
    if answers "$url"; then
        die "port $port is taken by another program: stop it, or write PORT=5556 (any free port) into .env and run this again"
    fi
    say "starting (data: $DATA_DIR, log: $LOG)"
    build_id >"$STATE/build"
    remember BLOKNOTIK_MODE native
    start
    left=90
    until healthy; do
        sleep 1
        running || die "the server stopped; its last lines:
$(tail -n 15 "$LOG")"
        left=$((left - 1))
        [ $left -gt 0 ] || die "the server is not ready after 90 s; its last lines:
$(tail -n 15 "$LOG")"
    done
    echo "$url"
}

# Detached from this terminal.
start() {
    if have setsid; then detach="setsid"; else detach="nohup"; fi
    $detach "$BINARY" serve >>"$LOG" 2>&1 </dev/null &
    echo $! >"$PIDFILE"
}

healthy() { "$BINARY" healthcheck >/dev/null 2>&1; }

stop() {
    running || return 0
    [ -z "${unsure:-}" ] || die "nothing here tells what process $pid is (no /proc, no ps -p); if it is Bloknotik: kill $pid"
    kill "$pid" || die "process $pid, the server, is not ours to stop"
    gone() { ! running; }
    wait_for 40 gone || die "the server (process $pid) does not stop; see $LOG"
    rm -f "$PIDFILE"
    say "server stopped"
}

# With the server stopped, which alone runs the database; it comes back, whatever becomes of the restore.
restore() {
    [ -x "$BINARY" ] || build_server
    if running; then
        trap again EXIT
        trap 'exit 130' INT TERM
        stop
    fi
    "$BINARY" restore "$@"
}
again() {
    say "starting the server again"
    start
    wait_for 90 healthy || note "it is not ready yet: see $LOG"
}

# The embedded one has no port: it is reached by its socket while the server runs.
database() {
    program=$1
    shift
    have "$program" || die "$program is missing: it comes with PostgreSQL's programs"
    # The same names as the server's, but libpq's own.
    [ -z "${POSTGRES_HOST:-}" ] || export PGHOST="$POSTGRES_HOST" PGPORT="${POSTGRES_PORT:-5432}" \
        PGDATABASE="${POSTGRES_DB:-bloknotik}" PGUSER="${POSTGRES_USER:-bloknotik}" PGPASSWORD="${POSTGRES_PASSWORD:-}"
    [ -z "${DATABASE_URL:-}" ] || exec "$program" "$@" "$DATABASE_URL"
    [ -z "${POSTGRES_HOST:-}" ] || exec "$program" "$@"
    cluster=$DATA_DIR/postgres/cluster/postmaster.pid
    place() { as_root sed -n "$1p" "$cluster"; }
    [ -e "$cluster" ] || die "the embedded database is not running: ./justw up first"
    exec "$program" "$@" "postgres:///bloknotik?user=bloknotik&host=$(place 5)&port=$(place 4)"
}

case "${1:-}" in
    up) up ;;
    down) stop ;;
    restore)
        shift
        restore "$@"
        ;;
    logs) tail -n 100 -f "$LOG" ;;
    running) running ;;
    database)
        shift
        database "$@"
        ;;
    '' | -*) die "usage: tools/native.sh up|down|logs|running|restore|database, or a command of bloknotik" ;;
    # By what is to be started next, unless it is only asked how things stand.
    migrate)
        [ "${2:-}" = --status ] && [ -x "$BINARY" ] || build_server
        exec "$BINARY" "$@"
        ;;
    # Beside the server, and by what it was started from: another build may want another schema.
    *)
        [ -x "$BINARY" ] || build_server
        exec "$BINARY" "$@"
        ;;
esac
