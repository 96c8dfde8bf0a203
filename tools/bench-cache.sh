#!/bin/sh
# Measures what the cache is good for: with nothing kept near, with what is kept in the process, and with sessions kept in Redis
# or Valkey, too (CACHE=shared), where servers otherwise keep only what they have to agree about.
#   tools/bench-cache.sh [SECONDS]      each case for so long; BENCH_CONTACTS of them are made the first time (100,000)
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh

seconds=${1:-10}
port=${BENCH_PORT:-5590}
contacts=${BENCH_CONTACTS:-100000}
folder=$PWD/target/bench/cache-$contacts
binary=${CARGO_TARGET_DIR:-$PWD/target}/release/bloknotik
. tools/oha.sh
cargo build --quiet --release -p server --bin bloknotik
. tools/own-server.sh
load_sample "$contacts" 10

# measure WHAT OPTIONS...
measure() {
    what=$1
    shift
    # shellcheck disable=SC2046 # the figures
    set -- $(closed "$seconds" "$@")
    printf '| %s, %s | %s | %s | %s | %s |\n' "$what" "$mode" "$1" "$2" "$3" "$4"
}

echo '| | requests/s | p50 ms | p99 ms | answered |'
echo '|---|---|---|---|---|'
unset REDIS_URL
redis=$(command -v valkey-server || command -v redis-server) || die "a cache is needed: valkey-server or redis-server"
cache=
stop_cache() { [ -z "$cache" ] || kill "$cache" 2>/dev/null || true; }
trap 'stop_cache; stop_server' EXIT
for mode in 'nothing kept near' 'in the process' 'in Redis'; do
    export CACHE=on
    case $mode in
        nothing*) export CACHE=off ;;
        *Redis)
            export CACHE=shared
            "$redis" --port $((port + 1)) --bind 127.0.0.1 --save '' --appendonly no >/dev/null &
            cache=$!
            export REDIS_URL=redis://127.0.0.1:$((port + 1))/0
            ;;
    esac
    start_server
    [ -z "$cache" ] || wait_for 10 sh -c "curl -s $url/readyz | grep -q '\"cache\":\"up\"'" || die "the server does not reach the cache"
    # Until then it shares no sessions: those that it finds may have ended while it was not there.
    [ "$CACHE" != shared ] || sleep 61
    api=$url/api/v1
    token=$(post users/login "$account" | sed 's/.*"token":"\([^"]*\)".*/\1/')
    bearer="authorization: Bearer $token"
    get() { curl -sf "$api/$1" -H "$bearer"; }
    ids=$(get "contacts?limit=200" | grep -o '"id":"[^"]*"' | cut -d'"' -f4)
    for id in $ids; do echo "$api/contacts/$id"; done >"$folder/urls"
    measure "one contact" -H "$bearer" --urls-from-file "$folder/urls"
    measure "the first page of ten books" -H "$bearer" "$api/contacts?limit=50"
    measure "one's own account" -H "$bearer" "$api/me"
    measure "a wrong token" -H "authorization: Bearer nobody's" "$api/me"
    measure "\`/ping\`" "$url/ping"
    measure "signing in" -m POST -T application/json -d "$account" "$api/users/login"
    stop_server
done
