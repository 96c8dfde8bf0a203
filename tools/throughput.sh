#!/bin/sh
# How many requests a second the server answers with 100,000 contacts, beside PostgreSQL itself doing the same SELECT: see
# docs/BENCHMARKS.md.
#   tools/throughput.sh [SECONDS]     how long each measurement takes; 10 without it
# The contacts stay in target/bench (of root in /var/tmp/bloknotik-bench), so that a second run begins at once; BENCH_CONTACTS
# makes it another number.
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh

seconds=${1:-10}
contacts=${BENCH_CONTACTS:-100000}
port=${BENCH_PORT:-5590}
folder=$PWD/target/bench/$contacts-in-one
binary=${CARGO_TARGET_DIR:-$PWD/target}/release/bloknotik
# Run by root, PostgreSQL is another account, which has to get to its folder.
[ "$(id -u)" -ne 0 ] || folder=/var/tmp/bloknotik-bench/$contacts-in-one
mkdir -p "$folder"

tools/setup.sh
. tools/oha.sh
cargo build --quiet --release -p server --bin bloknotik
. tools/own-server.sh
load_sample "$contacts" 1
start_server BENCH_PORT
token=$(post users/login "$account" | sed 's/.*"token":"\([^"]*\)".*/\1/')
auth="authorization: Bearer $token"
api=$url/api/v1
# A thousand of them from all over the book.
for page in 0 1 2 3 4 5 6 7 8 9; do
    curl -sf "$api/contacts?limit=100&offset=$((contacts / 10 * page))" -H "$auth"
done | grep -o '"id":"[^"]*"' | cut -d'"' -f4 >"$folder/ids"

# What the server asks for when one contact is read, by the same ids, prepared, over the same socket.
pgbench=$(command -v pgbench || ls -1 /usr/lib/postgresql/*/bin/pgbench 2>/dev/null | tail -n 1 || true)
[ -n "$pgbench" ] || die "pgbench is missing: it comes with PostgreSQL's programs"
postmaster() { sed -n "$1p" "$DATA_DIR/postgres/cluster/postmaster.pid"; }
database="postgres:///bloknotik?user=bloknotik&host=$(postmaster 5)&port=$(postmaster 4)"
owner=$(psql --no-psqlrc -qtA "$database" -c "SELECT id FROM users WHERE username = 'bench'")
mkdir -p "$folder/pgbench"
set --
awk 'NR % 10 == 1' "$folder/ids" >"$folder/some"
[ -s "$folder/some" ] || die "the server lists no contacts; see $folder/server.log"
while read -r id; do
    cat >"$folder/pgbench/$id.sql" <<SQL
SELECT c.book_id, c.id, c.version, c.projection, c.fields, c.created_at, c.updated_at, c.deleted_at, EXISTS (SELECT FROM favourites f
 WHERE f.user_id = '$owner' AND f.book_id = c.book_id AND f.contact_id = c.id) FROM contacts c JOIN books b ON c.book_id = b.id
 WHERE b.owner_id = '$owner' AND b.deleted_at IS NULL AND c.id = '$id' AND c.deleted_at IS NULL LIMIT 1;
SQL
    set -- "$@" -f "$folder/pgbench/$id.sql"
done <"$folder/some"
by_itself() {
    "$pgbench" --no-vacuum --protocol=prepared -c 32 -j 2 -T "$seconds" "$@" "$database" 2>/dev/null |
        awk '/^tps = / { printf "%.0f\n", $3 }'
}
select=$(by_itself "$@")
[ -n "$select" ] || die "pgbench failed"

line() { printf '| %s | %s | %s | %s | %s |\n' "$@"; }
# measured WHAT OPTIONS...: what `closed` found, as a line of the table; its rate is kept.
measured() {
    what=$1
    shift
    # shellcheck disable=SC2046 # the figures
    set -- $(closed "$seconds" -H "$auth" "$@")
    rate=$1
    shift
    line "$what" "$rate" "$1" "$2" "$(shift 2 && echo "$*")"
}
urls() { sed "s|^|$api/|" >"$folder/urls"; }

echo "$contacts contacts in one book; 32 connections for $seconds s each"
echo
echo '| | a second | p50 ms | p99 ms | answers |'
echo '|---|---|---|---|---|'
line "pgbench, the SELECT of one contact" "$select" "" "" ""
sed 's|^|contacts/|' "$folder/some" | urls
measured "one contact" --urls-from-file "$folder/urls"
one=$rate
for page in 0 1 2 3 4 5 6 7 8 9; do echo "contacts?limit=50&offset=$((contacts / 10 * page))"; done | urls
measured "a page of 50" --urls-from-file "$folder/urls"
for q in james mary jos maria anna david peter 'elizabeth%20b' zofia 0301 7946 'jennifer%20parker'; do echo "contacts?limit=50&q=$q"; done | urls
measured "search" --urls-from-file "$folder/urls"
# Into a book of its own, which is gone afterwards: the next run finds the same.
book=$(curl -sf "$api/books" -H "$auth" -H 'content-type: application/json' -d '{"name":"Created"}' | sed 's/.*"id":"\([^"]*\)".*/\1/')
measured "create" -m POST -H 'content-type: application/json' -d '{"book_id":"'"$book"'",
    "name":{"given":"Grace","family":"Hopper"},"phones":[{"value":"+1 555 0100","type":"mobile"}],"emails":[{"value":"grace@example.org"}]}' "$api/contacts"
psql --no-psqlrc -q "$database" -c "DELETE FROM books WHERE id = '$book'"
echo
awk -v one="$one" -v select="$select" 'BEGIN { printf "one contact: %.2f of what pgbench does (budget 0.25)\n", one / select }'
