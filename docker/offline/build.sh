#!/bin/sh
# Builds the images that the project needs (builder, PostgreSQL, cache, edge) from a Debian mirror alone, the one this machine's
# apt uses: for machines that reach no container registry. Skips what is there already for the same inputs.
#   docker/offline/build.sh            all of them
#   docker/offline/build.sh postgres   some of them: builder, postgres, cache, edge
set -eu
cd "$(dirname "$0")/../.."
. tools/lib.sh
. tools/stack.sh

SUITE=bookworm
PREFIX=bloknotik-offline
# Images inside the builder must trust what this machine trusts (a proxy that re-signs TLS, for one).
CA=${BUILD_CA_FILE:-/etc/ssl/certs/ca-certificates.crt}
[ -e "$CA" ] || CA=/dev/null

engine_answers || die "$WHY ($REMEDY)"

# up_to_date IMAGE HASH: the image exists and was made from the same inputs.
up_to_date() {
    [ "$(docker image inspect --format '{{ index .Config.Labels "bloknotik.inputs" }}' "$1" 2>/dev/null)" = "$2" ]
}

base() {
    image=$PREFIX/debian:$SUITE
    inputs=$(sed -n '/^base() {/,/^}/p' docker/offline/build.sh | sha256sum | cut -c1-16)
    if up_to_date "$image" "$inputs"; then return 0; fi
    say "building $image from $(debian_mirror)"
    is_debian || die "debootstrap needs a Debian machine here"
    apt_install debootstrap
    root=$(mktemp -d)
    as_root debootstrap --variant=minbase --include=ca-certificates "$SUITE" "$root" "$(debian_mirror)" >"$root.log" 2>&1 ||
        die "debootstrap failed, the last lines of $root.log: $(tail -n 3 "$root.log")"
    # Updates and security fixes: debootstrap itself knows the release only.
    # shellcheck disable=SC2016 # apt's own placeholders
    apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
        awk -v suite="$SUITE" '$3 == "main" && index($2, suite) == 1 { print "deb", $1, $2, "main" }' |
        sort -u >"$root.list"
    [ -s "$root.list" ] || echo "deb $(debian_mirror) $SUITE main" >"$root.list"
    as_root cp "$root.list" "$root/etc/apt/sources.list"
    # Documentation and translations are half the weight, and later packages need not bring them either.
    as_root sh -c "printf '%s\n' 'path-exclude=/usr/share/doc/*' 'path-exclude=/usr/share/man/*' 'path-exclude=/usr/share/locale/*' \
        >$root/etc/dpkg/dpkg.cfg.d/slim
        rm -rf $root/usr/share/doc/* $root/usr/share/man/* $root/usr/share/locale/* $root/var/cache/apt/*.bin \
        $root/var/cache/apt/archives/*.deb $root/var/lib/apt/lists/* $root/var/log/*.log"
    as_root tar -C "$root" -c . | docker import --change "LABEL bloknotik.inputs=$inputs" - "$image" >/dev/null
    as_root rm -rf "$root" "$root.log" "$root.list"
}

# derived NAME FILE...: builds NAME.Dockerfile with just the named files as context.
derived() {
    name=$1
    shift
    image=$PREFIX/$name:$SUITE
    base_image=$PREFIX/debian:$SUITE
    inputs=$( { docker image inspect --format '{{ .Id }}' "$base_image"; cat "docker/offline/$name.Dockerfile" "$@"; } | sha256sum | cut -c1-16)
    if up_to_date "$image" "$inputs"; then return 0; fi
    say "building $image"
    context=$(mktemp -d)
    [ $# -eq 0 ] || cp "$@" "$context/"
    docker buildx build --load --progress=quiet --secret "id=ca,src=$CA" --build-arg "BASE=$base_image" \
        --label "bloknotik.inputs=$inputs" -f "docker/offline/$name.Dockerfile" -t "$image" "$context" >/dev/null ||
        die "building $image failed (see above)"
    rm -rf "$context"
}

# The edge only on demand: `up` has none.
[ $# -gt 0 ] || set -- builder postgres cache
base
for name in "$@"; do
    case $name in
        builder) derived builder tools/basics.sh tools/wasm-std.sh ;;
        postgres) derived postgres docker/offline/postgres-entrypoint.sh ;;
        cache | edge) derived "$name" ;;
        *) die "unknown image '$name': builder, postgres, cache or edge" ;;
    esac
done
docker image ls --format 'table {{.Repository}}:{{.Tag}}\t{{.Size}}' | grep -E "REPOSITORY|$PREFIX" >&2
