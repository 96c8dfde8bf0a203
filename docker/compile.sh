#!/bin/sh
# compile.sh HALF CRATE...: compiles one half of the product, `web` into target/site, or `server` into target/PROFILE, when the
# sources of these crates have come since it was compiled last. What either needs of others is compiled before, on the
# skeleton: `web-dependencies`, and `server` there.
set -eu
half=$1
shift
profile=${PROFILE:-release}
# Cargo compares times, and the sources may be older than what was compiled while they were empty.
for crate; do find "crates/$crate" -type f -exec touch {} +; done
case $half in
    web-dependencies)
        [ "$profile" = release ] && page=wasm-release || page=dev
        cargo build --locked --quiet -p xtask
        tools/wasm-cargo rustc --locked --package frontend-wasm --lib --target wasm32-unknown-unknown --profile $page --target-dir target/web
        ;;
    web)
        [ "$profile" = release ] && set -- web || set -- web --dev
        cargo run --locked --quiet -p xtask -- "$@"
        ;;
    # What the loader has to adjust is noted briefly, which makes the image smaller by more than a megabyte. The C library that is
    # packed beside it can read that.
    server) cargo rustc --locked --profile "$profile" -p server --bin bloknotik -- -C link-arg=-Wl,-z,pack-relative-relocs ;;
    *) echo "usage: compile.sh web-dependencies|web|server" >&2 && exit 2 ;;
esac
