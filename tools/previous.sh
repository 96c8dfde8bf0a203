#!/bin/sh
# Runs the tests of the version before on the schema of this one: it still serves while this one is rolled out.
#   tools/previous.sh            the last commit with another schema, or PREVIOUS (any name that git knows)
# Where there is none yet, this version's own tests run on its schema and a migration that only adds.
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh

migrations=crates/persistence/migrations
tools/setup.sh native

# on FOLDER MIGRATIONS: all but what looks at the schema itself, or at what the migrations are called.
on() (
    cd "$1"
    TEST_FURTHER_MIGRATIONS=$2 cargo test --test it -- \
        --skip schema:: --skip migrations:: --skip plans:: --skip commands:: --skip process:: --skip backup
)

# The commit before the newest migration came, if its tests can be given a schema already.
before() {
    newest=$(git log -1 --diff-filter=A --format=%H -- "$migrations" 2>/dev/null) && [ -n "$newest" ] || return 1
    git rev-parse --verify --quiet "$newest^{commit}~1" || return 1
}
can_be_given_one() { git grep --quiet TEST_FURTHER_MIGRATIONS "$1" -- crates/testkit 2>/dev/null; }

previous=${PREVIOUS:-$(before || true)}
if [ -z "$previous" ] || ! can_be_given_one "$previous"; then
    [ -z "${PREVIOUS:-}" ] || die "the tests of $PREVIOUS cannot be given a schema"
    say "no earlier version can be asked: this one on a schema that has grown"
    on . "$PWD/crates/persistence/tests/further"
    exit
fi

say "version $(git log -1 --format='%h of %cs' "$previous") on the schema of this one"
work=$(mktemp -d)
remove() {
    git worktree remove --force "$work/previous" >/dev/null 2>&1 || true
    rm -rf "$work"
    # Cargo tells crates of one workspace from those of another by nothing, and compares times: what it has just made of the
    # other version would pass for this one's.
    find crates -type f -exec touch {} +
}
trap remove EXIT
trap 'exit 130' INT TERM
git worktree add --quiet --detach "$work/previous" "$previous"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/target}"
on "$work/previous" "$PWD/$migrations"
