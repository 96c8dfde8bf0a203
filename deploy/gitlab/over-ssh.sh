#!/bin/sh
# Asks a host over ssh to run a version; what it does there is on-host.sh, the only thing that the key can do.
#   DEPLOY_HOST=... DEPLOY_USER=... DEPLOY_SSH_KEY=FILE DEPLOY_KNOWN_HOSTS=FILE over-ssh.sh TAG
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
for name in DEPLOY_HOST DEPLOY_USER DEPLOY_SSH_KEY DEPLOY_KNOWN_HOSTS; do
    eval "[ -n \"\${$name:-}\" ]" || die "$name is not set (in GitLab: Settings, CI/CD, Variables)"
done
[ -r "$DEPLOY_KNOWN_HOSTS" ] || die "DEPLOY_KNOWN_HOSTS is no file (in GitLab: a variable of the type File)"

# GitLab's own file may be read by everybody, and ssh refuses such a key.
umask 077
key=$(mktemp)
trap 'rm -f "$key"' EXIT
cat "$DEPLOY_SSH_KEY" >"$key"
# ssh wants a newline at the end, which the form of GitLab takes away.
echo >>"$key"
ssh -i "$key" -o IdentitiesOnly=yes -o BatchMode=yes -o ConnectTimeout=15 -o ServerAliveInterval=15 \
    -o StrictHostKeyChecking=yes -o UserKnownHostsFile="$DEPLOY_KNOWN_HOSTS" "$DEPLOY_USER@$DEPLOY_HOST" "$tag"
