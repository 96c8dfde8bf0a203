#!/bin/sh
# Makes the pictures of docs/screenshots anew, of a server of its own with sample contacts.
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh

port=${PORT:-5589}
binary=${CARGO_TARGET_DIR:-$PWD/target}/debug/bloknotik
tools/xtask web
cargo build --quiet --bin bloknotik --test postgres

. tools/own-server.sh
start_server
mkdir -p docs/screenshots
BASE_URL=$url SCREENSHOTS=1 tools/e2e.sh pictures.spec.ts --project journeys --no-deps --workers 1
# Half as large, and nobody sees the difference.
if ! have pngquant && is_debian; then apt_install pngquant; fi
if have pngquant; then pngquant --force --skip-if-larger --ext .png docs/screenshots/*.png || true; fi
