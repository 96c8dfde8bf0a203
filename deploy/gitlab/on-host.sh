#!/bin/sh
# Runs a version on this host, with compose or in a Swarm, and goes back to the one before if it does not become healthy.
# For a key that can do nothing else, in ~/.ssh/authorized_keys of the account that deploys:
#   restrict,command="/opt/bloknotik/on-host.sh" ssh-ed25519 AAAA... gitlab
# Settings stand in deploy.env beside this script:
#   MODE=compose                                 or swarm
#   IMAGE=registry.example.org/bloknotik         without a tag
#   FOLDER=/opt/bloknotik/deploy/compose         where compose.yaml and .env are, for swarm deploy/swarm with its update.sh
set -eu

die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# shellcheck source=/dev/null
. "$(dirname "$0")/deploy.env"
tag=${SSH_ORIGINAL_COMMAND:-${1:-}}
case $tag in
    '' | latest) die "say which version: a tag, and not 'latest'" ;;
    [.-]* | *[!A-Za-z0-9._-]*) die "this is no tag of an image" ;;
esac
cd "$FOLDER"

# Two at a time would undo each other.
exec 9>.deploy.lock
flock --nonblock 9 || die "another deployment is under way"

remember() {
    umask 077
    { grep -v '^BLOKNOTIK_IMAGE=' .env || true; } >.env.new
    printf 'BLOKNOTIK_IMAGE=%s\n' "$1" >>.env.new
    mv .env.new .env
}

up() {
    docker compose up --detach --no-build --remove-orphans &&
        # Not for the cache: Bloknotik runs without it.
        docker compose up --detach --no-build --wait --wait-timeout 300 db server
}

by_compose() {
    before=$(sed -n 's/^BLOKNOTIK_IMAGE=//p' .env | tail -n 1)
    remember "$IMAGE:$tag"
    # The migration by itself, while the servers of before go on: `up` would take them away first.
    if docker compose pull --quiet migrate server; then
        if ! docker compose run --rm --no-TTY migrate; then
            [ -z "$before" ] || remember "$before"
            die "version $tag was not deployed, because its migration failed: ${before:-nothing} goes on"
        fi
        if up; then return 0; fi
    fi
    [ -n "$before" ] || die "version $tag did not become healthy, and there is none to go back to"
    remember "$before"
    up || die "version $tag did not become healthy, and neither did $before again: look at docker compose logs"
    die "version $tag did not become healthy: $before runs again"
}

case $MODE in
    compose)
        by_compose
        echo "version $tag runs"
        ;;
    swarm) IMAGE=$IMAGE ./update.sh "$tag" ;;
    *) die "MODE in deploy.env is neither compose nor swarm" ;;
esac
