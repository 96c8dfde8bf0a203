# A server of one's own on the embedded database, for the scripts that measure and take pictures. To be sourced after
# lib.sh, with $binary and $port set; it is stopped when the script ends, however it does. Everything is in $folder; without
# one it is a new folder below $parent (/tmp: what is measured is measured with a disk), which goes with the script.
# shellcheck shell=sh disable=SC2154

url=http://127.0.0.1:$port
server=
throwaway=
if [ -z "${folder:-}" ]; then
    throwaway=$(mktemp -d "${parent:-/tmp}/bloknotik-$(basename "$0" .sh)-XXXXXX")
    # Run by root, PostgreSQL is another account, which has to get to its folder.
    chmod o+x "$throwaway"
    folder=$throwaway
fi
export DATA_DIR="$folder/data" BIND="127.0.0.1:$port" REGISTRATION=open RUST_LOG=warn LOG_FORMAT=text
# Nothing of a server that is in use: what is made up here must not get into its book.
for name in DATABASE_URL POSTGRES_HOST POSTGRES_PORT POSTGRES_DB POSTGRES_USER POSTGRES_PASSWORD SECRET_KEY REDIS_URL METRICS_BIND; do
    unset "$name" "${name}_FILE"
done

stop_server() {
    [ -n "$server" ] || return 0
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
}
finish_server() {
    stop_server
    [ -z "$throwaway" ] || rm -rf "$throwaway"
}
trap finish_server EXIT
trap 'exit 130' INT TERM

start_server() {
    answers "$url" && die "port $port is taken: name another one by ${1:-PORT}"
    mkdir -p "$folder"
    "$binary" serve >"$folder/server.log" 2>&1 &
    server=$!
    wait_for 120 curl --silent --fail --output /dev/null "$url/readyz" ||
        die "the server is not ready after two minutes; see $folder/server.log"
}

# Makes the account "bench" and fills it with contacts, unless that was done before: load_sample CONTACTS BOOKS
account='{"username":"bench","password":"correct horse"}'
post() { curl -sf -X POST "$url/api/v1/$1" -H 'content-type: application/json' -d "$2"; }
load_sample() {
    [ ! -e "$folder/loaded" ] || return 0
    say "loading $1 contacts (they are kept in $folder)"
    rm -rf "$DATA_DIR"
    start_server
    post users/register "$account" >/dev/null
    stop_server
    RUST_LOG=info "$binary" sample --contacts "$1" --books "$2" --user bench >"$folder/sample.log" 2>&1 ||
        die "the contacts could not be loaded; see $folder/sample.log"
    touch "$folder/loaded"
}
