#!/bin/sh
# Kills the server, and in other rounds the processes of its database, hard, in the middle of 200 creates at once: every contact
# that was acknowledged has to be there afterwards.
#   tools/proof.sh [ROUNDS]      rounds of each kind; 10 without it
# On a database of its own. BLOKNOTIK_PROFILE=dev takes the quick build.
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh

rounds=${1:-10}
case $rounds in '' | *[!0-9]*) die "usage: ./justw proof [ROUNDS]" ;; esac
have psql || die "psql is missing: it comes with PostgreSQL's programs"
have python3 || die "python3 is missing"
have pgrep || die "pgrep is missing (Debian: procps)"
profile=${BLOKNOTIK_PROFILE:-release}
port=${PORT:-5587}
cargo build --quiet --profile "$profile" -p server --bin bloknotik
binary=${CARGO_TARGET_DIR:-$PWD/target}/$([ "$profile" = dev ] && echo debug || echo "$profile")/bloknotik
. tools/own-server.sh

# A server that is killed is started again, as the system or an engine would.
supervise() {
    while [ ! -e "$folder/stop" ]; do
        "$binary" serve >>"$folder/server.log" 2>&1 &
        echo $! >"$folder/pid"
        wait $! || true
    done
}
finish() {
    touch "$folder/stop"
    kill "$(cat "$folder/pid" 2>/dev/null)" 2>/dev/null || true
    [ -z "${keeper:-}" ] || wait "$keeper" 2>/dev/null || true
    rm -rf "$throwaway"
}
trap finish EXIT
answers "$url" && die "port $port is taken: name another one by PORT"
supervise &
keeper=$!
wait_for 120 curl --silent --fail --output /dev/null "$url/readyz" || die "the server is not ready; its log: $(tail -n 5 "$folder/server.log")"

postmaster() { sed -n "$1p" "$DATA_DIR/postgres/cluster/postmaster.pid"; }
ask() {
    psql --no-psqlrc --quiet --tuples-only --no-align \
        "postgres:///bloknotik?user=bloknotik&host=$(postmaster 5)&port=$(postmaster 4)" -c "$1"
}
for setting in fsync synchronous_commit full_page_writes; do
    [ "$(ask "SHOW $setting")" = on ] || die "$setting is off: nothing could be proven"
done
say "fsync, synchronous_commit and full_page_writes are on"

for kind in server database; do
    round=1
    while [ "$round" -le "$rounds" ]; do
        # Found when they are killed: the database makes a process for each connection.
        case $kind in
            server) kill="kill -KILL $(cat "$folder/pid")" ;;
            # Stopped first, so that it makes no more of them; then it and all its children, so that none of them can put
            # anything in order.
            database) kill="kill -STOP $(postmaster 1) && { kill -KILL \$(pgrep -P $(postmaster 1)); kill -KILL $(postmaster 1); }" ;;
        esac
        printf '%s' "$kind $round: "
        python3 tools/proof/crash.py --url "$url" --kill "$kill" || die "something was lost, or nothing was killed (above)"
        round=$((round + 1))
    done
done
