#!/bin/sh
# Completes the build image: libpq, time zones, the wasm32 target, wasm-opt. What is there already is not installed again.
set -eu
. tools/basics.sh

missing=""
[ -e /usr/include/postgresql/libpq-fe.h ] || missing="$missing libpq-dev"
[ -e /usr/share/zoneinfo/UTC ] || missing="$missing tzdata"
have npm || missing="$missing nodejs npm"
if [ -n "$missing" ]; then
    apt-get update -qq
    # shellcheck disable=SC2086 # a list of package names
    apt-get install -y -qq --no-install-recommends $missing >/dev/null
    rm -rf /var/lib/apt/lists/*
fi
tools/wasm-cargo --which >/dev/null 2>&1 || rustup target add wasm32-unknown-unknown
npm ci --prefix tools --no-audit --no-fund --silent
