#!/bin/sh
# Tells a deployment webhook which version is to run: POST with the field DOCKER_TAG and a bearer token, as Kubit takes it.
#   WEBHOOK_URL=... WEBHOOK_TOKEN=... webhook.sh TAG
# Ends well only with a 2xx. What may pass by itself (no connection, 408, 429, 5xx) is tried three times more; the same tag
# twice does no harm. The token is never printed, never an argument, and never sent on to where a redirect points.
set -eu

die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

tag=${1:-${DOCKER_TAG:-}}
case $tag in
    '' | latest) die "say which version: a tag, and not 'latest'" ;;
    [.-]* | *[!A-Za-z0-9._-]*) die "this is no tag of an image: $tag" ;;
esac
[ -n "${WEBHOOK_URL:-}" ] || die "WEBHOOK_URL is not set (in GitLab: Settings, CI/CD, Variables)"
[ -n "${WEBHOOK_TOKEN:-}" ] || die "WEBHOOK_TOKEN is not set (in GitLab: Settings, CI/CD, Variables; masked and protected)"
case $WEBHOOK_URL in
    https://* | http://127.0.0.1:*) ;;
    *) die "WEBHOOK_URL does not begin with https://: the token would travel in the clear" ;;
esac
# It goes into a line of curl's configuration.
case $WEBHOOK_TOKEN in *[!A-Za-z0-9._~+/=-]*) die "WEBHOOK_TOKEN has characters that no bearer token has" ;; esac

failed=0
code=$(printf 'header = "Authorization: Bearer %s"\n' "$WEBHOOK_TOKEN" |
    curl --config - --silent --show-error --output /dev/null --write-out '%{http_code}' \
        --connect-timeout 10 --max-time 30 --retry 3 --retry-delay "${WEBHOOK_RETRY_SECONDS:-5}" --retry-connrefused \
        --form-string "DOCKER_TAG=$tag" --url "$WEBHOOK_URL") || failed=$?
[ "$failed" -eq 0 ] || die "the webhook cannot be reached (curl says $failed)"
case $code in
    2??) printf 'version %s was taken (%s)\n' "$tag" "$code" ;;
    *) die "the webhook answered $code: version $tag was not taken" ;;
esac
