"""Holds everything in deploy/ against its schemas and our rules: check.py RENDERED..., as tools/check-deploy.sh calls it.

A file given is what `kubectl kustomize` made of the overlay whose name it has.
"""

import pathlib
import sys

import yaml

import breaks
import gitlab
import monitoring
import network
import rules
import schemas
from manifests import Manifests

DEPLOY = pathlib.Path(__file__).parent.parent


def wrong_with(manifests):
    """Everything there is to say about one overlay; a rule that stumbles over what it finds says so."""
    known = []
    for document in manifests.documents:
        found = list(schemas.document(document))
        known += found
        yield from found
    for rule in rules.RULES + network.RULES:
        try:
            yield from rule(manifests)
        except (KeyError, TypeError, AttributeError, StopIteration) as error:
            yield f"the rule {rule.__name__} cannot read this: {error!r}"


def same_migration_within_a_version(manifests, changed):
    """`changed` is the same overlay with other settings. Kubernetes refuses a change of a Job that is there."""
    if manifests.of_kind("Job") != changed.of_kind("Job"):
        yield "the migration changes with a setting: it could not be applied again"
    if manifests.of_kind("Deployment") == changed.of_kind("Deployment"):
        yield "a changed setting does not roll the server"


def restore_like_migration(pod, job):
    """Whoever restores may do what the migration may, and no more: only what it is asked differs."""
    yield from schemas.document(pod)
    theirs, ours = job["spec"]["template"], {"metadata": pod["metadata"], "spec": pod["spec"]}
    labels = ("app.kubernetes.io/name", "app.kubernetes.io/component")
    if any(ours["metadata"]["labels"][label] != theirs["metadata"]["labels"][label] for label in labels):
        yield "its labels are not the migration's, by which it gets to the database"
    asked = ("name", "args", "image", "stdin", "stdinOnce", "env")

    def rest(spec):
        (container,) = spec["containers"]
        container = {key: value for key, value in container.items() if key not in asked}
        return {key: value for key, value in spec.items() if key not in ("containers", "imagePullSecrets")} | {"container": container}

    if rest(ours["spec"]) != rest(theirs["spec"]):
        yield "it is not made as the migration is"


def check_pack():
    pack = yaml.safe_load((DEPLOY / "kubit/bloknotik.pack.yaml").read_text())

    def find(item):
        return schemas.pack(item, DEPLOY / "kubit/pack.schema.json")

    return list(find(pack)) or list(breaks.unnoticed_in_pack(pack, find))


def report(what, problems):
    for problem in problems:
        print(f"{what}: {problem}", file=sys.stderr)
    if not problems:
        print(f"   {what}: good")
    return len(problems)


def main(rendered):
    overlays = {pathlib.Path(path).stem: Manifests.read(pathlib.Path(path).read_text()) for path in rendered}
    failures = 0
    for name, manifests in overlays.items():
        if not name.endswith("-changed"):
            failures += report(f"overlay {name} ({len(manifests.documents)} objects)", list(wrong_with(manifests)))
    good, changed = overlays["production"], overlays["production-changed"]
    failures += report("applying twice", list(same_migration_within_a_version(good, changed)))
    if not failures:
        failures += report(f"{len(breaks.BREAKS)} breaks of production", list(breaks.unnoticed(good, wrong_with)))
    pod = yaml.safe_load((DEPLOY / "kubernetes/restore/pod.yaml").read_text())
    failures += report("restore/pod.yaml", list(restore_like_migration(pod, good.of_kind("Job")[0])))
    for path in sorted([*DEPLOY.glob("kubernetes/argocd/*.yaml"), *DEPLOY.glob("kubernetes/flux/*.yaml")]):
        documents = Manifests.read(path.read_text()).documents
        failures += report(
            f"{path.parent.name}/{path.name}", [problem for item in documents for problem in schemas.document(item)]
        )
    failures += report(f"Pack, and {len(breaks.PACK_BREAKS)} breaks of it", check_pack())
    failures += report(f"monitoring, and {len(monitoring.BREAKS)} breaks of it", monitoring.check(DEPLOY.parent))
    failures += report("GitLab's rules", list(gitlab.check(DEPLOY.parent)))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
