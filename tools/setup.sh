#!/bin/sh
# Installs what building needs; quick and silent when everything is there.
#   tools/setup.sh native   what `cargo build` and `cargo test` need: Rust, a C compiler, libpq
#   tools/setup.sh web      what the web bundle needs: the wasm32 target, and wasm-opt where npm is
#   tools/setup.sh test     both, and what the tests want: Redis, a browser
#   tools/setup.sh          both
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh

has_libpq() {
    pkg-config --exists libpq 2>/dev/null || [ -e "$(pg_config --includedir 2>/dev/null)/libpq-fe.h" ]
}

native() {
    have cargo || die "Rust is missing: get it from https://rustup.rs, or from your system's packages (1.95 or newer)"
    if ! { have cc && has_libpq; } && is_debian; then
        apt_install gcc libc6-dev libpq-dev pkg-config
    fi
    have cc || die "a C compiler is missing: install gcc (Fedora: dnf install gcc; Arch: pacman -S gcc; macOS: xcode-select --install)"
    has_libpq || die "PostgreSQL's C library is missing: Fedora: dnf install libpq-devel; Arch: pacman -S postgresql-libs; \
macOS: brew install libpq && brew link --force libpq; then run this again"
}

wasm_target() {
    # Debian's compiler with a library that an upgrade has outdated counts as none.
    case $(tools/wasm-cargo --which 2>/dev/null) in
        active) return ;;
        debian) tools/wasm-std.sh && return ;;
    esac
    if have rustup; then
        say "adding the wasm32 target to Rust"
        RUSTUP_MAX_RETRIES=0 bounded 120 rustup target add wasm32-unknown-unknown >/dev/null 2>&1 && return
        note "rustup cannot download it (no way to its server?)"
    fi
    is_debian || die "no wasm32 target: run 'rustup target add wasm32-unknown-unknown' where its server can be reached, \
or install your system's package (Fedora: rust-std-static-wasm32-unknown-unknown; Arch: rust-wasm)"
    note "using Debian's own Rust for the web page instead"
    apt_install rustc-web cargo-web rust-web-src lld-19
    # For people: `cargo +debian ...`. The scripts call it by its path.
    if have rustup; then rustup toolchain link debian /usr; fi
    tools/wasm-std.sh
}

wasm_opt() {
    [ ! -x tools/node_modules/.bin/wasm-opt ] || return 0
    have npm || return 0
    say "installing wasm-opt"
    retry npm ci --prefix tools --no-audit --no-fund --silent >/dev/null 2>&1 || note "npm could not: the page will be somewhat larger"
}

# A cache to test with, the browser of the journeys with fonts for all scripts, and the lie about the clock.
for_tests() {
    if ! have npm && is_debian; then apt_install nodejs npm; fi
    have npm || die "npm is missing: install Node.js 20 or newer, which brings it"
    if ! have valkey-server && ! have redis-server && is_debian; then apt_install redis-server; fi
    if ! find_chromium >/dev/null && is_debian; then apt_install chromium fonts-noto-core fonts-noto-cjk; fi
    find_chromium >/dev/null || die "no Chromium: install it from your system's packages, or name it by CHROMIUM"
    (cd e2e && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 retry npm ci --no-audit --no-fund --silent) ||
        die "npm could not install the browser tests' packages: is its registry reachable?"
}

case "${1:-all}" in
    native) native ;;
    web) wasm_target && wasm_opt ;;
    all) native && wasm_target && wasm_opt ;;
    test) native && wasm_target && wasm_opt && for_tests ;;
    *) die "usage: tools/setup.sh [native|web|test]" ;;
esac
