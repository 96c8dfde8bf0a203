# What the scripts need also where the image is built: `. tools/basics.sh`. A change here compiles all dependencies of the image
# anew, so the rest is in tools/lib.sh. POSIX sh, no side effects when sourced.
# shellcheck shell=sh

say() { printf '%s\n' "== $*" >&2; }
note() { printf '%s\n' "   $*" >&2; }
die() {
    printf '%s\n' "error: $*" >&2
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# A library for wasm32 that tools/wasm-std.sh has built: one's own, for who may not write into the system's folders.
own_sysroot() { echo "${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/bloknotik/rust"; }
has_wasm() { ls "$1"/lib/rustlib/wasm32-unknown-unknown/lib/libstd-*.rlib >/dev/null 2>&1; }
