#!/bin/sh
# The journeys in a real browser, against BASE_URL or what `./justw up` started.
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh

load_env
BASE_URL=${BASE_URL:-http://localhost:${PORT:-5555}}
export BASE_URL
answers "$BASE_URL" || die "nothing answers at $BASE_URL: run ./justw up first, or set BASE_URL"

[ -d e2e/node_modules ] || tools/setup.sh test
CHROMIUM=$(find_chromium) || die "no Chromium: install it from your system's packages, or name it by CHROMIUM"
export CHROMIUM
cd e2e
exec npx playwright test "$@"
