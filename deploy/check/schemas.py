"""Holds documents against schemas: Kubernetes' own, ours for the kinds of operators, ours for the Pack."""

import functools
import json
import pathlib

import jsonschema
import kubernetes_validate
import yaml

from manifests import name

HERE = pathlib.Path(__file__).parent

# The oldest one that the manifests are meant for (docs/DEPLOY.md says so), and the newest one known here.
VERSIONS = ["1.30", kubernetes_validate.latest_version()]

# It reads its files, megabytes, anew for every document.
kubernetes_validate.utils.schema_contents = functools.cache(kubernetes_validate.utils.schema_contents)


def strict(schema):
    """Forbids fields that are not named, at every level, and says what is an object."""
    schema = dict(schema)
    if schema.pop("open", False):
        schema["type"] = "object"
    elif "properties" in schema:
        schema["type"] = "object"
        schema["additionalProperties"] = False
        schema["properties"] = {field: strict(value) for field, value in schema["properties"].items()}
    if "items" in schema:
        schema["items"] = strict(schema["items"])
    return schema


def custom_kinds():
    kinds = yaml.safe_load((HERE / "crds.yaml").read_text())
    return {kind: jsonschema.Draft202012Validator(strict(schema)) for kind, schema in kinds.items()}


CUSTOM = custom_kinds()


def where(error):
    return ".".join(str(step) for step in error.absolute_path) or "(the whole)"


def document(item):
    """What is wrong with one document of a cluster."""
    custom = CUSTOM.get(f"{item['apiVersion']} {item['kind']}")
    if custom:
        for key in item.keys() - {"apiVersion", "kind", "metadata", "spec"}:
            yield f"{name(item)}: unknown field {key}"
        for error in custom.iter_errors(item.get("spec", {})):
            yield f"{name(item)}: spec.{where(error)}: {error.message}"
        return
    for version in VERSIONS:
        try:
            kubernetes_validate.validate(item, version, strict=True)
        except kubernetes_validate.ValidationError as error:
            yield f"{name(item)}: Kubernetes {version}: {where(error)}: {error.message}"
        except kubernetes_validate.SchemaNotFoundError:
            yield f"{name(item)}: neither Kubernetes {version} nor crds.yaml knows {item['apiVersion']} {item['kind']}"


def pack(item, schema_file):
    """What is wrong with a Pack of Kubit."""
    schema = json.loads(schema_file.read_text())
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    for error in validator.iter_errors(item):
        yield f"Pack: {where(error)}: {error.message}"
