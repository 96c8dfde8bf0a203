#!/bin/sh
# Stops Bloknotik, however it was started. The data stays.
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh
. tools/stack.sh

load_env
mode=$(installed_mode)
tools/native.sh down
# A native installation leaves containers alone: they may belong to another checkout.
[ "$mode" = containers ] || exit 0
has_engine || die "$WHY ($REMEDY): what runs in containers goes on, or comes back with the engine"
own_containers
# To stop takes no secrets.
export POSTGRES_PASSWORD="${POSTGRES_PASSWORD:-none}" SECRET_KEY="${SECRET_KEY:-none}"
# What watches it goes, too, whether it is still asked for or not.
COMPOSE_PROFILES=monitoring tools/compose.sh down
