"""What must be true of everything that goes into a cluster, beyond being well-formed. Each rule yields what is wrong."""

from manifests import containers, name, pod, ports, wave

# Secrets that nobody here makes: by hand, by an operator, by cert-manager. docs/DEPLOY.md says how they come to be.
SECRETS_FROM_ELSEWHERE = {
    "bloknotik": {"secret-key", "sentry-dsn"},
    "bloknotik-cache": {"password", "url", "auth.conf"},
    "bloknotik-backups": {"access-key-id", "secret-access-key"},
    "bloknotik-db-app": {"username", "password", "dbname", "host", "port", "uri"},
}
# What the server gives its last requests (FINISH_WITHIN in crates/server/src/run.rs).
FINISH_WITHIN = 20
SENSITIVE = ("PASSWORD", "SECRET", "TOKEN", "_DSN", "_KEY", "REDIS_URL", "DATABASE_URL")


def no_values_of_secrets(all):
    for secret in all.of_kind("Secret"):
        if secret.get("data") or secret.get("stringData"):
            yield f"{name(secret)} holds values: refer to a Secret that is made elsewhere"
    for external in all.of_kind("ExternalSecret"):
        for key, value in external["spec"]["target"].get("template", {}).get("data", {}).items():
            if "{{" not in value:
                yield f"{name(external)}: {key} is a value, not a template"
    for workload in all.workloads():
        for container in containers(workload):
            for variable in container.get("env", []):
                if sensitive(variable["name"]) and "value" in variable:
                    yield f"{name(workload)}: {variable['name']} is written out"
    for config in all.of_kind("ConfigMap"):
        for key in config.get("data", {}):
            if sensitive(key):
                yield f"{name(config)}: {key} belongs into a Secret"


def sensitive(variable):
    return not variable.endswith("_FILE") and any(word in variable for word in SENSITIVE)


def pinned_images(all):
    images = [(workload, container["image"]) for workload in all.workloads() for container in containers(workload)]
    images += [(cluster, cluster["spec"]["imageName"]) for cluster in all.of_kind("Cluster")]
    for owner, image in images:
        registry_and_path, _, tag = image.rpartition(":")
        if "@sha256:" in image:
            continue
        if not registry_and_path or "/" in tag or tag == "latest":
            yield f"{name(owner)}: the image {image} has no version"
        elif "/" not in image:
            yield f"{name(owner)}: the image {image} was not given a registry by the overlay"


def confined_pods(all):
    for workload in all.workloads():
        spec = pod(workload)
        security = spec.get("securityContext", {})
        if not security.get("runAsNonRoot") or not security.get("runAsUser"):
            yield f"{name(workload)} may run as root"
        if security.get("seccompProfile", {}).get("type") != "RuntimeDefault":
            yield f"{name(workload)} has no seccomp profile"
        if spec.get("automountServiceAccountToken") is not False:
            yield f"{name(workload)} gets a token for Kubernetes"
        for volume in spec.get("volumes", []):
            if volume.keys() & {"hostPath", "persistentVolumeClaim"}:
                yield f"{name(workload)}: the volume {volume['name']} outlives the pod"
        for container in containers(workload):
            who = f"{name(workload)}, container {container['name']}"
            own = container.get("securityContext", {})
            if own.get("allowPrivilegeEscalation") is not False:
                yield f"{who} may gain privileges"
            if own.get("readOnlyRootFilesystem") is not True:
                yield f"{who} may write to its root"
            if own.get("capabilities", {}).get("drop") != ["ALL"]:
                yield f"{who} keeps capabilities"
            resources = container.get("resources", {})
            if not {"cpu", "memory"} <= resources.get("requests", {}).keys() or "memory" not in resources.get("limits", {}):
                yield f"{who} has no resources"
            writable = [
                mount["mountPath"]
                for mount in container.get("volumeMounts", [])
                if not mount.get("readOnly") and mount["mountPath"] != "/tmp"
            ]
            if writable:
                yield f"{who} may write to {', '.join(writable)}"


def mounts_have_volumes(all):
    for workload in all.workloads():
        volumes = {volume["name"] for volume in pod(workload).get("volumes", [])}
        for container in containers(workload):
            for mount in container.get("volumeMounts", []):
                if mount["name"] not in volumes:
                    yield f"{name(workload)} mounts {mount['name']}, which is no volume of its"


def probes(all):
    for deployment in all.of_kind("Deployment", "StatefulSet"):
        for container in pod(deployment)["containers"]:
            who = f"{name(deployment)}, container {container['name']}"
            for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
                if probe not in container:
                    yield f"{who} has no {probe}"
                    continue
                for handler in ("httpGet", "tcpSocket"):
                    port = container[probe].get(handler, {}).get("port")
                    if port is not None and port not in ports(deployment):
                        yield f"{who}: {probe} asks port {port}, which is not open"
    for server in all.of_kind("Deployment"):
        if server["metadata"]["name"] == "bloknotik":
            container = pod(server)["containers"][0]
            for probe, path in (("livenessProbe", "/healthz"), ("readinessProbe", "/readyz")):
                if container.get(probe, {}).get("httpGet", {}).get("path") != path:
                    yield f"{name(server)}: {probe} does not ask {path}"


def selectors(all):
    for workload in all.of_kind("Deployment", "StatefulSet"):
        if workload not in all.selected(workload["spec"]["selector"]):
            yield f"{name(workload)} does not select its own pods"
    for service in all.of_kind("Service"):
        found = all.selected(service["spec"]["selector"])
        if len(found) != 1:
            yield f"{name(service)} finds {[name(item) for item in found]} instead of one workload"
            continue
        for port in service["spec"]["ports"]:
            if port["targetPort"] not in ports(found[0]):
                yield f"{name(service)}: port {port['name']} leads to {port['targetPort']}, which is not open"
    for monitor in all.of_kind("ServiceMonitor"):
        wanted = monitor["spec"]["selector"]["matchLabels"].items()
        found = [item for item in all.of_kind("Service") if wanted <= item["metadata"].get("labels", {}).items()]
        if not found:
            yield f"{name(monitor)} finds no Service"
        for endpoint in monitor["spec"]["endpoints"]:
            if any(endpoint["port"] not in {port["name"] for port in item["spec"]["ports"]} for item in found):
                yield f"{name(monitor)}: no port {endpoint['port']}"


def ingress(all):
    for entry in all.of_kind("Ingress"):
        hosts = {rule["host"] for rule in entry["spec"]["rules"]}
        secured = {host for tls in entry["spec"].get("tls", []) for host in tls.get("hosts", [])}
        if hosts != secured:
            yield f"{name(entry)}: hosts {sorted(hosts)}, with TLS {sorted(secured)}"
        for rule in entry["spec"]["rules"]:
            for path in rule["http"]["paths"]:
                backend = path["backend"]["service"]
                service = all.named("Service", backend["name"])
                names = {port["name"] for port in service["spec"]["ports"]} if service else set()
                if backend["port"].get("name") not in names:
                    yield f"{name(entry)} leads to {backend}, which is not there"
                elif backend["port"]["name"] == "metrics":
                    yield f"{name(entry)} publishes the metrics"
        for config in all.of_kind("ConfigMap"):
            public = config.get("data", {}).get("PUBLIC_URL")
            if public and public.removeprefix("https://") not in hosts:
                yield f"{name(config)}: PUBLIC_URL {public} is not a host of the Ingress"


def targets(all):
    for scaler in all.of_kind("HorizontalPodAutoscaler"):
        target = scaler["spec"]["scaleTargetRef"]
        found = all.named(target["kind"], target["name"])
        if not found:
            yield f"{name(scaler)} scales {target['name']}, which is not there"
        elif "replicas" in found["spec"]:
            yield f"{name(found)} sets replicas against its autoscaler"
        elif wave(scaler) <= wave(found):
            yield f"{name(scaler)} comes no later than {name(found)}"
    for budget in all.of_kind("PodDisruptionBudget"):
        if not all.selected(budget["spec"]["selector"]):
            yield f"{name(budget)} protects no pods"


def leaving_in_order(all):
    for server in all.of_kind("Deployment"):
        if server["metadata"]["name"] != "bloknotik":
            continue
        rolling = server["spec"]["strategy"].get("rollingUpdate", {})
        if rolling.get("maxUnavailable") != 0:
            yield f"{name(server)}: a rollout takes pods away before there are new ones"
        settings = environment(all, server)
        wanted = int(settings.get("SHUTDOWN_DELAY_SECONDS", 1)) + FINISH_WITHIN + 5
        given = pod(server).get("terminationGracePeriodSeconds", 30)
        if given < wanted:
            yield f"{name(server)}: a grace period of {given} s, but leaving in order may take {wanted} s"


def connections_fit(all):
    server = all.named("Deployment", "bloknotik")
    scaler = all.named("HorizontalPodAutoscaler", "bloknotik")
    for cluster in all.of_kind("Cluster"):
        offered = int(cluster["spec"]["postgresql"]["parameters"]["max_connections"])
        # One more pod in a rollout, the migration, and what PostgreSQL and its operator keep for themselves.
        wanted = int(environment(all, server)["DATABASE_POOL_SIZE"]) * (scaler["spec"]["maxReplicas"] + 1) + 1 + 15
        if wanted > offered:
            yield f"{name(cluster)}: {offered} connections, the pods may take {wanted}"


def environment(all, workload):
    """The settings that come from ConfigMaps."""
    settings = {}
    for container in containers(workload):
        for source in container.get("envFrom", []):
            config = all.named("ConfigMap", source["configMapRef"]["name"])
            settings.update((config or {}).get("data", {}))
    return settings


def references(all):
    for workload in all.workloads():
        for container in containers(workload):
            for source in container.get("envFrom", []):
                if not all.named("ConfigMap", source["configMapRef"]["name"]):
                    yield f"{name(workload)}: no ConfigMap {source['configMapRef']['name']}"
            for variable in container.get("env", []):
                reference = variable.get("valueFrom", {}).get("secretKeyRef")
                if reference and reference["key"] not in SECRETS_FROM_ELSEWHERE.get(reference["name"], ()):
                    yield f"{name(workload)}: nobody makes {reference['name']}/{reference['key']}"
        for volume in pod(workload).get("volumes", []):
            for item in volume.get("secret", {}).get("items", []):
                if item["key"] not in SECRETS_FROM_ELSEWHERE.get(volume["secret"]["secretName"], ()):
                    yield f"{name(workload)}: nobody makes {volume['secret']['secretName']}/{item['key']}"
        account = pod(workload).get("serviceAccountName")
        if account and not all.named("ServiceAccount", account):
            yield f"{name(workload)}: no ServiceAccount {account}"
    for external in all.of_kind("ExternalSecret"):
        spec = external["spec"]
        made = set(spec["target"].get("template", {}).get("data", {})) or {item["secretKey"] for item in spec["data"]}
        for key in SECRETS_FROM_ELSEWHERE.get(spec["target"]["name"], {"(known)"}) - made:
            yield f"{name(external)} does not make {key}"


def one_namespace(all):
    namespaces = {item["metadata"].get("namespace") for item in all.documents if item["kind"] != "Namespace"}
    names = {item["metadata"]["name"] for item in all.of_kind("Namespace")}
    if namespaces != names:
        yield f"namespaces {names} are made, {namespaces} are used"


def migration_before_server(all):
    jobs, server = all.of_kind("Job"), all.named("Deployment", "bloknotik")
    if len(jobs) != 1 or not server:
        yield "there are not one migration and one server"
        return
    job = jobs[0]
    job_image, image = (containers(item)[0]["image"] for item in (job, server))
    if job_image != image:
        yield f"{name(job)} runs {job_image}, the server {image}"
    if not job["metadata"]["name"].endswith("-" + image.rpartition(":")[2]):
        yield f"{name(job)} is not named by its version {image}: the next one could not be applied"
    notes = job["metadata"].get("annotations", {})
    if notes.get("argocd.argoproj.io/hook-delete-policy") != "BeforeHookCreation":
        yield f"{name(job)}: Argo CD could not make it anew"
    if notes.get("kustomize.toolkit.fluxcd.io/force") != "enabled":
        yield f"{name(job)}: Flux could not make it anew"
    if wave(job) >= wave(server):
        yield f"{name(job)} does not come before the server"
    for earlier in all.of_kind("Cluster", "ExternalSecret", "ServiceAccount"):
        if wave(earlier) >= wave(job):
            yield f"{name(earlier)} does not come before the migration"
    for source in containers(job)[0]["envFrom"]:
        if source["configMapRef"]["name"] != "bloknotik-database":
            yield f"{name(job)} takes settings from {source['configMapRef']['name']}, whose name may change within a version"


RULES = [
    no_values_of_secrets, pinned_images, confined_pods, mounts_have_volumes, probes, selectors, ingress, targets,
    leaving_in_order, connections_fit, references, one_namespace, migration_before_server,
]  # fmt: skip
