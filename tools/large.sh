#!/bin/sh
# Scrolls through a book of 100,000 contacts in a real browser, at both sizes, and holds what is drawn against its bounds.
# The contacts stay in target/large, so that a second run begins at once.
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh

port=${PORT:-5588}
binary=${CARGO_TARGET_DIR:-$PWD/target}/release/bloknotik
folder=$PWD/target/large
tools/xtask web
cargo build --quiet --release -p server --bin bloknotik
. tools/own-server.sh
load_sample 100000 1
start_server
E2E_LARGE_USERNAME=bench E2E_LARGE_PASSWORD='correct horse' BASE_URL=$url \
    tools/e2e.sh large.spec.ts --project journeys --no-deps --workers 1
