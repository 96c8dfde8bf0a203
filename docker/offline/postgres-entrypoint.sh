#!/bin/sh
# Makes the cluster on first start, then becomes the server. Anything but `postgres` (or its options) runs as it is.
set -eu

[ "${1#-}" = "${1:-}" ] || set -- postgres "$@"
[ "${1:-postgres}" = postgres ] || exec "$@"

if [ "$(id -u)" -eq 0 ]; then
    mkdir -p "$PGDATA"
    chown -R postgres:postgres "$PGDATA"
    chmod 0700 "$PGDATA"
    exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi

# Reads X, or the file that X_FILE names.
setting() {
    value="" file=""
    eval "value=\${$1:-} file=\${$1_FILE:-}"
    if [ -n "$file" ]; then cat "$file"; else printf %s "$value"; fi
}

if [ ! -s "$PGDATA/PG_VERSION" ]; then
    user=$(setting POSTGRES_USER)
    user=${user:-postgres}
    database=$(setting POSTGRES_DB)
    database=${database:-$user}
    password=$(setting POSTGRES_PASSWORD)
    if [ -z "$password" ] && [ "${POSTGRES_HOST_AUTH_METHOD:-}" != trust ]; then
        echo "error: set POSTGRES_PASSWORD or POSTGRES_PASSWORD_FILE" >&2
        exit 1
    fi
    # The password reaches initdb by a file, so that no process list shows it.
    pwfile=$(mktemp)
    printf '%s\n' "${password:-unused}" >"$pwfile"
    # shellcheck disable=SC2086 # options, as the official image takes them
    initdb --pgdata="$PGDATA" --username="$user" --pwfile="$pwfile" --encoding=UTF8 --locale=C.UTF-8 \
        --auth-local=trust --auth-host=scram-sha-256 ${POSTGRES_INITDB_ARGS:-} >/dev/null
    rm -f "$pwfile"
    {
        echo "listen_addresses = '*'"
        echo "unix_socket_directories = '/var/run/postgresql'"
        # Debian's build logs to a file by its wrapper only; here the container's log is the place.
        echo "logging_collector = off"
    } >>"$PGDATA/postgresql.conf"
    echo "host all all all ${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >>"$PGDATA/pg_hba.conf"
    # Not over TCP: a health check must not see this short-lived server as ready. Started even when there is nothing to
    # create, as the official image does: tools wait for "ready to accept connections" to be said twice.
    pg_ctl -D "$PGDATA" -o "-c listen_addresses=" -w start
    [ "$database" = postgres ] || createdb --username="$user" --maintenance-db=postgres "$database"
    for file in /docker-entrypoint-initdb.d/*; do
        case $file in
            *.sql) psql --no-psqlrc --set ON_ERROR_STOP=1 --username="$user" --dbname="$database" --file="$file" ;;
            *.sql.gz) gunzip --stdout "$file" | psql --no-psqlrc --set ON_ERROR_STOP=1 --username="$user" --dbname="$database" ;;
            *.sh) sh "$file" ;;
        esac
    done
    pg_ctl -D "$PGDATA" -m fast -w stop
    echo "PostgreSQL init process complete; ready for start up."
fi
unset POSTGRES_PASSWORD
exec "$@"
