#!/bin/sh
# What must hold besides the tests. Without arguments: what the gate wants, with nothing that this repository does not bring.
#   tools/check.sh [fmt|clippy|page|layers|doc|deny|deploy]...     deny and deploy only when they are named
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh

fmt() { cargo fmt --all --check || die "not formatted (above): run cargo fmt --all"; }

# Two passes, never --all-features: `ssr` and `hydrate` in one build compile and then fail in the browser. Where clippy stands
# in the compiler's place (.ci/run), building what the tests need is the first one.
clippy() {
    if [ -n "${RUSTC_WORKSPACE_WRAPPER:-}" ]; then
        cargo test --all-targets --no-run --quiet
    else
        cargo clippy --all-targets -- -D warnings
    fi || die "lints or errors (above): cargo clippy --fix --allow-dirty mends many of them"
}

# The web bundle with warnings denied is the lint of the other pass: Debian's Rust brings no clippy for it.
page() {
    CI=true tools/xtask web ${BUNDLE:+"--$BUNDLE"} ||
        die "the page does not build for the browser (above): tools/xtask web --dev shows the same sooner"
}

# The cards, the rules and the page stay free of the database and the server. That they build for the browser shows `page`.
layers() {
    for crate in vcard domain frontend; do
        forbidden='^(diesel|pq-sys|axum|tokio-postgres)'
        [ $crate = frontend ] || forbidden="$forbidden|^(leptos|tokio)"
        tree=$(cargo tree -p $crate --edges normal,build --all-features --target all --prefix none) || die "cargo tree failed (above)"
        if printf '%s\n' "$tree" | grep -E "$forbidden"; then
            die "$crate depends on what it must not know (above): see docs/ARCHITECTURE.md"
        fi
    done
}

# Of all crates; the gate takes the two that others read first, since every dependency has to be compiled once more for it.
doc() {
    packages=
    [ -z "${RUSTC_WORKSPACE_WRAPPER:-}" ] || packages="-p vcard -p domain"
    # shellcheck disable=SC2086
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --quiet $packages || die "the documentation has broken links (above)"
}

deny() {
    have cargo-deny || die "cargo-deny is missing: cargo install cargo-deny"
    cargo deny --log-level warn check
}

# What is in deploy/: manifests, the Pack, the pipeline, and the scripts that deploy.
deploy() { tools/check-deploy.sh; }

[ $# -gt 0 ] || set -- fmt clippy page layers doc
for step in "$@"; do
    case $step in
        fmt | clippy | page | layers | doc | deny | deploy) step "$step" "$step" ;;
        *) die "unknown check '$step'" ;;
    esac
done
