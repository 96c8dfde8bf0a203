#!/bin/sh
# Builds the image of this commit with BuildKit, in GitLab CI.
#   image.sh build   to see that it builds; reads the cache in the registry, writes nowhere (merge requests)
#   image.sh push    pushes it, tagged with the commit and, for a tag v1.2.3, with 1.2.3; never with `latest`
#   image.sh sbom    writes the list of contents that was pushed with it to sbom.json
# The list (SBOM) is made by BuildKit while it builds. The final image has no package database to look into, so the build
# context is scanned as well: there Cargo.lock names every crate. It is kept in the registry beside the image, so that
# whoever has the image has the list.
set -eu

: "${CI_REGISTRY_IMAGE:?is set by GitLab}" "${CI_COMMIT_SHORT_SHA:?is set by GitLab}"
image=$CI_REGISTRY_IMAGE:$CI_COMMIT_SHORT_SHA
cache=type=registry,ref=$CI_REGISTRY_IMAGE/cache:buildkit
version=$CI_COMMIT_SHORT_SHA

sign_in() {
    printf '%s' "$CI_REGISTRY_PASSWORD" | docker login --username "$CI_REGISTRY_USER" --password-stdin "$CI_REGISTRY"
}

builder() {
    # The engine's own builder keeps no cache in a registry. A context, because a builder cannot take TLS from variables.
    docker context create bloknotik >/dev/null
    docker buildx create --name bloknotik --driver docker-container --use bloknotik >/dev/null
}

build() {
    docker buildx build --file docker/Dockerfile --build-arg "REVISION=$CI_COMMIT_SHORT_SHA" --build-arg "VERSION=$version" \
        --cache-from "$cache" "$@" .
}

sign_in
case ${1:-} in
    build) builder && build --output type=cacheonly ;;
    push)
        set -- --tag "$image"
        if [ -n "${CI_COMMIT_TAG:-}" ]; then
            version=${CI_COMMIT_TAG#v}
            set -- "$@" --tag "$CI_REGISTRY_IMAGE:$version"
        fi
        builder
        build "$@" --cache-to "$cache,mode=max,image-manifest=true,ignore-error=true" \
            --sbom=true --build-arg BUILDKIT_SBOM_SCAN_CONTEXT=true --provenance=mode=max --push
        ;;
    sbom)
        docker buildx imagetools inspect "$image" --format '{{ json .SBOM }}' >sbom.json
        # An empty list would be a list, too.
        grep -q '"axum"' sbom.json || {
            echo "error: the list of $image does not name what it is built of" >&2
            exit 1
        }
        ;;
    *)
        echo "usage: image.sh build|push|sbom" >&2
        exit 2
        ;;
esac
