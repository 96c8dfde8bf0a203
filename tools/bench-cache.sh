#!/bin/sh
# Measures what the cache is good for: requests that need an account, with nothing kept near and with sessions kept in the
# process. It uses the contacts that tools/latency.sh has loaded: run that first.
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
for mode in nothing process; do
    case $mode in
        nothing) export CACHE=off ;;
        process) export CACHE=on ;;
    esac
    start_server
    api=$url/api/v1
    token=$(post users/login "$account" | sed 's/.*"token":"\([^"]*\)".*/\1/')
    get() { curl -sf "$api/$1" -H "authorization: Bearer $token"; }
    ids=$(get "contacts?limit=200&offset=5000" | grep -o '"id":"[^"]*"' | cut -d'"' -f4)
    for id in $ids; do echo "$api/contacts/$id"; done >"$folder/urls"
    measure "one contact, $mode"
    echo "$api/contacts?limit=50" >"$folder/urls"
    measure "the first page of all books, $mode"
    echo "$api/me" >"$folder/urls"
    measure "one's own account, $mode"
    stop_server
done
