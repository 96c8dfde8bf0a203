#!/bin/sh
# Measures what the cache is good for: requests that need an account, with nothing kept near, with all kept in the process, and
# with what servers share in Redis or Valkey. It uses the contacts that tools/latency.sh has loaded: run that first.
#   tools/bench-cache.sh [SECONDS]
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh

seconds=${1:-10}
port=${BENCH_PORT:-5590}
folder=$PWD/target/bench/${BENCH_CONTACTS:-1000000}
binary=${CARGO_TARGET_DIR:-$PWD/target}/release/bloknotik
[ -e "$folder/loaded" ] || die "run ./justw latency first"
. tools/oha.sh
cargo build --quiet --release -p server --bin bloknotik
. tools/own-server.sh

# measure WHAT: by the addresses in $folder/urls.
measure() {
    # shellcheck disable=SC2046 # the figures
    set -- "$1" $(closed "$seconds" --urls-from-file -H "authorization: Bearer $token" "$folder/urls")
    printf '| %s | %s | %s | %s | %s |\n' "$1" "$2" "$3" "$4" "$5"
}

echo '| | requests/s | p50 ms | p99 ms | answered |'
echo '|---|---|---|---|---|'
unset REDIS_URL
redis=$(command -v valkey-server || command -v redis-server) || die "a cache is needed: valkey-server or redis-server"
cache=
stop_cache() { [ -z "$cache" ] || kill "$cache" 2>/dev/null || true; }
trap 'stop_cache; stop_server' EXIT
for mode in nothing process redis; do
    export CACHE=on
    case $mode in
        nothing) export CACHE=off ;;
        redis)
            "$redis" --port $((port + 1)) --bind 127.0.0.1 --save '' --appendonly no >/dev/null &
            cache=$!
            export REDIS_URL=redis://127.0.0.1:$((port + 1))/0
            ;;
    esac
    start_server
    [ "$mode" != redis ] || wait_for 10 sh -c "curl -s $url/readyz | grep -q '\"cache\":\"up\"'" || die "the server does not reach the cache"
    api=$url/api/v1
    token=$(post users/login "$account" | sed 's/.*"token":"\([^"]*\)".*/\1/')
    get() { curl -sf "$api/$1" -H "authorization: Bearer $token"; }
    ids=$(get "contacts?limit=200&offset=5000" | grep -o '"id":"[^"]*"' | cut -d'"' -f4)
    for id in $ids; do echo "$api/contacts/$id"; done >"$folder/urls"
    measure "one contact, $mode"
    echo "$api/contacts?limit=50" >"$folder/urls"
    measure "the first page of all books, $mode"
    echo "$api/contacts/letters" >"$folder/urls"
    measure "the letters of the whole list, $mode"
    echo "$api/me" >"$folder/urls"
    measure "one's own account, $mode"
    echo "$url/ping" >"$folder/urls"
    measure "\`/ping\`, $mode"
    stop_server
done
