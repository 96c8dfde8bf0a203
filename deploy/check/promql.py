"""Which metrics and labels a query of Prometheus asks for. No parser: promtool is one, and has seen the rules before."""

import re

STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
SELECTOR = re.compile(r"([A-Za-z_:][\w:]*)?\{([^}]*)\}")
GROUPING = re.compile(r"\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)")
# A name, or a function or aggregation if a bracket follows.
NAME = re.compile(r"(?<![\w:.$])([A-Za-z_:][\w:]*)(?!\w)\s*(\()?")
WORDS = {"and", "or", "unless", "bool", "offset", "by", "without", "on", "ignoring", "group_left", "group_right", "Inf", "NaN"}

# What Grafana fills in; any length of time will do.
DURATION = re.compile(r"\[[^\]]*\]")


def asked(query):
    """Pairs of a metric and the labels it is asked by, and the labels that are grouped by."""
    query = STRING.sub('""', query)
    query = DURATION.sub("", query)
    metrics, grouped = [], set()
    for labels in GROUPING.findall(query):
        grouped |= {label.strip() for label in labels.split(",") if label.strip()}
    query = GROUPING.sub("", query)
    for metric, matchers in SELECTOR.findall(query):
        metrics.append((metric, set(re.findall(r"(\w+)\s*(?:=~|!~|!=|=)", matchers))))
    query = SELECTOR.sub("", query)
    for word, bracket in NAME.findall(query):
        if not bracket and word not in WORDS and not word.isdigit():
            metrics.append((word, set()))
    return metrics, grouped
