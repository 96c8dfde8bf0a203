#!/bin/sh
# Stops Bloknotik, however it was started. The data stays.
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh

load_env
tools/native.sh down
if [ "${BLOKNOTIK_MODE:-}" = containers ]; then
    have docker && bounded 20 docker info >/dev/null 2>&1 && docker compose version >/dev/null 2>&1 ||
        die "no Docker engine answers, or it has no compose plugin: what runs in containers goes on, or comes back with the engine"
fi
# A native installation leaves containers alone: they may belong to another checkout.
if [ "${BLOKNOTIK_MODE:-}" != native ] && [ -e .env ] && have docker && bounded 20 docker info >/dev/null 2>&1 &&
    docker compose version >/dev/null 2>&1; then
    # What watches it goes, too, whether it is still asked for or not.
    COMPOSE_PROFILES=monitoring tools/compose.sh down
fi
