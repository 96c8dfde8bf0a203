# The build image of the offline path: Debian's own Rust with a wasm32 standard library, C compiler, libpq, npm.
ARG BASE
FROM ${BASE}
ENV DEBIAN_FRONTEND=noninteractive
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends ca-certificates cargo-web rustc-web rust-web-src lld-19 \
        gcc libc6-dev libpq-dev pkg-config nodejs npm >/dev/null \
    && rm -rf /var/lib/apt/lists/*
COPY basics.sh wasm-std.sh /tools/
RUN --mount=type=secret,id=ca \
    if [ -s /run/secrets/ca ]; then export CARGO_HTTP_CAINFO=/run/secrets/ca; fi; \
    CARGO_HOME=/tmp/cargo /tools/wasm-std.sh && rm -rf /tmp/cargo
