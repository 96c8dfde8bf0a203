//! Dashboard and alerts (`deploy/monitoring`) ask for metrics by name. What names there are stands in a file beside them,
//! against which their check holds them; here the file is held against what a server says.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

use persistence::{Connections, Watcher};

use super::{Metrics, Now, Outcome};

/// With something in every family: those that are empty say nothing.
fn text() -> String {
    let metrics = Metrics::default();
    metrics.answered(&http::Method::GET, "/", 500, Duration::ZERO);
    metrics.failed("internal");
    metrics.cache().looked("ping", Outcome::Hit, Duration::ZERO);
    metrics.database().refused();
    metrics.database().worked(Duration::ZERO, None);
    metrics.jobs().begin().done();
    metrics.text(Now {
        is_ready: true,
        database_is_up: true,
        connections: Connections {
            used: 0,
            idle: 1,
            most: 2,
        },
        cache_is_up: true,
        last_backup: None,
    })
}

/// A line for each: name, kind, labels.
fn list(text: &str) -> String {
    let mut kinds = BTreeMap::new();
    let mut found: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for line in text.lines() {
        if let Some((name, kind)) = line
            .strip_prefix("# TYPE ")
            .and_then(|rest| rest.split_once(' '))
        {
            kinds.insert(name, kind);
        } else if !line.starts_with('#') {
            let series = line.rsplit_once(' ').unwrap().0;
            let (name, labels) = series.split_once('{').unwrap_or((series, ""));
            // One line stands for the parts of a histogram.
            let (name, kind) = kinds
                .iter()
                .filter(|(family, _)| name.starts_with(**family))
                .max_by_key(|(family, _)| family.len())
                .map(|(family, kind)| match *kind {
                    "histogram" => ((*family).to_owned(), *kind),
                    kind => (name.to_owned(), kind),
                })
                .unwrap();
            let labels = labels
                .split(',')
                .filter_map(|label| label.split_once('='))
                .map(|(label, _)| label)
                .filter(|label| *label != "le");
            found
                .entry(format!("{name} {kind}"))
                .or_default()
                .extend(labels);
        }
    }
    found
        .iter()
        .fold(String::new(), |mut list, (name, labels)| {
            list.push_str(name);
            for label in labels {
                let _ = write!(list, " {label}");
            }
            list.push('\n');
            list
        })
}

/// Elsewhere than on Linux nothing is said of the process.
#[cfg(target_os = "linux")]
#[test]
fn the_list_of_metrics_is_what_a_server_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy/monitoring/metrics.txt");
    let known = std::fs::read_to_string(path).unwrap_or_default();
    let said = list(&text());
    assert_eq!(
        known, said,
        "deploy/monitoring/metrics.txt has to be:\n{said}"
    );
}
