"""Rules about who may talk to whom: works the policies out as the cluster would."""

from manifests import name, ports

# Pods that are not ours to describe: those that the database's operator makes, and cert-manager's for an Ingress.
DATABASE = {"cnpg.io/cluster": "bloknotik-db"}
SOLVER = {"acme.cert-manager.io/http01-solver": "true"}


def pods(all):
    """Labels of all kinds of pods that will run here, with the ports that are known of them."""
    for workload in all.workloads():
        yield name(workload), workload["spec"]["template"]["metadata"]["labels"], ports(workload)
    for cluster in all.of_kind("Cluster"):
        yield name(cluster), DATABASE, {5432: 5432, 8000: 8000, 9187: 9187}
    if any("cert-manager.io/cluster-issuer" in entry["metadata"].get("annotations", {}) for entry in all.of_kind("Ingress")):
        yield "cert-manager's solver", SOLVER, {8089: 8089}


def matches(selector, labels):
    return (selector or {}).get("matchLabels", {}).items() <= labels.items()


def policies(all, labels, direction):
    for policy in all.of_kind("NetworkPolicy"):
        if direction in policy["spec"]["policyTypes"] and matches(policy["spec"]["podSelector"], labels):
            yield policy


def lets_in(all, labels, opened, peer, port):
    """Whether pods with these labels may be reached by `peer` (labels of a pod here, or the name of a namespace)."""
    for policy in policies(all, labels, "Ingress"):
        for rule in policy["spec"].get("ingress", []):
            allowed = {opened.get(item["port"]) for item in rule.get("ports", [])}
            if port in allowed and any(is_peer(entry, peer) for entry in rule.get("from", [])):
                return True
    return False


def is_peer(entry, peer):
    namespace = entry.get("namespaceSelector")
    if isinstance(peer, str):
        return namespace is not None and matches(namespace, {"kubernetes.io/metadata.name": peer})
    return namespace is None and "podSelector" in entry and matches(entry["podSelector"], peer)


def lets_out(all, labels, peer, port):
    for policy in policies(all, labels, "Egress"):
        for rule in policy["spec"].get("egress", []):
            if port in {item["port"] for item in rule["ports"]} and any(is_peer(entry, peer) for entry in rule.get("to", [])):
                return True
    return False


def closed_by_default(all):
    for who, labels, _ in pods(all):
        for direction in ("Ingress", "Egress"):
            if not any(True for _ in policies(all, labels, direction)):
                yield f"{who}: nothing restricts {direction}"
    for policy in all.of_kind("NetworkPolicy"):
        if not any(matches(policy["spec"]["podSelector"], labels) for _, labels, _ in pods(all)):
            yield f"{name(policy)} selects no pods"
        for rule in policy["spec"].get("ingress", []):
            if not rule.get("from") or not rule.get("ports"):
                yield f"{name(policy)} lets everybody in"


def only_the_ways_that_are_needed(all):
    known = {who: (labels, opened) for who, labels, opened in pods(all)}
    server, server_ports = known["Deployment/bloknotik"]
    migration = next(labels for who, (labels, _) in known.items() if who.startswith("Job/"))
    outside = {
        "Deployment/bloknotik": {("traefik", 5555), ("monitoring", 9555)},
        "cert-manager's solver": {("traefik", 8089)},
    }
    for who, (labels, opened) in known.items():
        if who.startswith("Cluster/"):
            continue
        for namespace in ("traefik", "monitoring", "default", "kube-system"):
            for port in set(opened.values()):
                expected = (namespace, port) in outside.get(who, set())
                if lets_in(all, labels, opened, namespace, port) != expected:
                    yield f"{who}: {namespace} {'cannot' if expected else 'can'} reach port {port}"
    ways = [("the server", server, "Cluster/bloknotik-db", 5432), ("the migration", migration, "Cluster/bloknotik-db", 5432)]
    ways += [("the server", server, "Deployment/bloknotik-cache", 6379)]
    for who, labels, target, port in ways:
        if target in known:
            there, opened = known[target]
            if not (lets_out(all, labels, there, port) and lets_in(all, there, opened, labels, port)):
                yield f"{who} cannot reach {target}"
    if "Deployment/bloknotik-cache" in known:
        there, opened = known["Deployment/bloknotik-cache"]
        if lets_in(all, there, opened, migration, 6379):
            yield "the migration can reach the cache"
    for who, labels in (("the server", server), ("the migration", migration)):
        if not any(
            53 in {item["port"] for item in rule["ports"]}
            for policy in policies(all, labels, "Egress")
            for rule in policy["spec"].get("egress", [])
        ):
            yield f"{who} cannot ask for names"


RULES = [closed_by_default, only_the_ways_that_are_needed]
