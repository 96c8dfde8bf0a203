#!/bin/sh
# Prints the alert rules as a PrometheusRule, which is how the Prometheus Operator reads them:
#   deploy/monitoring/prometheus-rule.sh >deploy/kubernetes/components/monitoring/prometheus-rule.yaml
# The check of deploy/ holds that file against what this prints.
set -eu
cd "$(dirname "$0")/alerts"

cat <<'HEAD'
# Made by deploy/monitoring/prometheus-rule.sh from deploy/monitoring/alerts: change the rules there and run it again.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: bloknotik
  labels:
    app.kubernetes.io/name: bloknotik
    # By this label a Prometheus of the usual Helm chart finds its rules.
    release: kube-prometheus-stack
spec:
  groups:
HEAD
for rules in *.yml; do
    # A cluster's own Prometheus looks after itself, and CloudNativePG makes the backups there.
    case $rules in prometheus.yml | backup.yml) continue ;; esac
    sed '1,/^groups:$/d; s/^./  &/' "$rules"
done
