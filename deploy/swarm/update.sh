#!/bin/sh
# Runs a version in the Swarm: migrates with it, then puts it in the place of the one before, server by server, and waits for
# the end. On a manager, as somebody who may use Docker; the first time, too.
#   ./update.sh TAG
# Ends with 0 if the version runs; 1 if nothing was changed, because the migration failed; 2 if the migration is through, and
# the Swarm has not taken the rest; 3 if the version did not become healthy and the Swarm went back; 4 if none of these is so,
# and somebody has to look.
# Settings are in .env beside this script; BLOKNOTIK_IMAGE there is what runs.
set -eu

die() {
    printf 'error: %s\n' "$2" >&2
    exit "$1"
}

tag=${1:-}
case $tag in
    '' | latest) die 1 "say which version: a tag, and not 'latest'" ;;
    [.-]* | *[!A-Za-z0-9._-]*) die 1 "this is no tag of an image" ;;
esac
cd "$(dirname "$0")"
touch .env
# The way compose reads it, and never run; what the environment says wins.
while IFS= read -r line || [ -n "$line" ]; do
    line=${line%"$(printf '\r')"}
    name=${line%%=*}
    value=${line#*=}
    case $name in "$line" | '' | [0-9]* | *[!A-Za-z0-9_]*) continue ;; esac
    case $value in
        \"*) value=${value#\"} value=${value%%\"*} ;;
        \'*) value=${value#\'} value=${value%%\'*} ;;
        *)
            value=${value%%[[:space:]]#*}
            value=${value%"${value##*[![:space:]]}"}
            ;;
    esac
    eval "[ -n \"\${$name+set}\" ]" || export "$name=$value"
done <.env

before=$(sed -n 's/^BLOKNOTIK_IMAGE=//p' .env | tail -n 1)
repository=${IMAGE:-${before%:*}}
image=${repository:-bloknotik}:$tag
export STACK="${STACK:-bloknotik}"
service=${STACK}_server
migration=${STACK}_migrate
EDGE_VERSION=$(cksum <../compose/edge/nginx.conf | cut -d' ' -f1)
export EDGE_VERSION

deploy() {
    export BLOKNOTIK_IMAGE="$1"
    set -- --compose-file stack.yaml
    [ ! -e stack.override.yaml ] || set -- "$@" --compose-file stack.override.yaml
    docker stack deploy --with-registry-auth --resolve-image "${RESOLVE_IMAGE:-always}" "$@" "$STACK"
}

# Until the job has ended, for half an hour at most.
migrate() {
    docker service rm "$migration" >/dev/null 2>&1 || true
    # A new one otherwise comes with the stack, which comes after this.
    secret=${STACK}_postgres_password_${PASSWORD_VERSION:-1}
    docker secret inspect "$secret" >/dev/null 2>&1 ||
        docker secret create --label "com.docker.stack.namespace=$STACK" "$secret" private/secrets/postgres_password >/dev/null || return 1
    docker service create --quiet --detach --name "$migration" --label "com.docker.stack.namespace=$STACK" \
        --mode replicated-job --restart-condition none --with-registry-auth --no-resolve-image \
        --network "${MIGRATION_NETWORK:-${STACK}_back}" --secret "source=$secret,target=postgres_password" \
        --env "POSTGRES_HOST=${POSTGRES_HOST:-db}" --env "POSTGRES_PORT=${POSTGRES_PORT:-5432}" \
        --env "POSTGRES_DB=${POSTGRES_DB:-bloknotik}" --env "POSTGRES_USER=${POSTGRES_USER:-bloknotik}" \
        --env POSTGRES_PASSWORD_FILE=/run/secrets/postgres_password --env LOG_FORMAT=json \
        --env "DATABASE_WAIT_SECONDS=${DATABASE_WAIT_SECONDS:-300}" \
        --user 10001:10001 --read-only --mount type=tmpfs,target=/tmp --cap-drop ALL --no-healthcheck --limit-memory 512M "$image" migrate >/dev/null || return 1
    left=1800
    while [ $left -gt 0 ]; do
        state=$(docker service ps --format '{{.CurrentState}} {{.Error}}' "$migration" | head -n 1)
        case $state in
            Complete*) return 0 ;;
            Failed* | Rejected*) break ;;
        esac
        sleep 1
        left=$((left - 1))
    done
    docker service logs --raw --tail 20 "$migration" >&2 || true
    echo "the migration has not ended well: ${state:-it was never started}" >&2
    return 1
}

named() { docker service inspect --format "$1" "$service"; }
# How many servers of the image are healthy.
healthy() {
    docker service ps --no-trunc --filter desired-state=running --format '{{.Image}} {{.CurrentState}}' "$service" |
        sed 's/@sha256:[^ ]*//' | grep -c "^$image Running" || true
}

# Until all servers are of the image, or the Swarm has decided otherwise; for a quarter of an hour at most.
wait_for_the_end() {
    left=900
    while [ $left -gt 0 ]; do
        case $(named '{{ if .UpdateStatus }}{{ .UpdateStatus.State }}{{ end }}') in
            rollback_completed) return 3 ;;
            paused | rollback_paused) return 4 ;;
            updating | rollback_started) ;;
            *) [ "$(healthy)" != "$(named '{{ .Spec.Mode.Replicated.Replicas }}')" ] || return 0 ;;
        esac
        sleep 1
        left=$((left - 1))
    done
    return 4
}

if docker service inspect "$service" >/dev/null 2>&1; then
    migrate || die 1 "version $tag was not deployed: ${before:-what ran before} goes on"
    deploy "$image" || die 2 "the database is migrated, and the stack is not deployed (above): ${before:-what ran before} goes on"
else
    # The first time network, secrets and database have to be there before; the servers wait for the migration.
    deploy "$image" || die 4 "the stack was refused (above)"
    migrate || die 4 "the servers wait for the migration"
fi

code=0
wait_for_the_end || code=$?
case $code in
    0)
        umask 077
        { grep -v '^BLOKNOTIK_IMAGE=' .env || true; } >.env.new
        printf 'BLOKNOTIK_IMAGE=%s\n' "$image" >>.env.new
        mv .env.new .env
        echo "version $tag runs"
        ;;
    3)
        # What is not the servers has to go back, too.
        [ -z "$before" ] || deploy "$before" >/dev/null
        die 3 "version $tag did not become healthy: ${before:-the version before} runs again"
        ;;
    *) die 4 "version $tag is neither in its place nor taken back: look at docker service ps $service" ;;
esac
