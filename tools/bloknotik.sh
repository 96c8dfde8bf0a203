#!/bin/sh
# Commands for what `up` uses, natively or in containers.
#   tools/bloknotik.sh logs                      shows and follows what the server says
#   tools/bloknotik.sh psql [OPTIONS]            PostgreSQL's own prompt on the database
#   tools/bloknotik.sh schema                    the schema of the database as SQL
#   tools/bloknotik.sh COMMAND [OPTIONS]         any command of bloknotik: migrate --status, user list, doctor
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh
. tools/stack.sh

[ $# -gt 0 ] || die "usage: ./justw run COMMAND, such as: ./justw run user list"
load_env
command=$1
if [ "$(installed_mode)" != containers ]; then
    case $command in
        psql) exec tools/native.sh database "$@" ;;
        schema) exec tools/native.sh database pg_dump --schema-only --no-owner ;;
        *) exec tools/native.sh "$@" ;;
    esac
fi
own_containers
# Docker's own terminal is only for people.
terminal=
if [ ! -t 0 ] || [ ! -t 1 ]; then terminal=--no-TTY; fi
in_database() {
    need_database
    # shellcheck disable=SC2086 # an option or nothing
    exec tools/compose.sh exec $terminal db "$@"
}
case $command in
    logs) exec tools/compose.sh logs --tail 100 --follow server migrate ;;
    psql) in_database "$@" --username bloknotik bloknotik ;;
    schema) in_database pg_dump --schema-only --no-owner --username bloknotik bloknotik ;;
esac
# Beside the server, with all its settings; without one by a container of its own.
# shellcheck disable=SC2086
if is_running server; then exec tools/compose.sh exec $terminal server bloknotik "$@"; fi
case $command in
    # What is asked about are the settings of the server, and the database may be just what is wrong.
    # shellcheck disable=SC2086
    doctor | config) exec tools/compose.sh run --rm --no-deps $terminal server "$@" ;;
esac
need_database
# shellcheck disable=SC2086
exec tools/compose.sh run --rm --no-deps $terminal migrate "$@"
