#!/bin/sh
# Journeys in a real browser against a server of their own, on a free port and a database that is thrown away.
#   tools/journeys.sh            the ones that the gate wants
#   tools/journeys.sh all        every one of them, which takes some minutes
#   tools/journeys.sh FILE...    those of files in e2e/tests, and options of Playwright's
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh

case "${1:-}" in
    '') set -- account. /book. form. keys. missing. no-script. pages. states. undo. ;;
    all) shift && export E2E_THOROUGH=1 ;;
esac

tools/xtask web ${BUNDLE:+"--$BUNDLE"}
# With a test beside it: by itself it would be built with other features than the tests, and half of the workspace anew.
cargo build --quiet --bin bloknotik --test postgres
binary=${CARGO_TARGET_DIR:-$PWD/target}/debug/bloknotik
port=$(node -e 'const s = require("net").createServer(); s.listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })')
parent=$(scratch)
. tools/own-server.sh
start_server
code=0
BASE_URL=$url tools/e2e.sh "$@" || code=$?
[ $code -eq 0 ] || tail -n 20 "$folder/server.log" >&2
exit $code
