#!/bin/sh
# Makes once what a server needs and no repository may hold: secrets, a folder for certificate and backups, and .env.
#   ./prepare.sh HOST [FOLDER]                  HOST is what people will type, such as book.example.org
#   ./prepare.sh --self-signed HOST [FOLDER]    with a certificate for trying out, which browsers warn of
# FOLDER is that of compose.yaml, if none is named, or that of a Swarm's stack.yaml. What is there already stays.
set -eu

die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

self_signed=no
if [ "${1:-}" = --self-signed ]; then
    self_signed=yes
    shift
fi
host=${1:-}
case $host in
    '' | -* | *[!A-Za-z0-9.:-]*) die "say the host that people will type: prepare.sh [--self-signed] book.example.org [FOLDER]" ;;
esac
cd "${2:-$(dirname "$0")}"
command -v openssl >/dev/null || die "openssl is missing: install it (apt install openssl)"

umask 077
# Containers have accounts of their own, so the files are open and the folder around them is shut.
mkdir -p private
for folder in secrets tls acme backups; do mkdir -p -m 755 private/$folder; done
# Backups are written by 10001. Without root they go where everybody in this folder may write, which is nobody else.
[ "$(stat -c %u private/backups)" = 10001 ] || chown 10001:10001 private/backups 2>/dev/null || chmod 777 private/backups

# secret NAME VALUE
secret() {
    [ ! -e "private/secrets/$1" ] || return 0
    printf '%s\n' "$2" >"private/secrets/$1.new"
    chmod 444 "private/secrets/$1.new"
    mv "private/secrets/$1.new" "private/secrets/$1"
    echo "made private/secrets/$1"
}
random() { openssl rand -hex 32; }
secret postgres_password "$(random)"
# A Swarm's database is made with this one, and looks at it never again.
secret first_password "$(cat private/secrets/postgres_password)"
secret secret_key "$(random)"
secret grafana_password "$(random)"
# The same password for the cache and for those who ask it.
secret cache_conf "requirepass $(random)"
read -r _ password <private/secrets/cache_conf
secret redis_url "redis://:$password@cache:6379/0"

if [ ! -e private/tls/tls.crt ] && [ $self_signed = yes ]; then
    name=${host%%:*}
    case $name in
        *[!0-9.]*) kind=DNS ;;
        *) kind=IP ;;
    esac
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 90 -subj "/CN=$name" \
        -addext "subjectAltName=$kind:$name" -keyout private/tls/tls.key -out private/tls/tls.crt 2>/dev/null ||
        die "openssl could not make a certificate for $name"
    chmod 444 private/tls/tls.key private/tls/tls.crt
    echo "made private/tls/tls.crt, which nobody trusts"
fi

if [ ! -e .env ]; then
    printf '%s\n' "PUBLIC_URL=https://$host" >.env
    echo "made .env"
fi
[ -e private/tls/tls.crt ] || echo "now put the certificate into $PWD/private/tls: tls.crt (with its chain) and tls.key"
