#!/bin/sh
# Gets a Docker engine with the compose and buildx plugins on a Debian machine that reaches nothing but a Debian mirror.
#   engine.sh start   installs what is missing, starts dockerd where no engine answers
#   engine.sh stop    stops the dockerd that `start` started, never another one
# With systemd it is the system's own that is started, without it one of ours. An engine that already answers is left as it is.
set -eu
cd "$(dirname "$0")/../.."
. tools/lib.sh
. tools/stack.sh

# Each start has a folder of its own below /run, which this file names: what a hard killed engine left in the one before
# (a number that lives on as a zombie, sockets, containers that are half there) cannot keep the next from starting.
STATE=/run/bloknotik-engine
LOG=/var/log/bloknotik-dockerd.log
PLUGINS="${DOCKER_CONFIG:-$HOME/.docker}/cli-plugins"

# Debian 12 has neither plugin in the form of a plugin; Debian 13's run on it. A private apt fetches just the two.
install_plugins() {
    docker compose version >/dev/null 2>&1 && docker buildx version >/dev/null 2>&1 && return 0
    say "fetching the compose and buildx plugins from Debian 13"
    work=$(mktemp -d)
    chmod 755 "$work"
    mkdir -p "$work/lists/partial" "$PLUGINS"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(debian_mirror) trixie main" >"$work/trixie.list"
    private_apt() {
        (cd "$work" && as_root apt-get -qq -o Dir::Etc::sourcelist="$work/trixie.list" -o Dir::Etc::sourceparts=/dev/null \
            -o Dir::State::Lists="$work/lists" -o APT::Sandbox::User=root "$@")
    }
    private_apt update || die "cannot read the trixie suite of $(debian_mirror)"
    private_apt download docker-compose docker-buildx || die "cannot download docker-compose and docker-buildx"
    for deb in "$work"/*.deb; do dpkg -x "$deb" "$work/root"; done
    cp "$work"/root/usr/libexec/docker/cli-plugins/* "$PLUGINS/"
    rm -rf "$work"
    docker compose version >/dev/null 2>&1 || die "the compose plugin in $PLUGINS does not run"
    docker buildx version >/dev/null 2>&1 || die "the buildx plugin in $PLUGINS does not run"
}

# Containers of an engine that was killed hard live on without it, and hold their ports.
clear_up() {
    for shim in $(pgrep -f "^/usr/bin/containerd-shim-runc-v2 .* -address $STATE-"); do
        # shellcheck disable=SC2046 # a list of processes
        as_root kill -KILL $(pgrep -P "$shim") "$shim" 2>/dev/null || true
    done
    for old in "$STATE"-*; do
        [ -d "$old" ] || continue
        awk -v folder="$old/" 'index($2, folder) == 1 { print $2 }' /proc/mounts | sort -r |
            while read -r mount; do as_root umount -l "$mount" 2>/dev/null || true; done
        as_root rm -rf "$old"
    done
}

run_dockerd() {
    clear_up
    say "starting dockerd (log: $LOG)"
    run=$(as_root mktemp -d "$STATE-XXXXXX")
    # setsid: the engine must outlive this shell and not get its Ctrl-C.
    as_root sh -c "echo $run >$STATE; setsid dockerd --exec-root $run/exec --pidfile $run/pid >>$LOG 2>&1 </dev/null &"
}

start() {
    have pgrep || apt_install procps
    if ! engine_answers; then
        # One that lives and does not answer, or not to this account, is not to be swept away.
        ! pgrep -x dockerd >/dev/null || die "a Docker engine runs (process $(pgrep -x dockerd | paste -sd' ')), but: $WHY ($REMEDY)"
        is_debian || die "$WHY, and this script knows only Debian: install Docker your system's way"
        apt_install docker.io iptables ca-certificates
        as_root true
        if [ -d /run/systemd/system ]; then
            # There the package starts it, and from then on every start of the machine does.
            as_root systemctl start docker || die "the system does not start its engine (above)"
        else
            run_dockerd
        fi
        wait_for 60 as_root docker version || die "dockerd did not come up in 60 s; the last lines of its log: $(tail -n 5 "$LOG" 2>/dev/null || as_root journalctl --unit docker --lines 5)"
    fi
    install_plugins
    engine_answers || die "the engine runs, but: $WHY ($REMEDY)"
    say "Docker engine $(docker version --format '{{.Server.Version}}'), compose $(docker compose version --short)"
}

stop() {
    pid=$(cat "$(cat "$STATE" 2>/dev/null)/pid" 2>/dev/null) || { say "no engine of ours is running"; return 0; }
    as_root kill "$pid" 2>/dev/null || true
    gone() { ! as_root kill -0 "$pid" 2>/dev/null || grep -qs '^State:.Z' "/proc/$pid/status"; }
    wait_for 60 gone || die "dockerd (process $pid) does not stop"
    as_root rm -f "$STATE"
    say "engine stopped"
}

case "${1:-}" in
    start) start ;;
    stop) stop ;;
    *) die "usage: docker/offline/engine.sh start|stop" ;;
esac
