#!/bin/sh
# Fetches the images of the database and the cache that are not here yet. Where that fails, those of docker/offline stand
# in if they were built, and .env names them from then on. When neither works, prints why and fails.
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh

load_env
mkdir -p target
log=target/images.log
bounded 900 tools/compose.sh pull --quiet --policy missing db cache >"$log" 2>&1 && exit
why=$(grep . "$log" | tail -n 1)
if [ -z "${POSTGRES_IMAGE:-}" ] && docker image inspect bloknotik-offline/postgres:bookworm >/dev/null 2>&1; then
    # Never under a database that is there: PostgreSQL does not open what another version of it has written.
    if ! docker volume inspect "${COMPOSE_PROJECT_NAME:-bloknotik}_db" >/dev/null 2>&1; then
        say "no image can be fetched: this installation uses those of docker/offline from now on (.env names them)"
        grep -v '^#' docker/offline/offline.env | while IFS='=' read -r name value; do remember "$name" "$value"; done
        exit
    fi
    why="$why; if docker/offline made the database that is here, add the lines of docker/offline/offline.env to .env"
fi
echo "$why"
exit 1
