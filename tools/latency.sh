#!/bin/sh
# How long lists and searches take with a million contacts, at 100 requests a second: see docs/BENCHMARKS.md.
#   tools/latency.sh [SECONDS]     how long each measurement takes; 20 without it
# The contacts stay in target/bench, so that a second run begins at once; BENCH_CONTACTS makes it another number.
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh

seconds=${1:-20}
contacts=${BENCH_CONTACTS:-1000000}
port=${BENCH_PORT:-5590}
folder=$PWD/target/bench/$contacts
binary=${CARGO_TARGET_DIR:-$PWD/target}/release/bloknotik
# Open loop: requests come at their time, however slow the answers are, and waiting for them counts.
rate=100

tools/setup.sh
. tools/oha.sh
cargo build --quiet --release -p server --bin bloknotik
. tools/own-server.sh
load_sample "$contacts" 10
start_server BENCH_PORT
token=$(post users/login "$account" | sed 's/.*"token":"\([^"]*\)".*/\1/')
api=$url/api/v1
get() { curl -sf "$api/$1" -H "authorization: Bearer $token"; }
field() { sed "s/.*\"$1\":\"\\{0,1\\}\\([^\",}]*\\).*/\\1/"; }
book=$(get books | tr '{' '\n' | grep '"Sample 5"' | field id)
size=$(get "contacts?book=$book&limit=1" | grep -o '"total":[0-9]*' | tail -n 1 | cut -d: -f2)
ids=$(get "contacts?book=$book&limit=200&offset=$((size / 2))" | grep -o '"id":"[^"]*"' | cut -d'"' -f4)
memory() { awk -v what="$1:" '$1 == what { printf "%.0f", $2 / 1024 }' "/proc/$server/status" 2>/dev/null || echo '?'; }

# One line of the table: what is asked for, and the paths it is asked by, one after the other.
measure() {
    sed "s|^|$api/|" >"$folder/urls"
    "$OHA" --no-tui --latency-correction -q $rate -z "${seconds}s" -c 32 --urls-from-file \
        -H "authorization: Bearer $token" "$folder/urls" >"$folder/out" 2>&1 ||
        die "the load generator failed; see $folder/out"
    awk -v what="$1" '
        # oha writes each figure in the unit that fits it.
        function millis(value, unit) {
            if (unit == "s" || unit == "sec" || unit == "secs") return value * 1000
            if (unit == "us" || unit == "µs") return value / 1000
            if (unit == "ns") return value / 1000000
            return value
        }
        $1 ~ /^[0-9.]+%$/ && $2 == "in" { at[$1] = millis($3, $4) }
        $1 == "Success" { success = $3 }
        /^ *\[[0-9]+\]/ { codes = codes $1 " " }
        END {
            printf "| %s | %.1f | %.1f | %.1f | %.1f | %s %s|\n", what,
                at["50.00%"], at["95.00%"], at["99.00%"], at["99.90%"], success, codes
        }' "$folder/out"
}
# The same list, narrowed in many ways.
searches() { for q in "$@"; do echo "contacts?book=$book&limit=50&q=$q"; done; }

echo "$size contacts in the book, $contacts in the database; $rate requests per second for $seconds s each"
echo
echo '| | p50 ms | p95 ms | p99 ms | p99.9 ms | answers |'
echo '|---|---|---|---|---|---|'
echo contacts >"$folder/warm"
{ searches maria anna david; } | measure "(warming up)" >/dev/null
searches james mary jos maria anna david peter thomas %D0%B8%D0%B2%D0%B0%D0%BD ali | measure "search: a common name"
searches 'elizabeth%20o%27brien%20berlin' 'zofia%20nowak' 'william371' 'jennifer%20parker%20031' 'ashley%20hill%20example.net' 'xylophone' 'karen%20lee%20acme' |
    measure "search: a rare one"
searches elizebeth jenniefr margret micheal thomsa wiliams andersno mitchel | measure "search: with a typo"
searches 030 0301 %2B49%2030 5550 7946 %28212%29 44%2020%207 12345 | measure "search: digits"
searches e el eli eliz eliza elizab elizabe elizabet elizabeth 'elizabeth%20s' 'elizabeth%20sm' 'elizabeth%20smith' | measure "search: as one types"
# What was found is kept until the book changes, and comes back quickly. These are names of thousands of people instead.
for page in 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19; do
    get "contacts?book=$book&limit=200&offset=$((size / 20 * page))" | grep -o '"full":"[A-Za-z ]*"' | cut -d'"' -f4
done | sort -u | sed 's/ /%20/g' >"$folder/names"
sed "s|^|contacts?book=$book\&limit=50\&q=|" "$folder/names" | measure "search: full names, mostly for the first time"
cut -c1-4 "$folder/names" | sort -u | sed "s|%.*||; s|^|contacts?book=$book\&limit=50\&q=|" | measure "search: beginnings of names, the same"
echo "contacts?book=$book&limit=50&q=" | measure "search: an empty query"
for sort in given family org updated; do echo "contacts?book=$book&limit=50&sort=$sort"; done | measure "list: the first page"
for sort in given family org updated; do echo "contacts?book=$book&limit=50&sort=$sort&offset=$((size * 9 / 10))"; done |
    measure "list: a page deep in it"
echo 'contacts?limit=50' | measure "list: the first page of all ten books"
for id in $ids; do echo "contacts/$id"; done | measure "one contact"
echo
echo "server memory: $(memory VmRSS) MB now, $(memory VmHWM) MB at most"
