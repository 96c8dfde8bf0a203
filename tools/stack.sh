# Shared by the scripts that may have to do with containers: `. tools/stack.sh` after tools/lib.sh and load_env, in the
# project's folder. POSIX sh, no side effects when sourced.
# shellcheck shell=sh

# Whether an engine answers to this account. If not, WHY says what is wrong and REMEDY what to do.
engine_answers() {
    REMEDY="start one, or on Debian: docker/offline/engine.sh start"
    have docker || { WHY="there is no docker command" && return 1; }
    said=$(bounded 20 docker version --format '{{ .Server.Version }}' 2>&1 >/dev/null) && return
    said=$(printf '%s\n' "$said" | grep . | tail -n 1) || true
    WHY="no Docker engine answers${said:+: $said}"
    case $said in
        *'permission denied'*)
            WHY="there is a Docker engine, which this account may not use: $said"
            REMEDY="as root: usermod -aG docker $(id -un); then sign in anew"
            ;;
    esac
    return 1
}

# Whether the stack can be run here; WHY and REMEDY as above.
has_engine() {
    engine_answers || return 1
    ! docker compose version >/dev/null 2>&1 || return 0
    WHY="docker has no compose plugin"
    REMEDY="on Debian: docker/offline/engine.sh start gets it"
    return 1
}

project() { echo "${COMPOSE_PROJECT_NAME:-bloknotik}"; }
ours() { docker ps --all --filter "label=com.docker.compose.project=$(project)" --filter label=com.docker.compose.oneoff=False "$@"; }
# container SERVICE: its container, running or not, and not one of `compose run`.
container() { ours --quiet --filter "label=com.docker.compose.service=$1"; }
is_healthy() { [ "$(docker inspect --format '{{ .State.Health.Status }}' "$1")" = healthy ]; }
is_running() { [ -n "$(tools/compose.sh ps --quiet --status running "$1" 2>/dev/null)" ]; }

# Whether a checkout was moved or deleted. One that this account may not look into is there.
is_gone() {
    [ ! -e "$1/compose.yaml" ] || return 1
    nearest=$1
    until [ -d "$nearest" ]; do nearest=$(dirname "$nearest"); done
    [ -x "$nearest" ]
}

# The folder to which the containers of our name belong, if it is another one. One that is gone has none any more, and a link to
# this one is this one.
other_checkout() {
    ours --format '{{ .Label "com.docker.compose.project.working_dir" }}' | sort -u | while read -r folder; do
        is_gone "$folder" || [ "$(cd "$folder" 2>/dev/null && pwd -P)" = "$(pwd -P)" ] || echo "$folder"
    done | head -n 1
}

# Before anything is done to containers: another checkout's hold its book and have its secrets.
own_containers() {
    other=$(other_checkout)
    [ -z "$other" ] || die "the containers of this name belong to $other: stop them there, or write COMPOSE_PROJECT_NAME=another-name \
and a free PORT into .env, for a book of its own"
}

# Which way this installation goes: what .env remembers; else what is there. Nothing if nothing is.
installed_mode() {
    if [ -n "${BLOKNOTIK_MODE:-}" ]; then
        echo "$BLOKNOTIK_MODE"
    elif has_engine && [ -n "$(container db)" ] && [ -z "$(other_checkout)" ]; then
        echo containers
    elif [ -d "$(data_dir)/postgres" ]; then
        echo native
    elif has_engine && docker volume inspect "$(project)_db" >/dev/null 2>&1; then
        echo containers
    fi
}

# The database, for what is run beside the server. One that is there is not made anew, as `compose run` would do by itself when
# its definition has changed: that is for `up`, which looks first whether the image can open the book.
need_database() {
    # One that has just been started may not answer yet.
    if is_running db; then
        wait_for 100 is_healthy "$(container db)" || die "the database does not come up: ./justw up tells why"
        return
    fi
    say "starting the database"
    bounded 120 tools/compose.sh up --detach --no-build --no-recreate --no-deps --wait --wait-timeout 100 db >/dev/null 2>&1 ||
        die "the database does not come up: ./justw up tells why"
}
