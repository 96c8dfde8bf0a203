#!/bin/sh
# Every test that a plain machine can run: unit, property, database and route tests, and the examples in the docs.
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh

step set-up tools/setup.sh native
# For the tests of the cache.
if ! have valkey-server && ! have redis-server && is_debian; then apt_install redis-server; fi
# Where the offline images are, no registry is: the tests' throwaway database is to come from them.
if [ "${TEST_SOURCE:-}" != cluster ] && have docker && docker image inspect bloknotik-offline/postgres:bookworm >/dev/null 2>&1; then
    export TEST_POSTGRES_IMAGE="${TEST_POSTGRES_IMAGE:-bloknotik-offline/postgres:bookworm}"
fi
# Arguments choose tests.
[ $# -eq 0 ] || exec cargo test "$@"
step build cargo test --no-run
step tests cargo test --no-fail-fast
