#!/bin/sh
# Holds what runs on hosts, deploy/compose and deploy/swarm, against our rules, and the edge's configuration against nginx, without
# an engine: check-hosts.sh PYTHON, as tools/check-deploy.sh calls it. On Debian it brings the nginx it needs into the same cache.
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh

PYTHON=$1
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/bloknotik/deploy-check
RENDERED=$(mktemp -d)
trap 'rm -rf "$RENDERED"' EXIT

# The edge's configuration needs a newer nginx than most machines have. Debian's testing has one, which runs on its own libc.
edge_nginx() {
    if have nginx && nginx -v 2>&1 | grep -qE 'nginx/1\.(2[89]|[3-9][0-9])\.'; then
        nginx "$@"
        return
    fi
    folder=$CACHE/nginx-testing
    [ -d "$folder" ] || {
        say "getting nginx from Debian's testing"
        rm -rf "$folder.new"
        mkdir -p "$folder.new/lists/partial"
        echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(debian_mirror) testing main" >"$folder.new/testing.list"
        is_debian && (cd "$folder.new" && testing_apt update &&
            testing_apt download nginx libc6 libpcre2-8-0 libssl3t64 libcrypt1 zlib1g &&
            for deb in ./*.deb; do dpkg -x "$deb" .; done) >"$CACHE/nginx.log" 2>&1 || return 2
        rm -rf "$folder.new"/*.deb "$folder.new/lists"
        mv "$folder.new" "$folder"
    }
    set -- "$folder/usr/sbin/nginx" "$@"
    "$folder"/usr/lib/*/ld-linux-*.so.? --library-path "$(dirname "$folder"/usr/lib/*/libpcre2-8.so.0)" "$@"
}
testing_apt() {
    as_root apt-get -qq -o Dir::Etc::sourcelist="$PWD/testing.list" -o Dir::Etc::sourceparts=/dev/null \
        -o Dir::State::Lists="$PWD/lists" -o APT::Sandbox::User=root -o Acquire::Check-Valid-Until=false "$@"
}

# The stacks, as the client reads them.
cp -R deploy/compose deploy/swarm "$RENDERED"
for kind in compose swarm; do
    rm -rf "$RENDERED/$kind/private" "$RENDERED/$kind/.env"
    deploy/compose/prepare.sh --self-signed book.example.org "$RENDERED/$kind" >/dev/null
done
# Nothing of this machine's environment is to be read into them.
plain() { (cd "$RENDERED/$1" && shift && env -i PATH="$PATH" HOME="$HOME" PUBLIC_URL=https://book.example.org docker "$@"); }
if docker compose version >/dev/null 2>&1; then
    plain compose compose --profile monitoring config >"$RENDERED/compose.yaml"
    plain swarm stack config --compose-file stack.yaml >"$RENDERED/swarm.yaml"
    "$PYTHON" -B deploy/check/stacks.py "$RENDERED/compose.yaml" "$RENDERED/swarm.yaml" deploy/compose/edge/nginx.conf
else
    note "no docker client with compose here: deploy/compose and deploy/swarm are not checked"
fi

# The edge, as nginx reads it.
sed "s|/etc/tls|$RENDERED/compose/private/tls|" deploy/compose/edge/nginx.conf >"$RENDERED/nginx.conf"
code=0
edge_nginx -e stderr -t -q -c "$RENDERED/nginx.conf" || code=$?
case $code in
    0) note "the edge, by nginx: good" ;;
    2) note "no nginx 1.28 or newer here: the edge's configuration is not checked" ;;
    *) die "nginx does not take deploy/compose/edge/nginx.conf (above)" ;;
esac
