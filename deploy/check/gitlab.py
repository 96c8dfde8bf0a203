"""Reads .gitlab-ci.yml as GitLab would (by gitlab-ci-local) and holds it against what the pipeline is meant to be."""

import csv
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

import yaml

LINT = ["code", "deploy files"]
PUBLISHED = [*LINT, "tests", "push image", "contents"]
DEPLOYMENTS = ["deploy by webhook", "deploy by ssh", "roll back by webhook", "roll back by ssh"]

# What each kind of pipeline has in it, by the variables that GitLab sets for it.
PIPELINES = {
    "merge request": (
        {"CI_PIPELINE_SOURCE": "merge_request_event", "CI_COMMIT_BRANCH": ""},
        [*LINT, "tests", "build image"],
    ),
    "default branch": ({}, PUBLISHED + DEPLOYMENTS),
    "tag": ({"CI_COMMIT_TAG": "v1.2.3", "CI_COMMIT_BRANCH": ""}, PUBLISHED + DEPLOYMENTS),
}

BREAKS = [
    ("deploying without a click", "      when: manual\n      # The", "      # The", "not by hand"),
    ("an image without a version", "docker:28.5-cli", "docker:latest", "no version"),
    ("a job that needs nobody", "needs: [push image]", "needs: [image]", "could not be found"),
    ("a word that GitLab does not know", "resource_group:", "resource_groups:", "resource_groups"),
    ("pushing from a merge request", "deploy/gitlab/image.sh build", "deploy/gitlab/image.sh push", "pushes"),
]


class Refused(Exception):
    """gitlab-ci-local would not have it."""


def repository(source, folder, pipeline):
    """A clone as GitLab would make it: what the rules ask for is worked out from git."""
    (folder / ".gitlab-ci.yml").write_text(pipeline)
    shutil.copy(source / "Cargo.lock", folder)
    git = ["git", "-c", "user.name=check", "-c", "user.email=check@example.org", "-C", folder]
    for command in (
        ["init", "--quiet", "--initial-branch", "main"],
        ["remote", "add", "origin", "git@gitlab.example.org:ops/bloknotik.git"],
        ["add", "--all"],
        ["commit", "--quiet", "--no-verify", "--message", "check"],
        ["update-ref", "refs/remotes/origin/main", "HEAD"],
        ["symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"],
    ):
        subprocess.run([*git, *command], check=True, capture_output=True)


def ask(folder, *arguments, variables=None):
    command = [os.environ["GITLAB_CI_LOCAL"], "--home", ".home", *arguments]
    for key, value in (variables or {}).items():
        command += ["--variable", f"{key}={value}"]
    environment = os.environ | {"GCL_IGNORE_PREDEFINED_VARS": "CI_PIPELINE_SOURCE,CI_COMMIT_TAG,CI_COMMIT_BRANCH"}
    answer = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60)
    # It colours its errors, also where nobody sees it.
    said = re.sub(r"\x1b\[[0-9;]*m", "", answer.stderr + answer.stdout)
    if answer.returncode != 0:
        raise Refused(" ".join(said.split()))
    return answer.stdout


def wrong_with(source, pipeline):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        repository(source, folder, pipeline)
        try:
            # With the schema that GitLab publishes.
            expanded = yaml.safe_load(after("---", ask(folder, "--preview")))
            yield from wrong_with_jobs(source, expanded)
            for kind, (variables, expected) in PIPELINES.items():
                listed = after("name;", ask(folder, "--list-csv", "--json-schema-validation=false", variables=variables))
                jobs = {row["name"]: row for row in csv.DictReader(listed.splitlines(), delimiter=";")}
                if set(jobs) != set(expected):
                    yield f"{kind}: {sorted(jobs)} instead of {sorted(expected)}"
                for job in jobs.keys() & set(DEPLOYMENTS):
                    if jobs[job]["when"] != "manual":
                        yield f"{kind}: {job} runs by itself, not by hand"
                for job in jobs:
                    if kind == "merge request" and any(" push" in line for line in expanded[job]["script"]):
                        yield f"{kind}: {job} pushes"
        except Refused as error:
            yield str(error)


def after(mark, text):
    """It says what it is doing before it answers."""
    return text[text.index(mark) :]


def wrong_with_jobs(source, expanded):
    jobs = {name: job for name, job in expanded.items() if isinstance(job, dict) and "script" in job}
    for name, job in jobs.items():
        images = [job["image"], *job.get("services", [])]
        for image in (image["name"] if isinstance(image, dict) else image for image in images):
            tag = image.rpartition(":")[2]
            if "/" in tag or not re.search(r"[0-9]", tag):
                yield f"{name}: the image {image} has no version"
        for line in job["script"]:
            program = source / line.split()[0]
            if not os.access(program, os.X_OK):
                yield f"{name} runs {line.split()[0]}, which is no program here"
        if name in DEPLOYMENTS and not (job.get("environment") and job.get("resource_group")):
            yield f"{name} has no environment, or may run beside another one"


def undeclared(source):
    """Build arguments that the Dockerfile does not declare: BuildKit would leave them alone without a word."""
    script = (source / "deploy/gitlab/image.sh").read_text()
    dockerfile = (source / "docker/Dockerfile").read_text()
    for name in re.findall(r"--build-arg \"?(\w+)=", script):
        if not re.search(rf"^ARG {name}\b", dockerfile, re.MULTILINE):
            yield f"image.sh passes {name}, and docker/Dockerfile has no ARG of that name"


def check(source):
    yield from undeclared(source)
    pipeline = (source / ".gitlab-ci.yml").read_text()
    found = list(wrong_with(source, pipeline))
    yield from found
    if found:
        return
    for what, good, bad, word in BREAKS:
        assert good in pipeline, f"the break '{what}' has lost its place"
        # Only as far as it has to be asked: each question takes a second.
        if not any(word in line for line in wrong_with(source, pipeline.replace(good, bad))):
            yield f"the check is blind: {what} was not found"
