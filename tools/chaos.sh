#!/usr/bin/env bash
# Breaks a stack of deploy/compose on purpose while it is used, and says what visitors felt of it: docs/TESTING.md.
#   tools/chaos.sh [SECONDS] [SEED]      about so long (180), and in which order (1)
# A hundred requests a second, one in five of them a write. Fails if a contact that was acknowledged is lost or there twice, or
# if the stack is not flawless again at the end. BLOKNOTIK_IMAGE and the others say what is run, TRIAL_PORT where.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/lib.sh
load_env
. tools/trial.sh

seconds=${1:-180}
RANDOM=${2:-1}
# A fault, and the time to get over it.
each=15

export BLOKNOTIK_IMAGE="${BLOKNOTIK_IMAGE:-bloknotik:local}" PUBLIC_URL="https://localhost:$PORT" REGISTRATION=open
export HTTPS_PORT=$PORT HTTP_PORT=$((PORT + 1)) FRONT_SUBNET="${FRONT_SUBNET:-172.30.56.0/24}"
# The backups of the stack are not what is tried here.
stack() { docker compose --project-name bloknotik-chaos --project-directory "$WORK/deploy/compose" "$@"; }
tear_down() { stack down --volumes --timeout 5 >/dev/null 2>&1 || true; }

# one SERVICE: $container is one of its containers, by lot. Not in a subshell: there bash draws lots of its own.
one() {
    local all
    mapfile -t all < <(stack ps --quiet "$1")
    [ ${#all[@]} -gt 0 ] || die "no $1 is running, and one should be again by now: $(stack ps --all)"
    container=${all[RANDOM % ${#all[@]}]}
}

# The process itself, as the kernel would: after `docker kill` nothing would be started again.
killed() {
    local process
    one "$1"
    process=$(docker inspect --format '{{ .State.Pid }}' "$container")
    [ "$process" -gt 1 ] || die "$1 is not running, and should be again by now: $(stack ps --all)"
    # The engine may be on another machine, where that number is another's here.
    grep -q "$container" "/proc/$process/cgroup" 2>/dev/null || die "the engine is not on this machine (DOCKER_HOST, Docker Desktop): run this where it is"
    as_root kill -KILL "$process"
}

# Halted for three to seven seconds: it takes connections, and says nothing.
halted() {
    one "$1"
    docker pause "$container" >/dev/null
    sleep $((3 + RANDOM % 5))
    docker unpause "$container" >/dev/null
}

# Everything in it is forgotten, in the midst of use.
emptied() {
    one "$1"
    # shellcheck disable=SC2016 # in the container
    docker exec "$container" sh -c 'read -r _ password </run/secrets/cache_conf; export VALKEYCLI_AUTH=$password REDISCLI_AUTH=$password; valkey-cli -e FLUSHALL' | grep -qx OK
}

is_healthy() {
    local all
    mapfile -t all < <(stack ps --all --quiet edge server db cache)
    [ "$(docker inspect --format '{{ .State.Status }} {{ .State.Health.Status }}' "${all[@]}" | sort -u)" = "running healthy" ]
}

copy compose
say "starting the stack with two servers of $BLOKNOTIK_IMAGE"
{ stack up --detach --no-build --scale backup=0 && wait_for 120 is_healthy && is_up; } >"$WORK/up.log" 2>&1 ||
    die "the stack did not start: $(tail -n 5 "$WORK/up.log"; stack ps --all; stack logs --tail 5 2>&1)"

load --seconds $((seconds + 120)) --seed "${2:-1}" --flawless "calm again"
faults=("killed server" "killed cache" "killed db" "halted server" "halted cache" "emptied cache")
left=()
sleep 10
end=$((SECONDS + seconds - 20))
while [ $((SECONDS + each)) -le $end ]; do
    # Each of them once before any comes again.
    [ ${#left[@]} -gt 0 ] || left=("${faults[@]}")
    number=$((RANDOM % ${#left[@]}))
    fault=${left[number]}
    unset "left[number]"
    left=("${left[@]}")
    began=$SECONDS
    now "${fault#* } ${fault% *}"
    # shellcheck disable=SC2086 # what is done, and to whom
    $fault
    sleep $((began + each > SECONDS ? began + each - SECONDS : 0))
done
now "getting over it"
wait_for 60 is_healthy || die "not all of the stack is healthy a minute after the last fault: $(stack ps --all)"
now "calm again"
sleep 10
stop_load
