# The steps of tools/containers.sh, and what they need. To be sourced after tools/lib.sh, from bash, in the project's folder.
# shellcheck shell=bash

WORK=$PWD/target/containers
CHECKOUT=$WORK/checkout
LOG=$WORK/log
PORT=${PORT:-5555}
URL=http://localhost:$PORT
# Of the installation in this folder, not of what is proven.
unset COMPOSE_PROFILES COMPOSE_FILE POSTGRES_HOST POSTGRES_PASSWORD SECRET_KEY DATABASE_URL BLOKNOTIK_MODE BIND PUBLIC_URL
export COMPOSE_PROJECT_NAME=bloknotik-proof BLOKNOTIK_IMAGE=bloknotik:proof PORT REGISTRATION=open

# Commands of the copy, with all they say in the log.
at() { (cd "$CHECKOUT" && "$@"); }
quietly() { at "$@" >>"$LOG" 2>&1 || die "$* failed: $(tail -n 5 "$LOG")"; }
compose() { at tools/compose.sh "$@"; }
fact() { printf '%s\n' "   $*"; }
# check WHAT COMMAND...: the command must succeed.
check() {
    local what=$1
    shift
    "$@" || die "not so: $what"
    fact "$what"
}
fails() { ! "$@"; }
# says TEXT COMMAND...: the command must fail and say so.
says() {
    local text=$1 said
    shift
    if said=$(at "$@" 2>&1 </dev/null); then die "$* succeeded and should have failed: $said"; fi
    grep -q -- "$text" <<<"$said" || die "$* did not say '$text', but: $said"
}
is_ready() { curl --silent --fail --output /dev/null --noproxy '*' --max-time 3 "$URL/readyz"; }
# timed COMMAND...: how many seconds it took is in $TOOK.
timed() {
    local began
    began=$(date +%s%N)
    "$@"
    TOOK=$(awk -v took=$(($(date +%s%N) - began)) 'BEGIN { printf "%.1f", took / 1e9 }')
}
# call STATUS METHOD PATH [JSON]: the answer; anything but that status is a failure.
call() {
    local status=$1 method=$2 path=$3 answer
    answer=$(curl --silent --noproxy '*' --max-time 30 -w '\n%{http_code}' -X "$method" "$URL/api/v1/$path" -H 'content-type: application/json' \
        ${TOKEN:+-H "authorization: Bearer $TOKEN"} ${4:+-d "$4"}) || true
    [ "$(tail -n 1 <<<"$answer")" = "$status" ] || die "$method $path: $status was expected, not $answer"
    sed '$d' <<<"$answer"
}
account() {
    local name
    name=proof-$(od -An -N6 -tx1 /dev/urandom | tr -d ' \n')
    TOKEN=$(call 201 POST users/register "{\"username\":\"$name\",\"password\":\"correct horse battery\"}" | sed 's/.*"token":"\([^"]*\)".*/\1/')
}

# With an empty book: fresh; with the one that is there: ensure_up.
start_stack() {
    quietly tools/compose.sh up --detach --no-build --wait --wait-timeout 180 db server
    wait_for 60 is_ready || die "the stack does not answer at $URL"
}
remove_stack() { quietly tools/compose.sh --profile monitoring down --volumes --timeout 10; }
fresh() {
    remove_stack
    start_stack
}
ensure_up() { is_ready || start_stack; }
stop_all() { { [ ! -e "$CHECKOUT/compose.yaml" ] || [ ! -e "$CHECKOUT/.env" ] || compose --profile monitoring down --timeout 10; } >>"$LOG" 2>&1 || true; }

# The processes themselves, as the kernel would end them: after `docker kill` nothing would be started again.
process_of() { docker inspect --format '{{ .State.Pid }}' "$(compose ps --quiet "$1")"; }
on_this_machine() { grep -q "$(compose ps --quiet server)" "/proc/$(process_of server)/cgroup" 2>/dev/null; }
crash() {
    local rounds=$1 kill=$2 round
    for round in $(seq "$rounds"); do
        printf '   %s: ' "$round"
        python3 tools/proof/crash.py --url "$URL" --kill "$kill" || die "something was lost, or nothing was killed (above)"
    done
}

step_base-images() {
    quietly tools/env.sh
    at tools/images.sh >>"$LOG" 2>&1 || {
        fact "no registry can be reached: the images of docker/offline"
        at docker/offline/build.sh >>"$LOG" 2>&1 || die "they cannot be built: $(tail -n 5 "$LOG")"
        quietly tools/images.sh
    }
    fact "database and cache: $(compose config --images db cache | sort -u | paste -sd' ')"
}

step_image() {
    timed quietly tools/compose.sh build server
    fact "built in $TOOK s"
}

# Of the server, of the page; the file is put back, and so is the image.
step_one-line() {
    local file
    for file in crates/server/src/readiness.rs crates/frontend/src/lib.rs; do
        cp "$CHECKOUT/$file" "$WORK/before"
        printf '\n// One line more: %s\n' "$(date +%s%N)" >>"$CHECKOUT/$file"
        BLOKNOTIK_IMAGE=bloknotik:proof-changed timed quietly tools/compose.sh build server
        fact "one line more in $file: built in $TOOK s"
        cp "$WORK/before" "$CHECKOUT/$file"
    done
    docker image rm bloknotik:proof-changed >/dev/null
}

step_facts() {
    local image=$BLOKNOTIK_IMAGE folder=$WORK/unpacked size secret
    size=$(docker image inspect --format '{{ .Size }}' "$image")
    check "unpacked $((size / 1000000)) MB, at most 60" test "$size" -le 60000000
    check "not root: $(docker image inspect --format '{{ .Config.User }}' "$image")" test "$(docker image inspect --format '{{ .Config.User }}' "$image")" = 10001:10001
    check "a health check of its own" test "$(docker image inspect --format '{{ index .Config.Healthcheck.Test 1 }}' "$image")" = /bloknotik
    check "labelled $(docker image inspect --format '{{ index .Config.Labels "org.opencontainers.image.title" }}, revision {{ index .Config.Labels "org.opencontainers.image.revision" }}' "$image")" true
    check "runs read-only, with no capability: $(docker run --rm --read-only --cap-drop ALL --security-opt no-new-privileges "$image" --version)" true
    check "holds no shell" fails docker run --rm --entrypoint /bin/sh "$image" -c true 2>/dev/null
    rm -rf "$folder" && mkdir -p "$folder"
    docker save "$image" | tar -x -C "$folder"
    for layer in "$folder"/*/layer.tar "$folder"/blobs/sha256/*; do
        if [ -f "$layer" ] && tar -tf "$layer" >/dev/null 2>&1; then mkdir -p "$layer.files" && tar -xf "$layer" -C "$layer.files"; fi
    done
    docker history --no-trunc "$image" >"$folder/history"
    for secret in $(grep -E '^(POSTGRES_PASSWORD|SECRET_KEY|GRAFANA_PASSWORD)=' "$CHECKOUT/.env" | cut -d= -f2); do
        if grep -rqF -- "$secret" "$folder"; then die "a secret of .env is in the image"; fi
    done
    # A certificate that only the build had to trust is none of the image's business.
    if find "$folder" -name '*.rs' -o -name Cargo.toml -o -name cargo -o -name cc | grep -q .; then die "what compiles is in the image"; fi
    fact "no secret in its layers and its history; no source, no compiler"
    rm -rf "$folder"
}

# From images that are there to an answer, with an empty volume and with one that is there.
step_up() {
    remove_stack
    is_ready && die "port $PORT is taken by another program: stop it, or name another one by PORT"
    timed start_stack
    check "ready after $TOOK s with an empty volume, at most 10" awk -v took="$TOOK" 'BEGIN { exit took > 10 }'
    quietly tools/compose.sh down
    timed start_stack
    fact "ready after $TOOK s with one that is there"
    check "./justw up ends with $URL" test "$(at ./justw up containers 2>>"$LOG" | tail -n 1)" = "$URL"
    check "its secrets are for their owner alone" test "$(stat -c %a "$CHECKOUT/.env")" = 600
}

step_page() {
    ensure_up
    check "the page answers" curl --silent --fail --location --output /dev/null --noproxy '*' "$URL/"
    check "docker compose exec server bloknotik migrate --status" compose exec -T server bloknotik migrate --status >>"$LOG"
    check "./justw migrate --status" at ./justw migrate --status >>"$LOG"
    check "./justw schema" grep -q 'CREATE TABLE public.contacts' <<<"$(at ./justw schema)"
    check "./justw run psql" test "$(at ./justw run psql --tuples-only --no-align --command 'SELECT 1' </dev/null)" = 1
    check "./justw logs" grep -q 'server' <<<"$(at timeout 5 ./justw logs 2>&1 || true)"
    check "the server is not root, its root cannot be written" test "$(docker inspect --format '{{ .HostConfig.ReadonlyRootfs }} {{ .Config.User }} {{ .HostConfig.CapDrop }}' "$(compose ps --quiet server)")" = "true 10001:10001 [ALL]"
}

step_journeys() {
    fresh
    BASE_URL=$URL tools/e2e.sh --reporter=line >"$WORK/journeys.log" 2>&1 || die "$(grep -vE '^\[[0-9]+/' "$WORK/journeys.log" | tail -n 40)"
    fact "$(grep -E '^ +[0-9]+ (passed|skipped)' "$WORK/journeys.log" | paste -sd,)"
}

step_durable() {
    local id
    ensure_up
    account
    id=$(call 201 POST contacts '{"name":{"given":"Grace","family":"Hopper"}}' | sed 's/.*"id":"\([^"]*\)".*/\1/;q')
    compose down >>"$LOG" 2>&1
    start_stack
    call 200 GET "contacts/$id" >/dev/null
    fact "kept over docker compose down and up"
    quietly ./justw down
    check "./justw down stops it" fails is_ready
    quietly ./justw up
    call 200 GET "contacts/$id" >/dev/null
    fact "kept over ./justw down and up"
}

step_server-killed() {
    ensure_up
    on_this_machine || die "the engine is not on this machine: run this where it is"
    crash 5 "kill -KILL \$(docker inspect --format '{{ .State.Pid }}' $(compose ps --quiet server))"
}

# Stopped first, so that PostgreSQL makes no more processes; then it and all its children, so that none can put anything in order.
step_database-killed() {
    local find
    ensure_up
    on_this_machine || die "the engine is not on this machine: run this where it is"
    find="pid=\$(docker inspect --format '{{ .State.Pid }}' $(compose ps --quiet db))"
    crash 5 "$find; kill -STOP \$pid && { kill -KILL \$(pgrep -P \$pid); kill -KILL \$pid; }"
}

step_disturbed() {
    local db
    ensure_up
    db=$(compose ps --quiet db)
    fact "the database restarted:"
    crash 2 "docker restart --time 10 $db >/dev/null"
    fact "the database halted for five seconds:"
    crash 2 "docker pause $db >/dev/null; sleep 5; docker unpause $db >/dev/null"
    fact "the server restarted:"
    crash 2 "docker restart --time 10 $(compose ps --quiet server) >/dev/null"
}

# A volume of its own of 200 MB, filled to the last byte.
step_disk-full() {
    local fill="cat /dev/zero >/volume/fill 2>/dev/null || true"
    remove_stack
    cat >"$CHECKOUT/compose.override.yaml" <<'YAML'
volumes:
  db:
    driver_opts: { type: tmpfs, device: tmpfs, o: "size=200m" }
YAML
    trap 'rm -f "$CHECKOUT/compose.override.yaml"; docker rm --force bloknotik-proof-holder >/dev/null 2>&1' EXIT
    start_stack
    # Keeps the volume mounted while PostgreSQL is away: such a one is memory.
    docker run --rm --detach --name bloknotik-proof-holder --volume bloknotik-proof_db:/volume --entrypoint sleep "$(compose config --images db)" infinity >/dev/null
    account
    call 201 POST contacts '{"name":{"full":"Before"}}' >/dev/null
    docker exec bloknotik-proof-holder sh -c "$fill"
    # What PostgreSQL has already taken for its log may hold some more.
    local left=2000 answer=201
    while [ "$answer" = 201 ]; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || die "the disk does not get full"
        answer=$(curl --silent --noproxy '*' --max-time 60 --output "$WORK/full.json" -w '%{http_code}' -X POST "$URL/api/v1/contacts" -H 'content-type: application/json' \
            -H "authorization: Bearer $TOKEN" -d "{\"name\":{\"full\":\"Full\"},\"note\":\"$(head -c 6000 /dev/urandom | base64 -w 0)\"}") || true
    done
    check "full: a new contact is $answer, $(cut -c1-160 "$WORK/full.json")" test "$answer" = 503
    docker exec bloknotik-proof-holder rm /volume/fill
    wait_for 60 is_ready || die "not ready again after a minute with room on the disk: $(compose logs --tail 5 db server)"
    wait_for 60 call 201 POST contacts '{"name":{"full":"After"}}' || die "no contact can be made though there is room again"
    fact "with room again it goes on"
    docker rm --force bloknotik-proof-holder >/dev/null
    remove_stack
}

step_refusals() {
    local taker
    remove_stack
    DOCKER_HOST=unix:///nowhere.sock says "no Docker engine answers" ./justw up containers
    fact "no engine: said"
    mkdir -p "$WORK/no-plugins"
    if DOCKER_CONFIG=$WORK/no-plugins docker compose version >/dev/null 2>&1; then
        fact "no compose plugin: not tried, this docker has it built in"
    else
        DOCKER_CONFIG=$WORK/no-plugins says "no compose plugin" ./justw up containers
        fact "no compose plugin: said"
    fi
    POSTGRES_IMAGE=localhost:9/nowhere/postgres:1 says "images cannot be fetched" ./justw up containers
    fact "no image and no network: said"

    python3 -m http.server --bind 0.0.0.0 "$PORT" >/dev/null 2>&1 &
    taker=$!
    wait_for 10 curl --silent --output /dev/null --noproxy '*' "$URL/"
    says "port $PORT is taken" ./justw up containers
    kill "$taker" && wait "$taker" 2>/dev/null || true
    fact "port taken: said"

    cp "$CHECKOUT/.env" "$WORK/env"
    sed -i 's/^POSTGRES_PASSWORD=.*/POSTGRES_PASSWORD=/' "$CHECKOUT/.env"
    says "POSTGRES_PASSWORD is not set" tools/compose.sh config
    quietly tools/env.sh
    check "an empty password becomes a random one" test "$(grep -cE '^POSTGRES_PASSWORD=[0-9a-f]{64}$' "$CHECKOUT/.env")" = 1
    cp "$WORK/env" "$CHECKOUT/.env"

    # A table of somebody else's stands in the way of the migrations.
    quietly tools/compose.sh up --detach --no-build --wait db
    compose exec -T db psql -q -U bloknotik bloknotik -c 'CREATE TABLE contacts (id int)'
    says 'relation "contacts" already exists' ./justw up containers
    check "a migration that fails: said, and no server started" test -z "$(compose ps --quiet server --status running)"
    remove_stack

    quietly tools/compose.sh up --detach --no-build --wait db
    compose exec -T db sh -c 'echo 9.6 >/var/lib/postgresql/data/PG_VERSION'
    quietly tools/compose.sh down
    says "written by another version of PostgreSQL" ./justw up containers
    fact "a volume of another PostgreSQL: said"
    remove_stack
}

step_tests() {
    local images
    images=$(compose config --images db)
    TEST_SOURCE=container TEST_POSTGRES_IMAGE=$images cargo test --no-fail-fast >"$WORK/tests.log" 2>&1 ||
        die "$(grep -E -A 14 '^---- .* stdout ----|^error' "$WORK/tests.log" | tail -n 60)"
    fact "$(awk '/^test result:/ { passed += $4; failed += $6 } END { print passed " passed, " failed " failed" }' "$WORK/tests.log") in databases of $images"
}

step_nothing-left() {
    remove_stack
    check "no container, volume or network is left" test -z "$(
        docker ps --all --quiet --filter label=com.docker.compose.project=$COMPOSE_PROJECT_NAME
        docker ps --all --quiet --filter label=bloknotik.testkit
        docker volume ls --quiet --filter label=com.docker.compose.project=$COMPOSE_PROJECT_NAME
        docker network ls --quiet --filter label=com.docker.compose.project=$COMPOSE_PROJECT_NAME
    )"
}
