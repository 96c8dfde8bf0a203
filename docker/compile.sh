#!/bin/sh
# Compiles the web bundle and the server. Run twice in the image build: on the skeleton, then on the sources.
set -eu
# Cargo compares times, and the sources may be older than what the skeleton left behind.
find crates -type f -exec touch {} +
cargo run --locked --quiet -p xtask -- web
cargo build --locked --release -p server --bin bloknotik
