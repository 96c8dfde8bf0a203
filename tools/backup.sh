#!/bin/sh
# Backups of what `up` uses, natively or in containers.
#   tools/backup.sh backup [FILE] [--recipient age1...]    into FILE, or into backups/ under a name that is made of the time
#   tools/backup.sh restore FILE [--overwrite] [--identity FILE | --passphrase-file FILE]
# A backup is made beside the running server. For a restore it is stopped, and comes back, whatever becomes of it.
set -eu
# A file is where whoever asks stands.
from=${INVOKED_FROM:-$PWD}
cd "$(dirname "$0")/.."
. tools/lib.sh
. tools/stack.sh

load_env
placed() { case $1 in /* | -) echo "$1" ;; *) echo "$from/$1" ;; esac; }
mode=$(installed_mode)
in_containers() { [ "$mode" = containers ]; }
! in_containers || own_containers
# bloknotik COMMAND OPTIONS: in a container beside the others.
bloknotik() { tools/compose.sh run --rm --no-TTY --no-deps migrate "$@"; }

backup() {
    umask 077
    file=backups/bloknotik-$(date -u +%Y-%m-%dT%H%M%SZ).gz
    case ${1:-} in
        '') ;;
        --*) file=$file.age ;;
        *) file=$(placed "$1") && shift ;;
    esac
    [ ! -d "$file" ] || die "$file is a directory: name a file in it"
    mkdir -p "$(dirname "$file")"
    if in_containers; then
        for option in "$@"; do
            case $option in
                --recipient | --recipient=age1* | age1*) ;;
                *) die "in containers a backup takes --recipient alone; see docs/OPERATIONS.md for more" ;;
            esac
        done
        # The file is the host's: in the container there is no place to write to.
        unfinished=$(dirname "$file")/.$(basename "$file").unfinished
        trap 'rm -f "$unfinished"' EXIT
        trap 'exit 130' INT TERM
        need_database
        bloknotik backup --output - "$@" >"$unfinished"
        # An encrypted one can be read where its key is.
        [ $# -gt 0 ] || bloknotik backup --check - <"$unfinished" >&2
        sync "$unfinished" 2>/dev/null || sync
        mv "$unfinished" "$file"
        bloknotik backup --stored || note "that it was made could not be noted: its age is not watched"
    else
        tools/native.sh backup --output "$file" "$@"
    fi
    echo "$file"
}

restore() {
    file=${1:-}
    [ -n "$file" ] || die "usage: tools/backup.sh restore FILE [--overwrite] [--identity FILE | --passphrase-file FILE]"
    file=$(placed "$file")
    [ -r "$file" ] || die "$file cannot be read"
    shift
    if in_containers; then
        # A key has no business in a container. Known before the server is stopped.
        open_it="age --decrypt --identity KEY --output book.gz $file, and then ./justw restore book.gz"
        for option in "$@"; do
            [ "$option" = --overwrite ] || die "in containers restore takes --overwrite alone; an encrypted backup is opened before: $open_it"
        done
        ! head -c 21 "$file" | grep -q '^age-encryption\.org/v1' || die "the backup is encrypted, open it first: $open_it"
        need_database
        if is_running server; then
            server=$(container server)
            trap 'say "starting the server again"; docker start "$server" >/dev/null && wait_for 120 is_healthy "$server" ||
                note "the server is not healthy: ./justw logs"' EXIT
            trap 'exit 130' INT TERM
            say "stopping the server"
            tools/compose.sh stop server
        fi
        bloknotik restore - "$@" <"$file"
    else
        tools/native.sh restore "$file" "$@"
    fi
}

command=${1:-}
[ $# -eq 0 ] || shift
# So are the files of keys.
count=$#
while [ "$count" -gt 0 ]; do
    case $1 in
        --identity=* | --passphrase-file=*) set -- "$@" "${1%%=*}=$(placed "${1#*=}")" ;;
        --identity | --passphrase-file)
            if [ "$count" -gt 1 ]; then
                set -- "$@" "$1" "$(placed "$2")"
                shift
                count=$((count - 1))
            else
                set -- "$@" "$1"
            fi
            ;;
        *) set -- "$@" "$1" ;;
    esac
    shift
    count=$((count - 1))
done
case $command in
    backup) backup "$@" ;;
    restore) restore "$@" ;;
    *) die "usage: tools/backup.sh backup|restore" ;;
esac
