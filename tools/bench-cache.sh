#!/bin/sh
# Measures what the cache is good for: requests that need an account, with nothing kept near and with sessions kept in the
# process. It uses the contacts that tools/bench.sh has loaded: run that first.
#   tools/bench-cache.sh [SECONDS]
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh

seconds=${1:-10}
port=${BENCH_PORT:-5590}
folder=$PWD/target/bench/${BENCH_CONTACTS:-1000000}
binary=${CARGO_TARGET_DIR:-$PWD/target}/release/bloknotik
[ -e "$folder/loaded" ] || die "run tools/bench.sh first"
OHA=$(command -v oha || echo target/tools/bin/oha)
cargo build --quiet --release -p server --bin bloknotik
. tools/own-server.sh

# Closed loop: as many requests as 32 connections get through.
measure() {
    "$OHA" --no-tui -z "${seconds}s" -c 32 --urls-from-file -H "authorization: Bearer $token" "$folder/urls" >"$folder/out" 2>&1 ||
        die "the load generator failed; see $folder/out"
    awk -v what="$1" '
        function millis(value, unit) {
            if (unit == "s" || unit == "sec" || unit == "secs") return value * 1000
            if (unit == "us" || unit == "µs") return value / 1000
            return value
        }
        $1 == "Requests/sec:" { rate = $2 }
        $1 ~ /^[0-9.]+%$/ && $2 == "in" { at[$1] = millis($3, $4) }
        $1 == "Success" { success = $3 }
        END { printf "| %s | %.0f | %.1f | %.1f | %s |\n", what, rate, at["50.00%"], at["99.00%"], success }' "$folder/out"
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
