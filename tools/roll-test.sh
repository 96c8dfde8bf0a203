#!/usr/bin/env bash
# Updates a stack of deploy/swarm while it is used, forth and back and to a version that does not start: docs/TESTING.md.
#   tools/roll-test.sh A B [--careless]      two images of one repository, such as bloknotik:0.1.0 bloknotik:0.1.1
# A hundred requests a second, one in five of them a write. Fails if one of them fails, or if something acknowledged is lost.
# With --careless servers are replaced all at once and killed at once: it has to fail, or it could not tell.
# TRIAL_PORT says where; a Swarm is made of this engine, and ended, if there is none.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/lib.sh
load_env
. tools/trial.sh

[ $# -ge 2 ] || die "usage: tools/roll-test.sh A B [--careless]"
a=$1 b=$2
[ "${a%:*}" = "${b%:*}" ] || die "$a and $b are not of one repository"
broken=${a%:*}:broken-trial
stack=bloknotik-roll
swarm_is_ours=no
node=

tear_down() {
    docker stack rm $stack >/dev/null 2>&1 || true
    # Containers end when the stack is long gone; the volume can be taken only then.
    is_gone() { [ -z "$(docker ps --all --quiet --filter label=com.docker.stack.namespace=$stack)" ]; }
    wait_for 60 is_gone || true
    docker volume rm ${stack}_db >/dev/null 2>&1 || true
    if [ $swarm_is_ours = yes ]; then
        docker swarm leave --force >/dev/null 2>&1 || true
    elif [ -n "$node" ]; then
        docker node update --label-rm bloknotik.edge --label-rm bloknotik.database "$node" >/dev/null 2>&1 || true
    fi
    docker image rm --force "$broken" >/dev/null 2>&1 || true
}

# Migrates as it should, and cannot serve.
container=$(docker create "$a")
docker commit --change 'ENV REDIS_URL=nowhere' "$container" "$broken" >/dev/null
docker rm "$container" >/dev/null

if [ "$(docker info --format '{{ .Swarm.LocalNodeState }}')" != active ]; then
    docker swarm init --advertise-addr 127.0.0.1 >/dev/null
    swarm_is_ours=yes
fi
# A label more could begin a second edge, or a second database, of a stack that somebody uses.
[ "$(docker node ls --quiet | wc -l)" -eq 1 ] || die "this Swarm has several nodes: try it where nobody depends on them"
case $(docker node inspect self --format '{{ json .Spec.Labels }}') in
    *bloknotik.*) die "this node has labels of Bloknotik already: try it where no stack of it runs" ;;
esac
node=$(docker info --format '{{ .Swarm.NodeID }}')
docker node update --label-add bloknotik.edge=true --label-add bloknotik.database=true "$node" >/dev/null

copy swarm
cat >>"$WORK/deploy/swarm/.env" <<END
STACK=$stack
HTTPS_PORT=$PORT
HTTP_PORT=$((PORT + 1))
FRONT_SUBNET=${FRONT_SUBNET:-10.56.0.0/24}
REGISTRATION=open
BACKUPS=0
RESOLVE_IMAGE=never
END
if [ "${3:-}" = --careless ]; then
    cat >"$WORK/deploy/swarm/stack.override.yaml" <<END
version: "3.9"
services:
  server:
    environment: { SHUTDOWN_DELAY_SECONDS: "0" }
    stop_grace_period: 0s
    deploy:
      update_config: { order: stop-first, parallelism: 2, delay: 0s }
END
fi

# to IMAGE CODE: updates, and expects update.sh to end so.
to() {
    local code=0
    IMAGE=${1%:*} "$WORK/deploy/swarm/update.sh" "${1##*:}" >"$WORK/update.log" 2>&1 || code=$?
    tail -n 1 "$WORK/update.log" >&2
    [ $code = "$2" ] || die "update.sh ended with $code instead of $2: $(cat "$WORK/update.log")"
}

say "starting the stack with $a"
to "$a" 0
wait_for 60 is_up || die "the edge does not answer: $(docker stack ps $stack --no-trunc)"

load --seconds 900 --flawless all
sleep 10
now "from A to B"
to "$b" 0
now "from B to A"
to "$a" 0
if [ "${3:-}" != --careless ]; then
    now "from A to one that does not start"
    to "$broken" 3
fi
now "calm again"
sleep 10
stop_load
