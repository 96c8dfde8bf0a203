# The steps of tools/containers.sh, and what they need. To be sourced after tools/lib.sh, from bash, in the project's folder.
# shellcheck shell=bash

WORK=$PWD/target/containers
CHECKOUT=$WORK/checkout
LOG=$WORK/log
PORT=${PORT:-5555}
URL=http://localhost:$PORT
# Of the installation in this folder, not of what is proven.
unset COMPOSE_PROFILES COMPOSE_FILE BLOKNOTIK_IMAGE BLOKNOTIK_MODE DATABASE_URL SECRET_KEY BIND LISTEN PUBLIC_URL DATA_DIR SITE_DIR
unset POSTGRES_HOST POSTGRES_PORT POSTGRES_DB POSTGRES_USER POSTGRES_PASSWORD POSTGRES_BINDIR DATABASE_URL_FILE POSTGRES_PASSWORD_FILE SECRET_KEY_FILE
export COMPOSE_PROJECT_NAME=bloknotik-proof PORT REGISTRATION=open
IMAGE=$COMPOSE_PROJECT_NAME:local

# Commands of the copy, with all they say in the log.
at() { (cd "$CHECKOUT" && "$@"); }
quietly() { at "$@" >>"$LOG" 2>&1 || die "$* failed: $(tail -n 5 "$LOG")"; }
compose() { at tools/compose.sh "$@"; }
fact() { printf '%s\n' "   $*"; }
# check WHAT COMMAND...: the command must succeed; what it says is in the log.
check() {
    local what=$1
    shift
    "$@" >>"$LOG" 2>&1 || die "not so: $what"
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
    is_built || die "there is no image of these files: ./justw containers image"
    quietly tools/compose.sh up --detach --no-build --no-deps cache
    quietly tools/compose.sh up --detach --no-build --wait --wait-timeout 180 db server
    wait_for 60 is_ready || die "the stack does not answer at $URL"
}
remove_stack() {
    # What a run that was ended hard has left of a full disk.
    rm -f "$CHECKOUT/compose.override.yaml"
    docker rm --force bloknotik-proof-holder >/dev/null 2>&1 || true
    quietly tools/compose.sh --profile monitoring down --volumes --timeout 10
}
fresh() {
    remove_stack
    start_stack
}
ensure_up() {
    if [ -z "$(compose ps --quiet --status running server)" ] || ! is_ready; then start_stack; fi
}
# The image is that of these files.
is_built() { [ "$(cat "$WORK/image-state" 2>/dev/null)" = "$(cat "$WORK/state")" ] && docker image inspect "$IMAGE" >/dev/null 2>&1; }
stop_all() { { [ ! -e "$CHECKOUT/compose.yaml" ] || [ ! -e "$CHECKOUT/.env" ] || compose --profile monitoring down --timeout 10; } >>"$LOG" 2>&1 || true; }

# The processes themselves, as the kernel would end them: after `docker kill` nothing would be started again.
process_of() { docker inspect --format '{{ .State.Pid }}' "$(compose ps --quiet "$1")"; }
on_this_machine() { grep -q "$(compose ps --quiet server)" "/proc/$(process_of server)/cgroup" 2>/dev/null; }
# crash ROUNDS KILL OPTIONS...: KILL is made anew for each round, before the load, since it may take some time to find out.
crash() {
    local rounds=$1 kill=$2 round
    shift 2
    for round in $(seq "$rounds"); do
        printf '   %s: ' "$round"
        python3 tools/proof/crash.py --url "$URL" --kill "$($kill)" "$@" || die "something was lost, or nothing was killed (above)"
    done
}
# They are of other accounts.
as_owner() { [ "$(id -u)" = 0 ] || echo sudo; }
kill_server() { echo "$(as_owner) kill -KILL $(process_of server)"; }
# Stopped first, so that PostgreSQL makes no more processes; then it and all its children, so that none can put anything in order.
kill_database() {
    local process
    process=$(process_of db)
    echo "$(as_owner) sh -c 'kill -STOP $process && { kill -KILL \$(pgrep -P $process); kill -KILL $process; }'"
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
    cp "$WORK/state" "$WORK/image-state"
    fact "built in $TOOK s"
}

# Of the server, of the page: no dependency may be compiled again, and for the server nothing of the page.
step_one-line() {
    local file size said
    for file in crates/server/src/readiness.rs crates/frontend/src/lib.rs; do
        size=$(stat -c %s "$LOG")
        cp "$CHECKOUT/$file" "$WORK/before"
        # shellcheck disable=SC2064 # this file
        trap "cp '$WORK/before' '$CHECKOUT/$file'" EXIT
        printf '\n// One line more: %s\n' "$(date +%s%N)" >>"$CHECKOUT/$file"
        BLOKNOTIK_IMAGE=$COMPOSE_PROJECT_NAME:changed timed quietly tools/compose.sh --progress plain build server
        cp "$WORK/before" "$CHECKOUT/$file"
        said=$(tail -c "+$((size + 1))" "$LOG")
        if grep -qE 'Compiling (leptos|diesel|tokio) ' <<<"$said"; then die "dependencies were compiled again for one line in $file"; fi
        if [[ $file == crates/server/* ]] && grep -q 'Compiling frontend' <<<"$said"; then die "the page was compiled again for one line of the server"; fi
        fact "one line more in $file: built in $TOOK s"
    done
    docker image rm "$COMPOSE_PROJECT_NAME:changed" >/dev/null
}

# What the image says of itself.
of_image() { docker image inspect --format "{{ $1 }}" "$IMAGE" || die "there is no image $IMAGE"; }

step_facts() {
    local image=$IMAGE folder=$WORK/unpacked size user title revision version code=0 secrets secret found
    user=$(of_image .Config.User)
    title=$(of_image 'index .Config.Labels "org.opencontainers.image.title"')
    revision=$(of_image 'index .Config.Labels "org.opencontainers.image.revision"')
    check "not root: $user" test "$user" = 10001:10001
    check "a health check of its own" test "$(of_image 'index .Config.Healthcheck.Test 1')" = /bloknotik
    check "labelled $title, revision $revision" test "$title" = Bloknotik -a -n "$revision"
    version=$(docker run --rm --read-only --cap-drop ALL --security-opt no-new-privileges "$image" --version) || die "it does not run read-only"
    fact "runs read-only, with no capability: $version"
    docker run --rm --entrypoint /bin/sh "$image" -c true >/dev/null 2>&1 || code=$?
    check "holds no shell" test "$code" = 127
    rm -rf "$folder" && mkdir -p "$folder"
    docker save "$image" | tar -x -C "$folder"
    for layer in "$folder"/*/layer.tar "$folder"/blobs/sha256/*; do
        if [ -f "$layer" ] && tar -tf "$layer" >/dev/null 2>&1; then mkdir -p "$layer.files" && tar -xf "$layer" -C "$layer.files"; fi
    done
    # Not what the engine says: to some that is what is packed.
    size=$(find "$folder" -path '*.files/*' -type f -printf '%s\n' | awk '{ all += $1 } END { print all }')
    check "unpacked $((size / 1000000)) MB, at most 60" test "$size" -le 60000000
    [ -n "$(find "$folder" -name bloknotik -print -quit)" ] || die "the layers were not unpacked"
    for found in ca-certificates.crt zoneinfo/Europe/Prague; do
        [ -n "$(find "$folder" -path "*/$found" -print -quit)" ] || die "$found is missing"
    done
    fact "certificates, time zones"
    docker history --no-trunc "$image" >"$folder/history"
    secrets=$(sed -n -E 's/^(POSTGRES_PASSWORD|SECRET_KEY|GRAFANA_PASSWORD)=//p' "$CHECKOUT/.env")
    [ "$(wc -l <<<"$secrets")" = 3 ] || die "there should be three secrets in .env"
    for secret in $secrets; do
        if grep -rqF -- "$secret" "$folder"; then die "a secret of .env is in the image"; fi
    done
    found=$(find "$folder" \( -name '*.rs' -o -name Cargo.toml -o -name cargo -o -name cc \) -print -quit)
    [ -z "$found" ] || die "what compiles is in the image: $found"
    fact "no secret in its layers and its history; no source, no compiler"
    rm -rf "$folder"
}

# From images that are there to an answer, with an empty volume and with one that is there.
step_up() {
    remove_stack
    if answers "$URL"; then die "port $PORT is taken by another program: stop it, or name another one by PORT"; fi
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
    check "docker compose exec server bloknotik migrate --status" compose exec -T server bloknotik migrate --status
    check "./justw migrate --status" at ./justw migrate --status
    check "./justw schema" grep -q 'CREATE TABLE public.contacts' <<<"$(at ./justw schema)"
    check "./justw run user list" at ./justw run user list
    check "./justw run doctor" at ./justw run doctor
    quietly tools/compose.sh stop server
    check "without the server, too, ./justw run config shows its settings" grep -q 'cache:6379' <<<"$(at ./justw run config)"
    start_stack
    check "./justw run psql" test "$(at ./justw run psql --tuples-only --no-align --command 'SELECT 1' </dev/null)" = 1
    check "./justw logs" grep -qE 'server-1 *\|' <<<"$(at timeout 10 ./justw logs 2>&1 || true)"
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

image_of() { docker inspect --format '{{ .Image }}' "$(compose ps --quiet "$1")"; }
# Another image is taken as it is, and the one before is kept to go back to.
step_roll-back() {
    local other="$COMPOSE_PROJECT_NAME:other" built of_other
    ensure_up
    printf 'FROM %s\nLABEL another=one\n' "$IMAGE" | docker build --quiet --tag "$other" - >>"$LOG" 2>&1 || die "no other image can be made"
    of_other=$(docker image inspect --format '{{ .Id }}' "$other")
    BLOKNOTIK_IMAGE=$other quietly ./justw up
    check "BLOKNOTIK_IMAGE is run, and not built over" test "$(image_of server)" = "$of_other"
    quietly ./justw up
    built=$(docker image inspect --format '{{ .Id }}' "$IMAGE")
    check "without it this folder's is run" test "$(image_of server)" = "$built"
    BLOKNOTIK_IMAGE=$COMPOSE_PROJECT_NAME:previous quietly ./justw up
    check "$COMPOSE_PROJECT_NAME:previous goes back" test "$(image_of server)" = "$of_other"
    printf 'FROM %s\nENTRYPOINT ["/nowhere"]\n' "$IMAGE" | docker build --quiet --tag "$other" - >>"$LOG" 2>&1 || die "no broken image can be made"
    BLOKNOTIK_IMAGE=$other says "the migration failed" ./justw up
    quietly ./justw up
    check "one that did not start is not what is gone back to" test "$(docker image inspect --format '{{ .Id }}' "$COMPOSE_PROJECT_NAME:previous")" = "$of_other"
    BLOKNOTIK_IMAGE=localhost:9/nowhere:1 says "is not here, and cannot be fetched" ./justw up
    check "one that is not to be had is said, and the server goes on" is_ready
    remove_stack
    docker image rm "$other" "$COMPOSE_PROJECT_NAME:previous" "$COMPOSE_PROJECT_NAME:current" >>"$LOG" 2>&1
}

# What `down` with its volumes has taken comes back from a backup, and only so.
step_backup() {
    local id process database
    ensure_up
    database=$(process_of db)
    account
    id=$(call 201 POST contacts '{"name":{"given":"Ada","family":"Lovelace"}}' | sed 's/.*"id":"\([^"]*\)".*/\1/;q')
    quietly ./justw sample --contacts 500
    rm -f "$WORK/book.gz"
    quietly ./justw backup "$WORK/book.gz"
    check "./justw backup: $(stat -c %s "$WORK/book.gz") bytes, for their owner alone" test "$(stat -c %a "$WORK/book.gz")" = 600
    says "is a directory" ./justw backup "$WORK"
    # `compose run` would make it anew, under the server's feet.
    DATABASE_MEMORY=1100m quietly ./justw backup "$WORK/book.gz"
    check "the database is left alone though its settings have changed" test "$(process_of db)" = "$database"
    sed -i.before '/^BLOKNOTIK_MODE=/d' "$CHECKOUT/.env"
    quietly ./justw backup "$WORK/book.gz"
    mv "$CHECKOUT/.env.before" "$CHECKOUT/.env"
    check "nor does it take BLOKNOTIK_MODE to know what runs" test "$(process_of db)" = "$database"
    says "not empty" ./justw restore "$WORK/book.gz"
    # The beginning of any such file is enough.
    printf 'age-encryption.org/v1\n' >"$WORK/book.gz.age"
    process=$(process_of server)
    says "open it first: age --decrypt" ./justw restore "$WORK/book.gz.age"
    check "one that is encrypted is refused, and the server is not stopped for that" test "$(process_of server)" = "$process"
    fresh
    call 401 GET "contacts/$id" >/dev/null
    quietly ./justw restore "$WORK/book.gz"
    wait_for 60 is_ready || die "the server does not come back after the restore"
    call 200 GET "contacts/$id" >/dev/null
    fact "gone with docker compose down --volumes, brought back by ./justw restore"
}

step_server-killed() {
    ensure_up
    on_this_machine || die "the engine is not on this machine: run this where it is"
    crash 5 kill_server
}

step_database-killed() {
    ensure_up
    on_this_machine || die "the engine is not on this machine: run this where it is"
    crash 5 kill_database
}

restart() { echo "docker restart --time 10 $(compose ps --quiet "$1") >/dev/null"; }
restart_database() { restart db; }
restart_server() { restart server; }
halt_database() {
    local db
    db=$(compose ps --quiet db)
    echo "docker pause $db >/dev/null; sleep 5; docker unpause $db >/dev/null"
}
stop_cache() { echo "docker stop --time 1 $(compose ps --quiet cache) >/dev/null"; }

step_disturbed() {
    ensure_up
    fact "the database restarted:"
    crash 2 restart_database --gentle
    fact "the database halted for five seconds:"
    crash 2 halt_database --gentle
    fact "the server restarted:"
    crash 2 restart_server --gentle
    fact "the cache gone for good:"
    crash 1 stop_cache --gentle
}

# In a shell of its own: a refusal is not the end.
after() (call 201 POST contacts '{"name":{"full":"After"}}')

# A volume of its own of 200 MB, filled to the last byte.
step_disk-full() {
    local fill="cat /dev/zero >/volume/fill 2>/dev/null || true"
    remove_stack
    cat >"$CHECKOUT/compose.override.yaml" <<'YAML'
volumes:
  db:
    driver_opts: { type: tmpfs, device: tmpfs, o: "size=200m" }
YAML
    trap remove_stack EXIT
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
    wait_for 60 after || die "no contact can be made though there is room again"
    fact "with room again it goes on"
}

# One with the same name, on a machine that has nothing but Docker; and this one by another name.
second_checkout() {
    local second=$WORK/second program
    rm -rf "$second" "$WORK/link"
    mkdir -p "$second/nothing-but"
    tar -C "$CHECKOUT" --exclude ./target --exclude ./.env -c . | tar -C "$second" -x
    for program in sh dash env dirname basename docker timeout grep sed awk tr cut od cat tail head sort paste id mkdir chmod mv rm date git curl ls df uname; do
        ln -sf "$(command -v "$program")" "$second/nothing-but/$program" 2>/dev/null || true
    done
    start_stack
    PATH=$second/nothing-but says "belong to $CHECKOUT" "$second/justw" up containers
    check "a second checkout of the same name is told, and gets no .env" test ! -e "$second/.env"
    PATH=$second/nothing-but BLOKNOTIK_MODE=containers says "belong to $CHECKOUT" "$second/justw" down
    check "nor does it stop the first" is_ready
    PATH=$second/nothing-but BLOKNOTIK_MODE=containers says "belong to $CHECKOUT" "$second/justw" restore --overwrite "$CHECKOUT/justw"
    PATH=$second/nothing-but BLOKNOTIK_MODE=containers says "belong to $CHECKOUT" "$second/justw" run user list
    fact "nor restore over its book, nor look into it"
    ln -s "$CHECKOUT" "$WORK/link"
    LISTEN=127.0.0.1 quietly "$WORK/link/justw" up containers
    check "by another name it is the same checkout" is_ready
    check "LISTEN=127.0.0.1 is not to be had from elsewhere" test "$(compose port server 5555)" = "127.0.0.1:$PORT"
    rm -rf "$second" "$WORK/link"
    remove_stack
}

step_refusals() {
    local taker running line
    remove_stack
    DOCKER_HOST=unix:///nowhere.sock says "no Docker engine answers" ./justw up containers
    fact "no engine: said"
    mkdir -p "$WORK/not-allowed"
    printf '%s\n' '#!/bin/sh' 'echo "dial unix /var/run/docker.sock: connect: permission denied" >&2; exit 1' >"$WORK/not-allowed/docker"
    chmod +x "$WORK/not-allowed/docker"
    PATH=$WORK/not-allowed:$PATH says "usermod -aG docker" ./justw up containers
    fact "an engine that this account may not use: said"
    mkdir -p "$WORK/no-plugins"
    if DOCKER_CONFIG=$WORK/no-plugins docker compose version >/dev/null 2>&1; then
        fact "no compose plugin: not tried, this docker has it built in"
    else
        DOCKER_CONFIG=$WORK/no-plugins says "no compose plugin" ./justw up containers
        fact "no compose plugin: said"
    fi
    POSTGRES_IMAGE=localhost:9/nowhere/postgres:1 says "images cannot be fetched" ./justw up containers
    fact "no image and no network: said"

    python3 -m http.server --directory "$WORK/no-plugins" --bind 127.0.0.1 "$PORT" >/dev/null 2>&1 &
    taker=$!
    trap 'kill "$taker" 2>/dev/null || true' EXIT
    wait_for 10 curl --silent --output /dev/null --noproxy '*' "$URL/"
    says "port $PORT is taken" ./justw up containers
    kill "$taker" && wait "$taker" 2>/dev/null || true
    fact "port taken: said"
    PORT=http says "PORT is 'http'" ./justw up containers
    LISTEN=::1 says "LISTEN is '::1'" ./justw up containers
    fact "settings that cannot be: said"

    cp "$CHECKOUT/.env" "$WORK/env"
    trap 'cp "$WORK/env" "$CHECKOUT/.env"' EXIT
    # shellcheck disable=SC2016 # as it stands in the file
    for line in 'export LISTEN=127.0.0.1' 'PUBLIC_URL=$HOST' 'PUBLIC_URL= # later' 'PUBLIC_URL: x'; do
        echo "$line" >>"$CHECKOUT/.env"
        says "line $(wc -l <"$CHECKOUT/.env") of .env" ./justw up containers
        cp "$WORK/env" "$CHECKOUT/.env"
    done
    fact "lines of .env that compose would read otherwise: said"
    echo REDIS_URL=redis://elsewhere >>"$CHECKOUT/.env"
    says "containers do not use: REDIS_URL" ./justw up containers
    cp "$WORK/env" "$CHECKOUT/.env"
    fact "a setting of .env that containers do not use: said"
    sed -i 's/^POSTGRES_PASSWORD=.*/POSTGRES_PASSWORD=/' "$CHECKOUT/.env"
    says "POSTGRES_PASSWORD is missing a value" tools/compose.sh config
    running=$(at env DATABASE_URL=postgres://a@b/c ./justw up containers 2>&1 </dev/null) || die "with an empty password: $running"
    check "an empty password becomes a random one" test "$(grep -cE '^POSTGRES_PASSWORD=[0-9a-f]{64}$' "$CHECKOUT/.env")" = 1
    check "a setting of the environment that containers do not use: said" grep -q 'DATABASE_URL of this environment is not used' <<<"$running"
    cp "$WORK/env" "$CHECKOUT/.env"
    quietly tools/compose.sh down
    says "has another password than .env" ./justw up containers
    check "a volume of another password: said, and its database does not stay behind" test -z "$(compose ps --all --quiet db)"
    remove_stack

    # A table of somebody else's stands in the way of the migrations.
    quietly tools/compose.sh up --detach --no-build --wait db
    compose exec -T db psql -q -U bloknotik bloknotik -c 'CREATE TABLE contacts (id int)'
    says 'contacts.* already exists' ./justw up containers
    running=$(compose ps --quiet --status running server) || die "compose ps failed"
    check "a migration that fails: said, and no server started" test -z "$running"
    remove_stack

    quietly tools/compose.sh up --detach --no-build --wait db
    compose exec -T db sh -c 'echo 9.6 >/var/lib/postgresql/data/PG_VERSION'
    quietly tools/compose.sh down
    says "written by another version of PostgreSQL (9.6, and the image is of" ./justw up containers
    fact "a volume of another PostgreSQL: said"
    remove_stack

    second_checkout

    printf '%s\n' 'services: { cache: { entrypoint: [/nowhere] } }' >"$CHECKOUT/compose.override.yaml"
    running=$(at ./justw up containers 2>&1 </dev/null) || die "without a cache nothing came up: $running"
    grep -q 'the cache could not be started' <<<"$running" && wait_for 10 is_ready || die "without a cache: $running"
    fact "a cache that cannot be started: said, and Bloknotik runs"
    remove_stack
}

step_tests() {
    local images
    find_engine
    # As the gate: cards that nobody has thought of yet are for `./justw test thorough`.
    export PROPTEST_RNG_SEED="${PROPTEST_RNG_SEED:-20261121}"
    images=$(compose config --images db)
    TEST_SOURCE=container TEST_POSTGRES_IMAGE=$images cargo test --no-fail-fast >"$WORK/tests.log" 2>&1 ||
        die "$(grep -E -A 14 '^---- .* stdout ----|^error' "$WORK/tests.log" | tail -n 60)"
    fact "$(awk '/^test result:/ { passed += $4; failed += $6 } END { print passed " passed, " failed " failed" }' "$WORK/tests.log") in databases of $images"
}

left_over() {
    docker ps --all --quiet --filter label=com.docker.compose.project=$COMPOSE_PROJECT_NAME &&
        docker ps --all --quiet --filter name=bloknotik-proof-holder &&
        docker ps --all --quiet --filter label=bloknotik.testkit &&
        docker volume ls --quiet --filter label=com.docker.compose.project=$COMPOSE_PROJECT_NAME &&
        docker network ls --quiet --filter label=com.docker.compose.project=$COMPOSE_PROJECT_NAME
}
nothing_is_left() {
    local left
    left=$(left_over) && [ -z "$left" ]
}

step_nothing-left() {
    remove_stack
    # The tests' own goes when they have ended.
    wait_for 60 nothing_is_left || die "something is left: $(left_over)"
    fact "no container, volume or network is left"
}
