#!/bin/sh
# Compiles one half of the product: `web` into target/site, or `server` into target/PROFILE. Each runs twice in the image
# build: on the skeleton, which leaves the dependencies behind, then on the sources.
set -eu
half=$1
profile=${PROFILE:-release}
# Cargo compares times, and the sources may be older than what the skeleton left behind. The bundler is whole in both.
find crates -path crates/xtask -prune -o -type f -exec touch {} +
case $half in
    web)
        [ "$profile" = release ] || set -- web --dev
        cargo run --locked --quiet -p xtask -- "$@"
        ;;
    server) cargo build --locked --profile "$profile" -p server --bin bloknotik ;;
    *) echo "usage: compile.sh web|server" >&2 && exit 2 ;;
esac
