# Shared by the scripts of this repository: `. tools/lib.sh`, in the project's folder. POSIX sh, no side effects when sourced.
# shellcheck shell=sh

. tools/basics.sh

# Runs a command as root: directly, or through sudo when it exists. The remedy names the whole command.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif have sudo; then
        sudo "$@"
    else
        die "this needs root and there is no sudo: run as root: $*"
    fi
}

# step NAME COMMAND...: runs it and says how long it took; ends the script if it fails.
step() {
    name=$1
    began=$(date +%s)
    shift
    say "$name"
    "$@" || die "$name failed (above)"
    printf '%s\n' "-- $name $(($(date +%s) - began)) s" >&2
}

# The system's own: Playwright's download does not work behind every wall.
find_chromium() {
    if [ -n "${CHROMIUM:-}" ]; then command -v "$CHROMIUM"; return; fi
    command -v chromium || command -v chromium-browser || command -v google-chrome
}

# What asks a registry may fail once: tried three times.
retry() { "$@" || { sleep 2 && "$@"; } || { sleep 5 && "$@"; }; }

is_debian() { have apt-get && [ -e /etc/debian_version ]; }

# Installs the Debian packages that are missing; quick and silent when none is.
apt_install() {
    missing=""
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    by_hand="as root: apt-get update && apt-get install -y --no-install-recommends$missing"
    # Who may not, or cannot be asked for a password, is told what to type.
    if [ "$(id -u)" -ne 0 ] && { ! have sudo || { [ ! -t 0 ] && ! sudo -n true 2>/dev/null; }; }; then
        die "packages are missing; $by_hand; then run this again"
    fi
    say "installing$missing"
    # shellcheck disable=SC2086 # a list of package names
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null 2>&1 || {
        # Most often the package lists are absent or old; a third-party source that fails must not stop us.
        as_root apt-get update -qq >/dev/null 2>&1 || true
        # shellcheck disable=SC2086
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null ||
            die "apt-get could not install:$missing (see above; check the network and /etc/apt/sources.list*), or $by_hand"
    }
}

# The mirror this machine's own apt is set up with, so that images are built from where the host is.
debian_mirror() {
    # shellcheck disable=SC2016 # apt's own placeholders
    apt-get indextargets --format '$(REPO_URI) $(COMPONENT) $(CODENAME)' 'Created-By: Packages' 2>/dev/null |
        awk '$2 == "main" && $3 ~ /^(bookworm|trixie)$/ { sub(/\/$/, "", $1); print $1; exit }' |
        grep . || echo "http://deb.debian.org/debian"
}

# Waits until a command succeeds: wait_for SECONDS COMMAND...
wait_for() {
    left=$1
    shift
    until "$@" >/dev/null 2>&1; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || return 1
        sleep 1
    done
}

# Stops a command that hangs on an unreachable server, where the system can: bounded SECONDS COMMAND...
bounded() {
    # In the foreground, where Ctrl-C reaches it.
    if timeout --foreground 1 true 2>/dev/null; then timeout --foreground "$@"; else shift && "$@"; fi
}

# The docker command may have been told (`docker context use`) of another engine than the one where the tests would look.
find_engine() {
    [ -z "${DOCKER_HOST:-}" ] && have docker || return 0
    found=$(docker context inspect --format '{{.Endpoints.docker.Host}}' 2>/dev/null) || return 0
    case $found in '' | unix:///var/run/docker.sock) ;; *) export DOCKER_HOST="$found" ;; esac
}

# Takes the settings of .env into the environment; a variable that is set already wins. The file is read the way compose
# reads it, and never run: NAME=value, quotes around the value fall away, ` #` begins a comment. What came from it stays known
# to the scripts that are called: see from_env_file.
load_env() {
    [ -e .env ] || return 0
    loaded=" "
    while IFS= read -r line || [ -n "$line" ]; do
        line=${line%"$(printf '\r')"}
        name=${line%%=*}
        value=${line#*=}
        case $name in "$line" | '' | [0-9]* | *[!A-Za-z0-9_]*) continue ;; esac
        case $value in
            \"*) value=${value#\"} value=${value%%\"*} ;;
            \'*) value=${value#\'} value=${value%%\'*} ;;
            *)
                value=${value%%' #'*}
                value=${value%"${value##*[![:space:]]}"}
                ;;
        esac
        # Of two lines with one name the last holds.
        case $loaded in *" $name "*) ;; *) eval "[ -z \"\${$name+set}\" ]" || continue ;; esac
        export "$name=$value"
        loaded="$loaded$name "
    done <.env
    export FROM_ENV_FILE="${FROM_ENV_FILE:-}$loaded"
}

# from_env_file NAME: whether it is .env that says so, and not whoever called.
from_env_file() { case ${FROM_ENV_FILE:-} in *" $1 "*) ;; *) return 1 ;; esac }

# remember NAME VALUE: writes a choice of this installation into .env, in place of an older one. What the environment of
# this run has chosen is not written.
remember() {
    eval "[ \"\${$1:-}\" != \"\$2\" ]" || return 0
    (
        umask 077
        { grep -v "^$1=" .env || true; } >.env.new
        printf '%s=%s\n' "$1" "$2" >>.env.new
    )
    mv .env.new .env
    export "$1=$2"
}

# For what is thrown away: memory where there is plenty of it, as testkit has it.
scratch() {
    free=$(df -Pk /dev/shm 2>/dev/null | awk 'END { print $4 }')
    if [ "${free:-0}" -ge 4194304 ] 2>/dev/null && [ -w /dev/shm ]; then echo /dev/shm; else echo /tmp; fi
}

# Where the embedded database is, as `bloknotik serve` has it.
data_dir() {
    if [ -n "${DATA_DIR:-}" ]; then
        echo "$DATA_DIR"
    elif [ "$(id -u)" -eq 0 ]; then
        echo /var/lib/bloknotik
    else
        echo "${XDG_DATA_HOME:-$HOME/.local/share}/bloknotik"
    fi
}

# Where `up` can be reached from this machine: LISTEN is the address of one network card, or nothing.
url() {
    case ${LISTEN:-} in
        '' | 0.0.0.0 | '[::]' | 127.0.0.1 | '[::1]') echo "http://localhost:${PORT:-5555}" ;;
        *) echo "http://$LISTEN:${PORT:-5555}" ;;
    esac
}

# Whether something on this machine listens there; unknown counts as no. Never through a proxy, which would answer itself.
answers() {
    have curl || return 1
    code=0
    curl --silent --output /dev/null --noproxy '*' --max-time 3 "$1" || code=$?
    # An answer, none in time, an empty one, a broken one, or one that is not HTTP.
    case $code in 0 | 28 | 52 | 56 | 1) ;; *) return 1 ;; esac
}
