"""Breaks good manifests one by one: each break has to be found, or the rules have gone blind."""

import copy

from manifests import Manifests, containers, pod


def server(all):
    return all.named("Deployment", "bloknotik")


def first(workload):
    return containers(workload)[0]


def job(all):
    return all.of_kind("Job")[0]


def policy(all, name):
    return all.named("NetworkPolicy", name)["spec"]


def remove(all, kind, name):
    all.documents.remove(all.named(kind, name))


def add_secret(all):
    all.documents.append(
        {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "x", "namespace": "bloknotik"}, "stringData": {"a": "b"}}
    )


# What is broken, how, and a word of what has to be said about it.
BREAKS = [
    ("a secret with a value", add_secret, "holds values"),
    ("a password in the manifest", lambda m: first(server(m))["env"].append({"name": "POSTGRES_PASSWORD", "value": "x"}), "written out"),
    ("a key in a ConfigMap", lambda m: m.named("ConfigMap", "bloknotik-database")["data"].update(SECRET_KEY="x"), "belongs into a Secret"),
    ("an image `latest`", lambda m: first(server(m)).update(image="registry.example.org/bloknotik:latest"), "has no version"),
    ("an image without a tag", lambda m: first(server(m)).update(image="registry.example.org:5000/bloknotik"), "has no version"),
    ("no liveness probe", lambda m: first(server(m)).pop("livenessProbe"), "no livenessProbe"),
    ("readiness asks for life only", lambda m: first(server(m))["readinessProbe"]["httpGet"].update(path="/healthz"), "does not ask /readyz"),
    ("a probe on a closed port", lambda m: first(server(m))["startupProbe"]["httpGet"].update(port="web"), "not open"),
    ("no resources", lambda m: first(job(m)).pop("resources"), "no resources"),
    ("a pod that may be root", lambda m: pod(server(m)).pop("securityContext"), "root"),
    ("a writable root", lambda m: first(job(m))["securityContext"].update(readOnlyRootFilesystem=False), "write to its root"),
    ("capabilities", lambda m: first(server(m))["securityContext"].pop("capabilities"), "capabilities"),
    ("a writable mount", lambda m: first(server(m))["volumeMounts"].append({"name": "tmp", "mountPath": "/data"}), "write to /data"),
    ("a mount of nothing", lambda m: first(server(m))["volumeMounts"].append({"name": "x", "mountPath": "/x", "readOnly": True}), "no volume"),
    ("other labels on the pods", lambda m: server(m)["spec"]["template"]["metadata"]["labels"].update({"app.kubernetes.io/component": "web"}), "does not select its own"),
    ("a Service without pods", lambda m: m.named("Service", "bloknotik")["spec"]["selector"].update(x="y"), "instead of one workload"),
    ("a Service to a closed port", lambda m: m.named("Service", "bloknotik")["spec"]["ports"][0].update(targetPort=8080), "not open"),
    ("a monitor of nothing", lambda m: m.named("ServiceMonitor", "bloknotik")["spec"]["selector"]["matchLabels"].update(x="y"), "finds no Service"),
    ("an alert of an unknown shape", lambda m: m.named("PrometheusRule", "bloknotik")["spec"]["groups"][0]["rules"][0].update(severity="x"), "severity"),
    ("an Ingress without TLS", lambda m: m.named("Ingress", "bloknotik")["spec"].pop("tls"), "with TLS []"),
    ("published metrics", lambda m: m.named("Ingress", "bloknotik")["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"]["port"].update(name="metrics"), "publishes the metrics"),
    ("another host", lambda m: m.named("Ingress", "bloknotik")["spec"]["rules"][0].update(host="x.example.org"), "hosts"),
    ("an autoscaler without a target", lambda m: m.named("HorizontalPodAutoscaler", "bloknotik")["spec"]["scaleTargetRef"].update(name="x"), "not there"),
    ("replicas against the autoscaler", lambda m: server(m)["spec"].update(replicas=2), "against its autoscaler"),
    ("a budget for nobody", lambda m: m.named("PodDisruptionBudget", "bloknotik")["spec"]["selector"]["matchLabels"].update(x="y"), "protects no pods"),
    ("too short a grace", lambda m: pod(server(m)).update(terminationGracePeriodSeconds=30), "grace period"),
    ("a gap in the rollout", lambda m: server(m)["spec"]["strategy"]["rollingUpdate"].update(maxUnavailable=1), "takes pods away"),
    ("too many connections", lambda m: m.named("HorizontalPodAutoscaler", "bloknotik")["spec"].update(maxReplicas=20), "connections"),
    ("a secret nobody makes", lambda m: first(server(m))["env"][-1]["valueFrom"]["secretKeyRef"].update(key="x"), "nobody makes"),
    ("a ConfigMap that is not there", lambda m: remove(m, "ConfigMap", "bloknotik-database"), "no ConfigMap"),
    ("a namespace too many", lambda m: server(m)["metadata"].update(namespace="default"), "are used"),
    ("a migration of another version", lambda m: first(job(m)).update(image="registry.example.org/bloknotik:0.0.9"), "the server"),
    ("a migration with a fixed name", lambda m: job(m)["metadata"].update(name="bloknotik-migrate"), "not named by its version"),
    ("a migration behind the server", lambda m: job(m)["metadata"]["annotations"].update({"argocd.argoproj.io/sync-wave": "3"}), "does not come before"),
    ("no default", lambda m: remove(m, "NetworkPolicy", "default-deny"), "nothing restricts"),
    ("a policy for nobody", lambda m: policy(m, "bloknotik-server")["podSelector"]["matchLabels"].update(x="y"), "selects no pods"),
    ("metrics open to the ingress", lambda m: policy(m, "bloknotik-server")["ingress"][0]["ports"].append({"port": 9555, "protocol": "TCP"}), "traefik can reach port 9555"),
    ("the server open to all", lambda m: policy(m, "bloknotik-server")["ingress"][0].pop("from"), "lets everybody in"),
    ("no way to the database", lambda m: policy(m, "bloknotik-to-database")["egress"].pop(), "cannot reach Cluster/bloknotik-db"),
    ("no way for certificates", lambda m: remove(m, "NetworkPolicy", "bloknotik-certificates"), "traefik cannot reach port 8089"),
    ("no names", lambda m: policy(m, "bloknotik-to-database")["egress"].pop(0), "cannot ask for names"),
    ("no way to the cache", lambda m: remove(m, "NetworkPolicy", "bloknotik-to-cache"), "cannot reach Deployment/bloknotik-cache"),
    ("an unknown field", lambda m: server(m)["spec"].update(replica=2), "replica"),
    ("a number where text belongs", lambda m: m.named("ConfigMap", "bloknotik-database")["data"].update(POSTGRES_PORT=5432), "POSTGRES_PORT"),
    ("an unknown field of a custom kind", lambda m: m.named("Cluster", "bloknotik-db")["spec"].update(instance=3), "instance"),
    ("an unknown kind", lambda m: m.documents.append({"apiVersion": "v1", "kind": "Ghost", "metadata": {"name": "x"}}), "neither Kubernetes"),
]  # fmt: skip


PACK_BREAKS = [
    ("a password in the Pack", lambda p: p["spec"]["values"]["global"]["sharedConfigs"].update(POSTGRES_PASSWORD="x"), "POSTGRES_PASSWORD"),
    ("a secret in the Pack", lambda p: p["spec"]["values"]["global"].update(sharedSecrets={"A": "b"}), "sharedSecrets"),
    ("the tag `latest` in the Pack", lambda p: p["spec"]["vars"].update(DOCKER_TAG="latest"), "latest"),
    ("a fixed tag in the Pack", lambda p: main(p)["image"].update(tag="0.1.0"), "vars.DOCKER_TAG"),
    ("no probe in the Pack", lambda p: main(p).pop("readinessProbe"), "readinessProbe"),
    ("a Pack without TLS", lambda p: p["spec"]["values"]["gonbad"]["ingresses"]["main"].pop("tls"), "tls"),
    ("a typing mistake in the Pack", lambda p: main(p).update(port={}), "port"),
]  # fmt: skip


def main(pack):
    return pack["spec"]["values"]["gonbad"]["workloads"]["main"]["containers"]["main"]


def unnoticed(manifests, find):
    """The breaks of good manifests that `find` has nothing to say about."""
    for what, harm, word in BREAKS:
        broken = Manifests(copy.deepcopy(manifests.documents))
        harm(broken)
        said = list(find(broken))
        if not any(word in line for line in said):
            yield f"the check is blind: {what} was not found (said: {said})"


def unnoticed_in_pack(pack, find):
    for what, harm, word in PACK_BREAKS:
        broken = copy.deepcopy(pack)
        harm(broken)
        said = list(find(broken))
        if not any(word in line for line in said):
            yield f"the check is blind: {what} was not found (said: {said})"
