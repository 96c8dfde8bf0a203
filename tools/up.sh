#!/bin/sh
# Starts Bloknotik and ends by printing its address; running it again updates what runs.
#   tools/up.sh              as the time before; at first in containers where an engine and the images are at hand, else natively
#   tools/up.sh containers   in containers or not at all
#   tools/up.sh native       natively
# Each way has a database of its own. BLOKNOTIK_MODE in .env remembers which one this installation uses, so that an
# engine that comes or goes does not put an empty book in place of the full one.
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh
. tools/stack.sh

load_env
case ${PORT:-5555} in *[!0-9]* | ??????*) false ;; *) [ "${PORT:-5555}" -le 65535 ] ;; esac ||
    die "PORT is '$PORT', and has to be a number up to 65535: write PORT=5556 (any free port) into .env and run this again"
case ${LISTEN:-} in '' | \[*:*\]) ;; *[!0-9.]*) false ;; esac ||
    die "LISTEN is '$LISTEN', and has to be an address of this machine, such as 127.0.0.1 or [::1]: mend it in .env and run this again"
former=$(installed_mode)
mode=${1:-${former:-auto}}
case $mode in auto | containers | native) ;; *) die "usage: ./justw up [containers|native]" ;; esac
if [ -n "$former" ] && [ "$mode" != "$former" ]; then
    say "from $former to $mode: another database. The one before is kept; ./justw up $former goes back to it"
fi
[ "$mode" != native ] || exec tools/native.sh up

# cannot WHY [REMEDY]: natively instead, if nobody has decided for containers.
cannot() {
    if [ "$mode" = containers ]; then
        die "$1${2:+ ($2)}
Nothing was changed. ./justw up native runs without containers, but on another database."
    fi
    say "running without containers: $1"
    [ -z "${2:-}" ] || note "($2)"
    exec tools/native.sh up
}

has_engine || cannot "$WHY" "$REMEDY"
# What the containers would not see must not be ignored in silence. In .env it is meant for Bloknotik.
unused=$([ ! -e .env ] || sed -n 's/^\([A-Z_]*\)=..*/\1/p' .env | sort -u | grep -E \
    '^(DATABASE_URL|POSTGRES_(HOST|PORT|DB|USER|BINDIR)|BIND|DATA_DIR|SITE_DIR|REDIS_URL|METRICS_BIND|SSL_CERT_FILE|.*_FILE)$' |
    grep -Ev '^(BUILD_CA|COMPOSE)_FILE$' | paste -sd' ' -)
[ -z "$unused" ] || cannot "something is set in .env that containers do not use: $unused" "see Configuration in README.md"
# In the environment it may be another program's.
for name in DATABASE_URL POSTGRES_HOST POSTGRES_PORT POSTGRES_DB POSTGRES_USER BIND DATA_DIR DATABASE_URL_FILE \
    POSTGRES_PASSWORD_FILE SECRET_KEY_FILE; do
    eval "[ -n \"\${$name:-}\" ]" || continue
    [ "$mode" = containers ] || die "$name is set in this environment, and containers do not use it: unset $name, or say which way: \
./justw up native, with it, or ./justw up containers, without"
    say "$name of this environment is not used in containers"
done

own_containers
url=$(url)
if [ -z "$(container server)" ] && ! tools/native.sh running && answers "$url"; then
    die "port ${PORT:-5555} is taken by another program: stop it, or write PORT=5556 (any free port) into .env and run this again"
fi
tools/env.sh
# An empty one, too, has a value in .env now.
for name in POSTGRES_PASSWORD SECRET_KEY GRAFANA_PASSWORD; do
    eval "[ -n \"\${$name:-}\" ] || unset $name"
done
load_env

log=target/up.log
mkdir -p target
say "fetching and building the images (the first time takes some minutes; the log is $log)"
reason=$(tools/images.sh) || cannot "the images cannot be fetched: $reason" \
    "where no registry can be reached, ./justw offline-images builds them from a Debian mirror"
# What a container or an image says of itself.
told() { docker inspect --format "{{ .$1 }}" "$id"; }
image_id() { docker image inspect --format '{{ .Id }}' "$1" 2>/dev/null; }
if [ -n "${BLOKNOTIK_IMAGE:-}" ]; then
    # Somebody's choice: the one before, or one that was built elsewhere.
    say "running $BLOKNOTIK_IMAGE, which BLOKNOTIK_IMAGE names: nothing is built"
    image_id "$BLOKNOTIK_IMAGE" >"$log" || bounded 900 docker pull --quiet "$BLOKNOTIK_IMAGE" >"$log" 2>&1 ||
        cannot "the image that BLOKNOTIK_IMAGE names is not here, and cannot be fetched: $(tail -n 1 "$log")" "without BLOKNOTIK_IMAGE it is built"
else
    tools/compose.sh build server >"$log" 2>&1 ||
        cannot "the image could not be built: $(grep -i 'error' "$log" | tail -n 1)" "the whole log is $log"
    # To go back to, what was healthy last: see "Roll back" in docs/OPERATIONS.md.
    current=$(image_id "$(project):current") || true
    [ -z "$current" ] || [ "$current" = "$(image_id "$(project):local")" ] || docker tag "$current" "$(project):previous" || true
fi

# Before the database that may be running is replaced.
if docker volume inspect "$(project)_db" >/dev/null 2>&1; then
    image=$(tools/compose.sh config --images db)
    offline() { docker run --rm --network none "$@" 2>/dev/null || true; }
    of_book=$(offline --volume "$(project)_db:/book:ro" --entrypoint cat "$image" /book/PG_VERSION)
    of_image=$(offline --entrypoint postgres "$image" --version | sed 's/.*(PostgreSQL) \([0-9]*\).*/\1/')
    if [ -n "$of_book" ] && [ -n "$of_image" ] && [ "$of_book" != "$of_image" ]; then
        die "the book was written by another version of PostgreSQL ($of_book, and the image is of $of_image): name an image of $of_book by \
POSTGRES_IMAGE in .env, or carry the book over as docs/OPERATIONS.md says under \"Another PostgreSQL\". Nothing was changed"
    fi
fi

# The database first, by itself: compose would wait for ever for one that is started again and again.
say "starting the database"
former_db=$(container db)
tools/compose.sh up --detach --no-build --no-deps db >"$log" 2>&1 || die "the database does not start: $(tail -n 3 "$log")"
id=$(container db)
before=$(told RestartCount)
left=300
until [ "$(told State.Health.Status)" = healthy ]; do
    left=$((left - 1))
    if [ "$(told RestartCount)" -gt $((before + 1)) ] || [ $left -le 0 ]; then
        tools/compose.sh logs --no-log-prefix --tail 20 db >"$log" 2>&1
        tools/compose.sh stop db >/dev/null 2>&1
        cat "$log" >&2
        die "the database does not come up: its last lines are above"
    fi
    sleep 1
done

# Beside the server that may be running: if it fails, that one serves on.
say "bringing the schema up to date"
bounded 1800 tools/compose.sh run --rm --no-TTY --no-deps migrate >"$log" 2>&1 </dev/null || {
    cat "$log" >&2
    # A volume keeps the password of its first start.
    ! grep -q 'password authentication failed' "$log" || {
        [ -n "$former_db" ] || tools/compose.sh rm --stop --force db >/dev/null 2>&1
        die "the database has another password than .env: bring the .env back that was there when it was made, or give the database this one \
(./justw run psql, \\password bloknotik, POSTGRES_PASSWORD of .env). Nothing was changed"
    }
    die "the migration failed (above): it was rolled back, and no new server was started"
}

remember BLOKNOTIK_MODE containers
tools/native.sh down
say "starting"
# Bloknotik runs without it.
bounded 60 tools/compose.sh up --detach --no-build --no-deps cache >"$log" 2>&1 ||
    say "the cache could not be started, which makes Bloknotik slower and nothing else: $(tail -n 1 "$log")"
bounded 240 tools/compose.sh up --detach --no-build --wait --wait-timeout 180 db server >"$log" 2>&1 || {
    cat "$log" >&2
    die "the containers did not start; ./justw logs shows what they say"
}
id=$(container server)
[ "$(told State.Health.Status)" = healthy ] || {
    tools/compose.sh logs --tail 20 server >&2
    die "the server did not become healthy in three minutes (its last lines are above)"
}
docker tag "$(told Image)" "$(project):current"
# What watches it, and whose images are fetched only now: without it, too, the book is there.
bounded 900 tools/compose.sh up --detach --no-build --remove-orphans >"$log" 2>&1 ||
    say "not all of the rest could be started: $(tail -n 1 "$log")"
case ",${COMPOSE_PROFILES:-}," in
    *,monitoring,*) say "Grafana is at http://localhost:${GRAFANA_PORT:-3000}: account admin, password GRAFANA_PASSWORD in .env" ;;
esac
echo "$url"
