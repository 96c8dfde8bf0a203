"""Holds deploy/monitoring together: dashboard and rules ask for what there is, and each alert is tested and explained."""

import copy
import json
import re

import yaml

import promql

# Labels that come from the scrape.
TARGET = {"job", "instance", "namespace"}
# What Prometheus says itself.
OWN = {
    "up": TARGET,
    "ALERTS": {"alertname", "alertstate"},
    "prometheus_rule_evaluation_failures_total": {"job", "rule_group"},
}
SEVERITIES = {"critical", "warning"}
RUNBOOK = "docs/OPERATIONS.md"


class Monitoring:
    """All files of deploy/monitoring, read."""

    def __init__(self, root):
        folder = root / "deploy/monitoring"
        read = {path.stem: yaml.safe_load(path.read_text()) for path in sorted(folder.glob("alerts/*.yml"))}
        self.groups = [group for rules in read.values() for group in rules["groups"]]
        self.tests = [
            test for path in sorted(folder.glob("tests/*.yml")) for test in yaml.safe_load(path.read_text())["tests"]
        ]
        self.dashboard = json.loads((folder / "grafana/dashboards/bloknotik.json").read_text())
        self.metrics = known(folder / "metrics.txt")
        self.prometheus = yaml.safe_load((folder / "prometheus/prometheus.yml").read_text())
        provisioning = folder / "grafana/provisioning"
        self.sources = yaml.safe_load((provisioning / "datasources/prometheus.yml").read_text())
        self.provider = yaml.safe_load((provisioning / "dashboards/bloknotik.yml").read_text())
        self.compose = yaml.safe_load((root / "compose.yaml").read_text())
        self.runbook = (root / RUNBOOK).read_text()

    def rules(self, kind):
        return [rule for group in self.groups for rule in group["rules"] if kind in rule]

    def panels(self):
        return [panel for panel in self.dashboard["panels"] if panel["type"] != "row"]


def known(path):
    """Names of series with their labels. A histogram is one line there and three series here."""
    series = dict(OWN)
    for line in path.read_text().splitlines():
        name, kind, *labels = line.split()
        labels = set(labels) | TARGET
        if kind == "histogram":
            series |= {f"{name}_bucket": labels | {"le"}, f"{name}_sum": labels, f"{name}_count": labels}
        else:
            series[name] = labels
    return series


def queries(all):
    """Where a query stands, and the query."""
    for rule in all.rules("expr"):
        yield f"rule {rule.get('alert') or rule['record']}", rule["expr"]
    for panel in all.panels():
        for target in panel["targets"]:
            yield f"panel {panel['title']!r}", target["expr"]
    for note in all.dashboard["annotations"]["list"]:
        yield f"annotation {note['name']}", note["expr"]
    for variable in all.dashboard["templating"]["list"]:
        if variable["type"] == "query":
            yield f"variable {variable['name']}", re.sub(r"^label_values\((.*), (\w+)\)$", r"sum by (\2) (\1)", variable["definition"])


def asks_for_what_there_is(all):
    recorded = {rule["record"] for rule in all.rules("record")}
    labels = set().union(*all.metrics.values(), *(rule.get("labels", {}) for rule in all.rules("record")))
    for where, query in queries(all):
        metrics, grouped = promql.asked(query)
        if not metrics and not query.startswith("vector("):
            yield f"{where} asks for nothing"
        for metric, by in metrics:
            if metric in all.metrics:
                for label in by - all.metrics[metric]:
                    yield f"{where}: {metric} has no label {label}"
            elif metric not in recorded:
                yield f"{where}: no server says {metric}, and no rule records it"
            elif by - labels:
                yield f"{where}: {metric} has no label {by - labels}"
        for label in grouped - labels:
            yield f"{where}: nothing has the label {label}"


def alerts_are_explained(all):
    names = [rule["alert"] for rule in all.rules("alert")]
    for name in {name for name in names if names.count(name) > 1}:
        yield f"alert {name}: there are two, and one entry of the runbook"
    for rule in all.rules("alert"):
        name, notes = rule["alert"], rule.get("annotations", {})
        if rule.get("labels", {}).get("severity") not in SEVERITIES:
            yield f"alert {name}: its severity is none of {sorted(SEVERITIES)}"
        for note in ("summary", "description"):
            if len(notes.get(note, "")) < 20:
                yield f"alert {name}: no {note}"
        if notes.get("runbook") != f"docs/OPERATIONS.md#alert-{name.lower()}":
            yield f"alert {name}: its runbook leads elsewhere"
        if not re.search(rf"^#+ Alert {name}$", all.runbook, re.MULTILINE):
            yield f"alert {name}: no heading `Alert {name}` in {RUNBOOK}"
    for name in set(re.findall(r"^#+ Alert (\w+)$", all.runbook, re.MULTILINE)) - set(names):
        yield f"the runbook explains {name}, and there is no such alert"


def alerts_are_tested(all):
    tested = [case for test in all.tests for case in test.get("alert_rule_test", [])]
    for rule in all.rules("alert"):
        cases = [case for case in tested if case["alertname"] == rule["alert"]]
        if not any(case["exp_alerts"] for case in cases):
            yield f"alert {rule['alert']}: no test that it fires"
        if not any(not case["exp_alerts"] for case in cases):
            yield f"alert {rule['alert']}: no test that it does not fire"


def panels_explain_themselves(all):
    ids = [panel["id"] for panel in all.dashboard["panels"]]
    if len(ids) != len(set(ids)):
        yield "two panels have one id"
    taken = {}
    for panel in all.panels():
        title, defaults = panel["title"], panel["fieldConfig"]["defaults"]
        if len(panel.get("description", "")) < 20:
            yield f"panel {title!r}: no description"
        if not defaults.get("unit"):
            yield f"panel {title!r}: no unit"
        if not defaults.get("thresholds"):
            yield f"panel {title!r}: no thresholds"
        for holder in (panel, *panel["targets"]):
            if holder["datasource"]["uid"] != "${datasource}":
                yield f"panel {title!r}: does not ask the Prometheus that was chosen"
        place = panel["gridPos"]
        for cell in ((x, y) for x in range(place["x"], place["x"] + place["w"]) for y in range(place["y"], place["y"] + place["h"])):
            if cell[0] > 23 or cell in taken:
                yield f"panel {title!r}: lies on {taken.get(cell, 'the edge')!r}"
                break
            taken[cell] = title


def pieces_fit(all):
    """The names by which the parts of the stack call each other."""
    (scrape,) = (job for job in all.prometheus["scrape_configs"] if job["job_name"] == "bloknotik")
    (found,) = scrape["dns_sd_configs"]
    server, prometheus, grafana = (all.compose["services"][name] for name in ("server", "prometheus", "grafana"))
    if found["names"] != server["networks"]["default"]["aliases"]:
        yield f"Prometheus looks for {found['names']}, and compose.yaml does not call the servers so"
    if not server["environment"]["METRICS_BIND"].endswith(f":{found['port']}"):
        yield f"Prometheus asks at port {found['port']}, and METRICS_BIND is another"
    if any(str(found["port"]) in port for port in server["ports"]):
        yield "compose.yaml publishes the metrics"
    for name, service in (("prometheus", prometheus), ("grafana", grafana)):
        if service["profiles"] != ["monitoring"]:
            yield f"{name} is not of the profile monitoring alone"
        if any(not port.startswith("127.0.0.1:") for port in service["ports"]):
            yield f"{name} is open to others than this machine"
        if not re.search(r":-.+:v?\d+\.\d+\.\d+\}$", service["image"]):
            yield f"{name}: its image has no exact version"
        if "mem_limit" not in service:
            yield f"{name} may take all memory"
        if not any(mount.startswith("./deploy/monitoring:") and mount.endswith(":ro") for mount in service["volumes"]):
            yield f"{name} cannot read its settings, or could change them"
    if not re.fullmatch(r"\$\{GRAFANA_PASSWORD:-\}", grafana["environment"]["GF_SECURITY_ADMIN_PASSWORD"]):
        yield "Grafana's password has a default"
    (source,) = all.sources["datasources"]
    if source["url"] != "http://prometheus:9090":
        yield f"Grafana asks {source['url']}"
    (provider,) = all.provider["providers"]
    mount = next(mount.split(":")[1] for mount in grafana["volumes"] if mount.startswith("./deploy/monitoring:"))
    if provider["options"]["path"] != f"{mount}/grafana/dashboards":
        yield "Grafana looks for dashboards where none are mounted"


RULES = [asks_for_what_there_is, alerts_are_explained, alerts_are_tested, panels_explain_themselves, pieces_fit]


def wrong_with(monitoring):
    for rule in RULES:
        try:
            yield from rule(monitoring)
        except (KeyError, TypeError, AttributeError, StopIteration, ValueError) as error:
            yield f"the rule {rule.__name__} cannot read this: {error!r}"


def alert(all, name):
    return next(rule for rule in all.rules("alert") if rule["alert"] == name)


def first_panel(all):
    return all.panels()[0]


def ask(panel, query):
    panel["targets"][0]["expr"] = query


# What is broken, how, and a word of what has to be said about it.
BREAKS = [
    ("a metric that nobody says", lambda m: ask(first_panel(m), "sum(bloknotik_readiness)"), "no server says bloknotik_readiness"),
    ("a counter without _total", lambda m: alert(m, "BloknotikWorkRefused").update(expr="increase(bloknotik_db_refused[5m]) > 0"), "no server says"),
    ("a label that is not there", lambda m: ask(first_panel(m), 'bloknotik_ready{path="/"}'), "has no label path"),
    ("grouping by what is not there", lambda m: ask(first_panel(m), "sum by (path) (bloknotik_ready)"), "nothing has the label path"),
    ("a recording that is gone", lambda m: m.groups[:] and [g["rules"].remove(r) for g in m.groups for r in list(g["rules"]) if r.get("record") == "bloknotik:requests:rate5m"], "no rule records it"),
    ("an alert that is not explained", lambda m: alert(m, "BloknotikCacheDown").update(alert="BloknotikCacheGone"), "no heading"),
    ("an alert without severity", lambda m: alert(m, "BloknotikCacheDown").pop("labels"), "severity"),
    ("an alert without a description", lambda m: alert(m, "BloknotikCacheDown")["annotations"].pop("description"), "no description"),
    ("an alert without a way to the runbook", lambda m: alert(m, "BloknotikCacheDown")["annotations"].pop("runbook"), "leads elsewhere"),
    ("an alert that no test fires", lambda m: [c.update(exp_alerts=[]) for t in m.tests for c in t["alert_rule_test"] if c["alertname"] == "BloknotikCacheDown"], "no test that it fires"),
    ("an alert that always may fire", lambda m: [t["alert_rule_test"].clear() for t in m.tests if not t["alert_rule_test"][0]["exp_alerts"]], "no test that it does not"),
    ("a panel that says nothing", lambda m: first_panel(m).pop("description"), "no description"),
    ("a panel without a unit", lambda m: first_panel(m)["fieldConfig"]["defaults"].pop("unit"), "no unit"),
    ("a panel on another one", lambda m: first_panel(m)["gridPos"].update(w=5), "lies on"),
    ("a fixed datasource", lambda m: first_panel(m)["datasource"].update(uid="prometheus"), "was chosen"),
    ("another port", lambda m: m.prometheus["scrape_configs"][0]["dns_sd_configs"][0].update(port=9556), "at port 9556"),
    ("published metrics", lambda m: m.compose["services"]["server"]["ports"].append("9555:9555"), "publishes the metrics"),
    ("Grafana for everybody", lambda m: m.compose["services"]["grafana"].update(ports=["3000:3000"]), "open to others"),
    ("a password for everybody", lambda m: m.compose["services"]["grafana"]["environment"].update(GF_SECURITY_ADMIN_PASSWORD="${GRAFANA_PASSWORD:-admin}"), "default"),
    ("an image without a version", lambda m: m.compose["services"]["grafana"].update(image="grafana/grafana:latest"), "no exact version"),
]  # fmt: skip


def unnoticed(monitoring):
    for what, harm, word in BREAKS:
        broken = copy.deepcopy(monitoring)
        harm(broken)
        said = list(wrong_with(broken))
        if not any(word in line for line in said):
            yield f"the check is blind: {what} was not found (said: {said})"


def check(root):
    """Everything that is wrong, or else every break that was not noticed."""
    monitoring = Monitoring(root)
    return list(wrong_with(monitoring)) or list(unnoticed(monitoring))
