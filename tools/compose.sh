#!/bin/sh
# `docker compose` with the settings of this installation.
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh

load_env
REVISION=$(git rev-parse --short HEAD 2>/dev/null || echo unknown)
export REVISION
exec docker compose "$@"
