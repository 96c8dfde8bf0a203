"""Holds deploy/compose and deploy/swarm against our rules: stacks.py COMPOSE STACK NGINX, as tools/check-deploy.sh calls it.

COMPOSE is what `docker compose config` made of the one, STACK what `docker stack config` made of the other, NGINX the edge's
configuration. Both are broken on purpose, too.
"""

import copy
import pathlib
import re
import sys

import yaml

from rules import FINISH_WITHIN, sensitive

# What a server keeps an idle connection for (HEAD_WITHIN in crates/server/src/serve.rs).
HEAD_WITHIN = 15
# These end by themselves, or nobody outside waits for them.
WITHOUT_HEALTH = {"migrate", "backup", "prometheus", "grafana"}


def seconds(text):
    """`1m5s` as a number."""
    units = {"h": 3600, "m": 60, "s": 1}
    return sum(float(number) * units[unit] for number, unit in re.findall(r"([\d.]+)([hms])", str(text)))


def of_each_service(name, service):
    image = service["image"]
    tag = image.rpartition(":")[2]
    if ":" not in image or "/" in tag or tag == "latest":
        yield f"the image {image} has no version"
    limits = service.get("deploy", {}).get("resources", {}).get("limits", {})
    if not limits.get("cpus") or not limits.get("memory"):
        yield "no limit for CPU and memory"
    if "max-size" not in service.get("logging", {}).get("options", {}):
        yield "its log is never cut"
    for variable, value in service.get("environment", {}).items():
        # Handed on empty: from .env, where whoever likes may write it.
        if sensitive(variable) and value:
            yield f"{variable} is no file"
    if name != "db" and not service.get("read_only"):
        yield "it may write to its root"
    if not any(test not in ("", "NONE") for test in service.get("healthcheck", {}).get("test", [])) and name not in WITHOUT_HEALTH:
        yield "nothing looks after its health"
    for port in service.get("ports", []):
        if name != "edge" and port.get("host_ip") != "127.0.0.1":
            yield f"port {port['target']} is published"


def of_the_server(stack, nginx):
    server = stack["services"]["server"]
    environment = server["environment"]
    (network,) = stack["networks"]["front"]["ipam"]["config"]
    if environment["TRUSTED_PROXIES"] != network["subnet"]:
        yield "TRUSTED_PROXIES is not the network of the edge"
    if {name for name, service in stack["services"].items() if "front" in service["networks"]} != {"edge", "server"}:
        yield "others are in the network that the servers believe"
    if not stack["networks"]["back"].get("internal"):
        yield "the database can be reached from outside"
    delay = float(environment["SHUTDOWN_DELAY_SECONDS"])
    if seconds(server["stop_grace_period"]) <= delay + FINISH_WITHIN:
        yield f"stop_grace_period is not longer than {delay + FINISH_WITHIN} s: requests would be cut off"
    upstream = nginx[nginx.index("upstream server {") :].partition("}")[0]
    idle = seconds(re.search(r"keepalive_timeout (\S+);", upstream)[1])
    if idle >= min(delay, HEAD_WITHIN):
        yield f"the edge keeps connections for {idle} s: a request could meet a server that has gone"
    if "resolve" not in upstream:
        yield "the edge does not see servers that come and go"
    if "$remote_addr;" not in re.search(r"proxy_set_header X-Forwarded-For (.*)", nginx)[1]:
        yield "the edge passes on what strangers say about themselves"


def of_updates(stack):
    server = stack["services"]["server"]["deploy"]
    update, rollback = server["update_config"], server["rollback_config"]
    if server["replicas"] < 2:
        yield "one server cannot be updated without a gap"
    if update["order"] != "start-first" or rollback["order"] != "start-first":
        yield "a server goes before the next has come"
    if update["failure_action"] != "rollback":
        yield "a version that does not start stays"
    if stack["services"]["db"]["deploy"]["update_config"]["order"] != "stop-first":
        yield "two databases could have one volume"


def wrong_with(stack, nginx, is_swarm):
    for name, service in stack["services"].items():
        yield from (f"{name}: {problem}" for problem in of_each_service(name, service))
    yield from of_the_server(stack, nginx)
    if is_swarm:
        yield from of_updates(stack)
    elif any(service.get("restart") != "unless-stopped" for name, service in stack["services"].items() if name != "migrate"):
        yield "a service that ends is not started again"


# What is broken in which, how, and a word of what has to be said about it.
BREAKS = [
    (0, lambda s: s["server"].update(image="bloknotik:latest"), "no version"),
    (0, lambda s: s["db"]["deploy"]["resources"].pop("limits"), "no limit"),
    (0, lambda s: s["edge"].pop("logging"), "never cut"),
    (0, lambda s: s["server"]["environment"].update(SECRET_KEY="x"), "no file"),
    (0, lambda s: s["cache"].update(ports=[{"target": 6379, "published": "6379"}]), "published"),
    (0, lambda s: s["server"]["environment"].update(TRUSTED_PROXIES="10.0.0.0/8"), "not the network"),
    (0, lambda s: s["backup"]["networks"].update(front=None), "others are in the network"),
    (0, lambda s: s["server"].update(stop_grace_period="20s"), "cut off"),
    (0, lambda s: s["server"]["environment"].update(SHUTDOWN_DELAY_SECONDS="3"), "has gone"),
    (0, lambda s: s["cache"].pop("restart"), "not started again"),
    (1, lambda s: s["server"]["deploy"]["update_config"].update(order="stop-first"), "before the next"),
    (1, lambda s: s["server"]["deploy"]["update_config"].update(failure_action="pause"), "does not start stays"),
    (1, lambda s: s["server"]["deploy"].update(replicas=1), "without a gap"),
    (1, lambda s: s["server"].pop("healthcheck"), "health"),
]


def main(compose, stack, nginx):
    nginx = pathlib.Path(nginx).read_text()
    stacks = [yaml.safe_load(pathlib.Path(path).read_text()) for path in (compose, stack)]
    problems = []
    for is_swarm, (name, stack) in enumerate(zip(("compose", "Swarm"), stacks)):
        problems += [f"{name}: {problem}" for problem in wrong_with(stack, nginx, is_swarm)]
    for which, do, word in [] if problems else BREAKS:
        broken = copy.deepcopy(stacks[which])
        do(broken["services"])
        if not any(word in problem for problem in wrong_with(broken, nginx, which)):
            problems.append(f"the rules do not notice a break: {word}")
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print(f"   compose and Swarm, and {len(BREAKS)} breaks of them: good")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
