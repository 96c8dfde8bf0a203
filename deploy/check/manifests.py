"""Rendered manifests, and questions about them that the rules share."""

import yaml


class Manifests:
    """Everything that one overlay puts into the cluster."""

    def __init__(self, documents):
        self.documents = [document for document in documents if document]

    @classmethod
    def read(cls, text):
        return cls(yaml.safe_load_all(text))

    def of_kind(self, *kinds):
        return [document for document in self.documents if document["kind"] in kinds]

    def named(self, kind, name):
        for document in self.of_kind(kind):
            if document["metadata"]["name"] == name:
                return document
        return None

    def workloads(self):
        """Whatever has a pod template."""
        return self.of_kind("Deployment", "StatefulSet", "DaemonSet", "Job")

    def selected(self, selector):
        """The workloads whose pods a selector of labels finds. An empty one finds all."""
        wanted = (selector or {}).get("matchLabels", selector or {})
        return [
            workload
            for workload in self.workloads()
            if wanted.items() <= workload["spec"]["template"]["metadata"]["labels"].items()
        ]


def name(document):
    return f"{document['kind']}/{document['metadata']['name']}"


def pod(workload):
    return workload["spec"]["template"]["spec"]


def containers(workload):
    return pod(workload).get("initContainers", []) + pod(workload)["containers"]


def ports(workload):
    """All ports that the pods open, by name and by number."""
    opened = {}
    for container in containers(workload):
        for port in container.get("ports", []):
            opened[port["containerPort"]] = port["containerPort"]
            if "name" in port:
                opened[port["name"]] = port["containerPort"]
    return opened


def wave(document):
    """When Argo CD applies it."""
    return int(document["metadata"].get("annotations", {}).get("argocd.argoproj.io/sync-wave", 0))
