# The tasks of Bloknotik. Without just: ./justw RECIPE

# Arguments reach the shell as they are, not pasted into its text.
set positional-arguments

# Lists the recipes
default:
    @just --list --unsorted

# Starts Bloknotik and prints its address: as the time before, or `up containers`, or `up native`
up *mode:
    @tools/up.sh "$@"

# Stops what `up` started; the data stays
down:
    @tools/down.sh

# Shows and follows the server's log
logs:
    @tools/bloknotik.sh logs

# Runs a command of bloknotik on what `up` uses, such as `run user list`; `run psql` is the database's own prompt
run *command:
    @tools/bloknotik.sh "$@"

# Installs what building needs: libpq, the wasm32 target, wasm-opt
setup:
    @tools/setup.sh

# Builds quickly and serves in this terminal, on a database of its own
dev: setup
    tools/xtask web --dev
    . tools/lib.sh && DATA_DIR="${DATA_DIR:-$(data_dir)-dev}" cargo run --bin bloknotik -- serve

# Runs the tests, and the journeys in a browser that matter most; arguments go to cargo test
test *arguments:
    @tools/test.sh "$@"

# Runs all tests and journeys, with a single connection and on the schema before, too: half an hour
thorough:
    @tools/test.sh thorough

# Runs journeys in a browser against a server of their own: those that the gate wants, `all`, or those of some files
journeys *arguments:
    @tools/journeys.sh "$@"

# Runs the tests of the version before on the schema of this one: see docs/MIGRATIONS.md
previous:
    @tools/previous.sh

# Runs the journeys in a browser against what `up` started, or BASE_URL
e2e *arguments:
    @tools/e2e.sh "$@"

# Checks format, lints of both targets, layering, documentation; `check deny` and `check deploy` by name
check *steps: setup
    @tools/check.sh "$@"

# Proves the containers: image, stack, journeys, kills, refusals, tests; `containers STEP...` some of it, `containers list`
containers *steps:
    @tools/containers.sh "$@"

# Builds the container image
image:
    @tools/env.sh
    @tools/images.sh
    @BLOKNOTIK_IMAGE= tools/compose.sh build
    @docker image ls bloknotik

# Builds all images that are needed where no container registry can be reached, from a Debian mirror
offline-images *names:
    @docker/offline/build.sh "$@"

# Brings the schema of the database that `up` uses up to date; `migrate --status` tells how it stands
migrate *options:
    @tools/bloknotik.sh migrate "$@"

# Prints the schema of the database that `up` uses, as SQL
schema:
    @tools/bloknotik.sh schema

# Fills the book with made-up contacts: `sample --contacts 500 --user ann`
sample *options:
    @tools/bloknotik.sh sample "$@"

# Saves all that Bloknotik holds as one file, beside the running server: `backup FILE`, or into backups/
backup *arguments:
    @INVOKED_FROM={{ quote(invocation_directory()) }} tools/backup.sh backup "$@"

# Brings a backup back: `restore FILE`, or `restore FILE --overwrite` in place of everything that is there
restore *arguments:
    @INVOKED_FROM={{ quote(invocation_directory()) }} tools/backup.sh restore "$@"

# Backs made-up contacts up, destroys their database, restores it and compares every byte
drill contacts="10000":
    @tools/drill.sh "$1"

# Builds the web bundle and holds its size against the budget
size: setup
    @tools/xtask web
    @tools/xtask size

# Asks Lighthouse about the book with 200 contacts, with its settings for phones
lighthouse:
    @tools/lighthouse.sh

# Makes the pictures of the documentation anew
screenshots:
    @tools/screenshots.sh

# Kills server and database hard in the middle of writes, so many times each: nothing acknowledged may be lost
proof rounds="10":
    @tools/proof.sh "$1"

# Asks the API for all that its OpenAPI document promises, with so many made-up requests for each operation
contract examples="100":
    @tools/contract.sh "$1"

# Measures how much the server gets through with 100,000 contacts, beside PostgreSQL itself, each case for so many seconds
bench seconds="10":
    @tools/throughput.sh "$1"

# Measures how long the server takes from its start until it is ready
start-time rounds="10":
    @tools/start.sh "$1"

# Measures how long lists and searches take with a million contacts, each case for so many seconds
latency seconds="20":
    @tools/latency.sh "$1"

# Scrolls through 100,000 contacts in a browser: bounded nodes, no long task
large:
    @tools/large.sh

# Measures what the cache is good for, on what `latency` has loaded
bench-cache seconds="10":
    @tools/bench-cache.sh "$1"

# Breaks a stack of deploy/compose on purpose under load, about so long, in an order that follows the seed
chaos seconds="180" seed="1":
    @tools/chaos.sh "$1" "$2"

# Updates a stack of deploy/swarm from one image to another and back under load
roll from to *careless:
    @tools/roll-test.sh "$@"

# Fuzzes the card parser for so many seconds, or the editor, or the cutting of files: `just fuzz edit 300`, `just fuzz file`
fuzz target="parse" seconds="60":
    @tools/fuzz.sh "$1" "$2"
