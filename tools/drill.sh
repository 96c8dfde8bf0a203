#!/bin/sh
# The restore drill: contacts are made up, backed up, destroyed with their database, and restored into a fresh one. What was
# there before and after is read by psql, and not by what made the backup, and compared byte for byte.
#   tools/drill.sh [CONTACTS]
# On a cluster of its own in target/drill, which is removed at the end. BLOKNOTIK_PROFILE=dev takes the quick build.
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh

contacts=${1:-10000}
case $contacts in '' | *[!0-9]*) die "usage: tools/drill.sh [CONTACTS]" ;; esac
[ "$contacts" -ge 1 ] && [ "$contacts" -le 1000000 ] || die "between 1 and 1000000 contacts"
profile=${BLOKNOTIK_PROFILE:-release}
port=${PORT:-5589}
binary=${CARGO_TARGET_DIR:-$PWD/target}/$([ "$profile" = dev ] && echo debug || echo "$profile")/bloknotik
folder=$PWD/target/drill
cargo build --quiet --profile "$profile" -p server --bin bloknotik
have psql || die "psql is missing: it comes with PostgreSQL's programs"
rm -rf "$folder"
. tools/own-server.sh
# Kept apart from the database, as its owner is told to.
SECRET_KEY=$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')
export SECRET_KEY
clean() {
    stop_server
    rm -rf "$folder"
}
trap clean EXIT

now() { date +%s.%N; }
took() { awk "BEGIN { printf \"%.1f\", $2 - $1 }"; }

# The cluster lives as long as the server; its socket is named in its own file.
ask() {
    psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 \
        "postgres:///bloknotik?user=bloknotik&host=$(sed -n 5p "$DATA_DIR/postgres/cluster/postmaster.pid")&port=$(sed -n 4p "$DATA_DIR/postgres/cluster/postmaster.pid")" "$@"
}

# Sorted rows of each table and every card by itself: dump DIRECTORY
dump() {
    mkdir -p "$1"
    ask -c "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY 1" >"$1/tables"
    while read -r table; do
        ask -c "COPY (SELECT t::text FROM \"$table\" t) TO STDOUT" </dev/null | LC_ALL=C sort >"$1/$table.rows"
    done <"$1/tables"
    ask -c "COPY (SELECT id, vcard FROM contacts ORDER BY book_id, id) TO STDOUT" >"$1/cards"
    ask -c "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1" >"$1/sequences"
}

say "making $contacts contacts"
start_server
post users/register "$account" >/dev/null
token=$(post users/login "$account" | sed 's/.*"token":"\([^"]*\)".*/\1/')
as_bench() { curl -sSf -o /dev/null -H "authorization: Bearer $token" "$@"; }
RUST_LOG=info "$binary" sample --contacts "$contacts" --books 4 --user bench >"$folder/sample.log" 2>&1 ||
    die "the contacts could not be made: $(tail -n 3 "$folder/sample.log")"
# What a sample has not: notes, stars, a photo, an edited contact, a deleted one.
ids=$(ask -c "SELECT id FROM contacts ORDER BY id LIMIT 4")
for id in $ids; do
    as_bench -X PUT "$url/api/v1/contacts/$id/photo" -H 'content-type: image/png' --data-binary @docs/screenshots/contact-1280-light.png
    as_bench -X PATCH "$url/api/v1/contacts/$id" -H 'content-type: application/json' -d '{"note":"drill","starred":true}'
    as_bench -X POST "$url/api/v1/notes" -H 'content-type: application/json' -d "{\"title\":\"of $id\",\"body\":\"line\\nline\"}"
done
as_bench -X DELETE "$url/api/v1/contacts/$(echo "$ids" | tail -n 1)"

say "reading what is there, backing it up beside the server"
dump "$folder/before"
begin=$(now)
RUST_LOG=info "$binary" backup --output "$folder/backup.gz" 2>"$folder/backup.log" || die "no backup: $(tail -n 3 "$folder/backup.log")"
backed_up=$(took "$begin" "$(now)")
begin=$(now)
"$binary" backup --check "$folder/backup.gz" >&2
checked=$(took "$begin" "$(now)")

say "destroying the database"
stop_server
rm -rf "$DATA_DIR"

say "restoring into a fresh one"
begin=$(now)
RUST_LOG=info "$binary" restore "$folder/backup.gz" 2>"$folder/restore.log" || die "not restored: $(tail -n 3 "$folder/restore.log")"
restored=$(took "$begin" "$(now)")
# Without a start of the server in between, nothing could have been changed by it; it is needed for its cluster, and to show
# that it serves what was restored.
start_server
as_bench "$url/api/v1/me" || die "the session of before does not hold"
dump "$folder/after"

differences=0
for file in "$folder"/before/*; do
    cmp -s "$file" "$folder/after/$(basename "$file")" || {
        differences=$((differences + 1))
        note "different: $(basename "$file")"
    }
done
cat <<END
contacts            $(wc -l <"$folder/after/cards")
tables              $(wc -l <"$folder/after/tables")
bytes of cards      $(wc -c <"$folder/after/cards")
bytes compared      $(cat "$folder"/before/* | wc -c)
bytes of backup     $(wc -c <"$folder/backup.gz")
differences         $differences
seconds to back up  $backed_up
seconds to check    $checked
seconds to restore  $restored
END
[ "$differences" -eq 0 ] || die "what was restored is not what was backed up"
[ "$(wc -l <"$folder/after/cards")" -eq "$contacts" ] || die "there are not as many contacts as were made"
