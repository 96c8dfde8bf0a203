#!/bin/sh
# Writes the workspace with empty sources to the folder named: enough for cargo to compile every dependency.
# The bundler (xtask) stays whole, because it depends on no other crate of the workspace and is needed for that.
set -eu
out=$1
mkdir -p "$out"

cp --parents Cargo.toml Cargo.lock crates/*/Cargo.toml docker/with-ca.sh docker/compile.sh "$out"
[ ! -d .cargo ] || cp -R .cargo "$out"
cp -R --parents crates/xtask tools/wasm-cargo tools/basics.sh "$out"
for manifest in crates/*/Cargo.toml; do
    crate=${manifest%/Cargo.toml}
    [ "$crate" != crates/xtask ] || continue
    mkdir -p "$out/$crate/src"
    : >"$out/$crate/src/lib.rs"
    [ ! -e "$crate/build.rs" ] || echo 'fn main() {}' >"$out/$crate/build.rs"
    # Benches, examples and further programs may be named in the manifest, and must then exist. Tests are not (.dockerignore).
    find "$crate" -path "$crate/src/main.rs" -o -path "$crate/src/bin/*.rs" -o -path "$crate/benches/*.rs" \
        -o -path "$crate/examples/*.rs" | while read -r program; do
        mkdir -p "$out/$(dirname "$program")"
        echo 'fn main() {}' >"$out/$program"
    done
done
