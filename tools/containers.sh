#!/usr/bin/env bash
# Proves what is built with containers: the image, the stack of compose.yaml, how it takes faults, the tests on a database of
# an engine. Each step says how long it took; nothing runs or is left afterwards.
#   tools/containers.sh            all steps; after a failure those that are left, unless something has changed since
#   tools/containers.sh STEP...    some of them
#   tools/containers.sh list       what there is
# Exit code 2: nothing could be proven, since there is no engine, or not what this takes; it says which. The stack is a
# project of its own, with secrets of its own, and touches no other; its port is 5555, or PORT.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/lib.sh
. tools/stack.sh

STEPS=(base-images image one-line facts up page journeys durable roll-back backup server-killed database-killed disturbed disk-full refusals tests nothing-left)
case "${1:-}" in list) printf '%s\n' "${STEPS[@]}" && exit ;; esac

# To be read by an old bash, too, which says why it will not do.
cannot() {
    printf '%s\n' "nothing was proven: $1" >&2
    exit 2
}
[ "${BASH_VERSINFO[0]}" -ge 4 ] && have sha256sum && have timeout && stat -c %s . >/dev/null 2>&1 ||
    cannot "it takes bash 4 and the GNU tools (stat, sha256sum, timeout): on macOS they are not the system's"
has_engine || cannot "$WHY ($REMEDY)"

# The longest each may take, in seconds: a registry is slow, compiling is, everything else is not.
declare -A LIMIT=([base-images]=1800 [image]=3600 [one-line]=3600 [journeys]=1800 [tests]=3600)

# What is proven is this working tree, in a place where it cannot disturb the installation of this folder.
WORK=$PWD/target/containers
mkdir -p "$WORK/checkout"
git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
    [ ! -e "$file" ] || printf '%s\0' "$file"
done | sort -z >"$WORK/files"
state=$(xargs -0 sha256sum <"$WORK/files" | sha256sum | cut -c1-16)
if [ "$(cat "$WORK/state" 2>/dev/null)" != "$state" ]; then
    find "$WORK/checkout" -mindepth 1 -maxdepth 1 ! -name target ! -name .env -exec rm -rf {} +
    tar --null --files-from "$WORK/files" -c | tar -x -C "$WORK/checkout"
    rm -f "$WORK/done"
    echo "$state" >"$WORK/state"
fi

. tools/containers-steps.sh
child=
trap '[ -z "$child" ] || kill "$child" 2>/dev/null; exit 130' INT TERM
trap stop_all EXIT
# A database of secrets that are gone is of no use to anybody.
if [ ! -e "$CHECKOUT/.env" ]; then
    docker ps --all --quiet --filter "label=com.docker.compose.project=$COMPOSE_PROJECT_NAME" | xargs -r docker rm --force >>"$LOG"
    docker volume ls --quiet --filter "name=^${COMPOSE_PROJECT_NAME}_" | xargs -r docker volume rm >>"$LOG"
fi
at tools/env.sh
at grep -q '^BLOKNOTIK_MODE=' .env || echo BLOKNOTIK_MODE=containers >>"$CHECKOUT/.env"
# An image of another state, or none, proves nothing.
is_built || rm -f "$WORK/done"
touch "$WORK/done"

asked=("$@")
[ ${#asked[@]} -gt 0 ] || asked=("${STEPS[@]}")
for step in "${asked[@]}"; do
    [[ " ${STEPS[*]} " == *" $step "* ]] || die "there is no step '$step': ./justw containers list"
    if [ $# -eq 0 ] && grep -qx "$step" "$WORK/done"; then
        note "$step: done before"
        continue
    fi
    began=$SECONDS
    say "$step"
    # A process of its own, so that the limit holds for all that it starts.
    timeout --kill-after=30 "${LIMIT[$step]:-900}" bash -euo pipefail -c 'cd "$1"; . tools/lib.sh; . tools/containers-steps.sh; "$2"' - "$PWD" "step_$step" </dev/null &
    child=$!
    wait "$child" ||
        die "$step failed after $((SECONDS - began)) s (above); its log is $WORK/log"
    printf '%s\n' "-- $step $((SECONDS - began)) s" >&2
    [ $# -gt 0 ] || echo "$step" >>"$WORK/done"
done
[ $# -gt 0 ] || rm -f "$WORK/done"
