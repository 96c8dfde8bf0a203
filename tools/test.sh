#!/bin/sh
# Every test that a plain machine can run in minutes; arguments go to cargo test.
#   tools/test.sh            tests of the crates, and the journeys in a browser that matter most
#   tools/test.sh thorough   with a single connection, too, and with all journeys
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh

tools/setup.sh test
# Where the offline images are, no registry is: the tests' throwaway database is to come from them.
if [ "${TEST_SOURCE:-}" != cluster ] && have docker && docker image inspect bloknotik-offline/postgres:bookworm >/dev/null 2>&1; then
    export TEST_POSTGRES_IMAGE="${TEST_POSTGRES_IMAGE:-bloknotik-offline/postgres:bookworm}"
fi
find_engine
# As the gate (docs/TESTING.md): cards that nobody has thought of yet are for `thorough`.
[ "${1:-}" ] || export PROPTEST_RNG_SEED="${PROPTEST_RNG_SEED:-20261121}"
# Half of the time a test waits for the database or a process.
threads=$(($(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) * 2))
run_tests() {
    RUST_TEST_THREADS=${RUST_TEST_THREADS:-$threads} cargo test --no-fail-fast || die "tests failed (above): ./justw test NAME runs one of them again"
}
run_journeys() {
    tools/journeys.sh || die "journeys failed (above): ./justw journeys FILE runs those of one file; pictures and traces are in e2e/test-results"
}

case "${1:-}" in
    '')
        step tests run_tests
        step journeys run_journeys
        ;;
    thorough)
        step tests cargo test --no-fail-fast
        # Whatever would take a second connection inside `db.run` fails then. Not `-p server`: by itself it would be built
        # with other features, and half of all dependencies anew.
        step one-connection env TEST_POOL_SIZE=1 cargo test --test it
        step previous tools/previous.sh
        step journeys tools/journeys.sh all
        ;;
    *) exec cargo test "$@" ;;
esac
