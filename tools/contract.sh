#!/bin/sh
# Schemathesis asks a server of its own for all that the OpenAPI document promises, with made-up requests, good and bad: no
# answer may be a 5xx or another one than the document says. See docs/TESTING.md.
#   tools/contract.sh [EXAMPLES] [OPTIONS OF SCHEMATHESIS]    so many made-up requests for each operation; 100 without it
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh

examples=${1:-100}
[ $# -eq 0 ] || shift
port=${PORT:-5586}
profile=${BLOKNOTIK_PROFILE:-release}
have python3 || die "python3 is missing"
cargo build --quiet --profile "$profile" -p server --bin bloknotik
binary=${CARGO_TARGET_DIR:-$PWD/target}/$([ "$profile" = dev ] && echo debug || echo "$profile")/bloknotik
tool=target/tools/schemathesis
[ -x "$tool/bin/st" ] || {
    say "installing schemathesis"
    python3 -m venv "$tool" && retry "$tool/bin/pip" install --quiet 'schemathesis==4.32.5' ||
        die "pip could not install schemathesis (Debian: python3-venv)"
}
. tools/own-server.sh
start_server
account='{"username":"contract","password":"correct horse"}'
value() { sed "s/.*\"$1\":\"\([^\"]*\)\".*/\1/"; }
token=$(curl -sf "$url/api/v1/users/register" -H 'content-type: application/json' -d "$account" | value token)
# A key for programs: it may change no password and end no session, its own least of all.
key=$(curl -sf "$url/api/v1/tokens" -H "authorization: Bearer $token" -H 'content-type: application/json' -d '{"name":"contract"}' | value token)
"$tool/bin/st" run "$url/api/openapi.json" -H "Authorization: Bearer $key" --max-examples "$examples" --workers 2 --seed 1 \
    --checks not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance \
    --exclude-path /api/v1/events "$@"
