#!/bin/sh
# The journeys in a real browser, against BASE_URL or what `./justw up` started.
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh

have npm || die "npm is missing: install Node 20 or newer"
load_env
BASE_URL=${BASE_URL:-http://localhost:${PORT:-5555}}
export BASE_URL
answers "$BASE_URL" || die "nothing answers at $BASE_URL: run ./justw up first, or set BASE_URL"

cd e2e
PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --silent
# The system's Chromium: Playwright's own download does not work behind every wall.
find_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
if ! find_chromium >/dev/null && is_debian; then apt_install chromium fonts-noto-core fonts-noto-cjk; fi
CHROMIUM=${CHROMIUM:-$(find_chromium)} || die "no Chromium: install it from your system's packages, or name it by CHROMIUM"
export CHROMIUM
exec npx playwright test "$@"
