#!/bin/sh
# Gives Debian's own Rust (packages rustc-web cargo-web rust-web-src lld-19) a standard library for wasm32, built from
# Debian's source package. For machines where `rustup target add wasm32-unknown-unknown` has no server to ask.
# Takes half a minute once; does nothing when the library of this very compiler is there. Root puts it beside the
# compiler's others, everybody else into a folder of their own, where tools/wasm-cargo finds it.
set -eu
cd "$(dirname "$0")/.."
. tools/basics.sh

TRIPLE=wasm32-unknown-unknown
FOLDER=lib/rustlib/$TRIPLE/lib

{ [ -x /usr/bin/rustc ] && [ -x /usr/bin/cargo ]; } || die "Debian's Rust is missing: apt-get install rustc-web cargo-web rust-web-src lld-19"
# What a rustup shim puts into the environment would lead Debian's cargo to rustup's compiler.
unset RUSTUP_TOOLCHAIN CARGO LD_LIBRARY_PATH RUSTC_WRAPPER RUSTC_WORKSPACE_WRAPPER CARGO_ENCODED_RUSTFLAGS
export RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc

wanted="1 $($RUSTC --version)"
is_current() { [ "$(cat "$1/$FOLDER/.bloknotik-std" 2>/dev/null)" = "$wanted" ]; }
! is_current "$(own_sysroot)" || exit 0
rm -rf "$(own_sysroot)"
! is_current /usr || exit 0

say "building the wasm32 standard library for $($RUSTC --version) (once, about 30 s)"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/src"
: >"$work/src/lib.rs"
cat >"$work/Cargo.toml" <<'TOML'
[package]
name = "only-std"
version = "0.0.0"
edition = "2021"
[workspace]
TOML
# Embedded bitcode: without it the link-time optimisation of the bundle fails with "failed to get bitcode".
(
    cd "$work"
    RUSTC_BOOTSTRAP=1 RUSTFLAGS="-Cembed-bitcode=yes -Copt-level=z" CARGO_TARGET_DIR="$work/target" \
        CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld-19 \
        /usr/bin/cargo build --quiet --release --target $TRIPLE \
        -Zbuild-std=std,panic_abort,proc_macro -Zbuild-std-features=optimize_for_size
) || die "the standard library did not build (is crates.io reachable? behind a corporate proxy set CARGO_HTTP_CAINFO)"
rm -f "$work"/target/$TRIPLE/release/deps/libonly_std*
[ "$(id -u)" -eq 0 ] && sysroot=/usr || sysroot=$(own_sysroot)
dest=$sysroot/$FOLDER
mkdir -p "$dest"
rm -f "$dest"/*.rlib
cp "$work"/target/$TRIPLE/release/deps/*.rlib "$dest"
echo "$wanted" >"$dest/.bloknotik-std"
# Everything compiled against the former library is stale, and cargo would not notice.
rm -rf "${CARGO_TARGET_DIR:-target}/web"
say "installed in $dest"
