#!/bin/sh
# Fuzzes for a bounded time: tools/fuzz.sh parse|edit|file [SECONDS]. What it finds worth keeping stays in the corpus; what
# fails is in crates/vcard/fuzz/artifacts, to be made into a test before it is mended.
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh
cd crates/vcard

target=${1:-parse}
seconds=${2:-60}
[ -e "fuzz/fuzz_targets/$target.rs" ] || die "there is no target '$target': parse, edit or file"
case $seconds in '' | *[!0-9]*) die "usage: ./justw fuzz [TARGET] [SECONDS]" ;; esac
cargo fuzz --version >/dev/null 2>&1 || {
    say "installing cargo-fuzz (once, about a minute)"
    cargo install cargo-fuzz --locked --quiet || die "cargo-fuzz cannot be installed: is crates.io reachable?"
}
# libFuzzer's runtime is C++.
have c++ || { is_debian && apt_install g++; } || die "a C++ compiler is missing: install g++ (Fedora: gcc-c++; macOS: xcode-select --install)"
mkdir -p "fuzz/corpus/$target"
seeds=tests/fixtures
[ "$target" != edit ] || seeds=
# The sanitizers' flags are unstable; the compiler is not asked to be a nightly one.
# shellcheck disable=SC2086
RUSTC_BOOTSTRAP=1 exec cargo fuzz run "$target" "fuzz/corpus/$target" $seeds -- \
    "-max_total_time=$seconds" -max_len=4096 -dict=fuzz/vcard.dict
