#!/bin/sh
# Installs what building needs; quick and silent when everything is there.
#   tools/setup.sh native   what `cargo build` needs: Rust, a C compiler, libpq
#   tools/setup.sh server   and PostgreSQL's programs, where the server is to run it by itself
#   tools/setup.sh web      what the web bundle needs: the wasm32 target, and wasm-opt where npm is
#   tools/setup.sh test     all of that, and what the tests want: Redis, a browser
#   tools/setup.sh          both, and PostgreSQL's programs
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

# The programs of the embedded database, and of the tests'. Debian would also start a cluster of its own at the usual port.
postgres() {
    has_postgres && return
    if is_debian; then
        clusters=/etc/postgresql-common/createcluster.conf
        if [ ! -e "$clusters" ] && ! have pg_lsclusters; then
            as_root sh -c "mkdir -p ${clusters%/*} && echo create_main_cluster = false >$clusters"
        fi
        apt_install postgresql
    fi
    has_postgres || die "PostgreSQL's programs are missing, 15 or newer: Fedora: dnf install postgresql-server postgresql-contrib; \
Arch: pacman -S postgresql; macOS: brew install postgresql@17; older Debian and Ubuntu: https://apt.postgresql.org; \
then run this again, or name their folder by POSTGRES_BINDIR"
}

# Where crates/local-postgres/src/places.rs looks, too.
has_postgres() {
    for folder in ${POSTGRES_BINDIR:+"$POSTGRES_BINDIR"} "$(dirname "$(command -v postgres || echo /)")" "$(pg_config --bindir 2>/dev/null)" \
        /usr/lib/postgresql*/bin /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/lib64/postgresql-*/bin /usr/libexec/postgresql* \
        /opt/homebrew/opt/postgresql*/bin /usr/local/opt/postgresql*/bin /home/linuxbrew/.linuxbrew/opt/postgresql*/bin \
        /Applications/Postgres.app/Contents/Versions/*/bin "$HOME/.nix-profile/bin" /run/current-system/sw/bin \
        /nix/var/nix/profiles/default/bin /usr/local/bin /usr/local/pgsql/bin; do
        [ -x "$folder/postgres" ] || continue
        major=$("$folder/postgres" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')
        [ "${major:-0}" -lt 15 ] || return 0
    done
    return 1
}

# Whether `up` uses a database that somebody else looks after.
is_elsewhere() { [ -n "${DATABASE_URL:-}${DATABASE_URL_FILE:-}${POSTGRES_HOST:-}${POSTGRES_HOST_FILE:-}" ]; }

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
    if is_debian; then apt_install faketime; fi
    if ! find_chromium >/dev/null && is_debian; then apt_install chromium fonts-noto-core fonts-noto-cjk; fi
    find_chromium >/dev/null || die "no Chromium: install it from your system's packages, or name it by CHROMIUM"
    (cd e2e && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 retry npm ci --no-audit --no-fund --silent) ||
        die "npm could not install the browser tests' packages: is its registry reachable?"
}

case "${1:-all}" in
    native) native ;;
    server) native && { is_elsewhere || postgres; } ;;
    web) wasm_target && wasm_opt ;;
    all) native && { is_elsewhere || postgres; } && wasm_target && wasm_opt ;;
    test) native && postgres && wasm_target && wasm_opt && for_tests ;;
    *) die "usage: tools/setup.sh [native|server|web|test]" ;;
esac
