//! `bloknotik config`: the configuration as the server would take it, and where each value comes from.

use super::Outcome;
use crate::config::{Config, Environment, effective};

/// Shows it; exit code 2 if a server would not start with it.
pub fn run(environment: &Environment) -> Outcome {
    let all = effective(environment);
    let width = |of: &dyn Fn(&crate::config::Effective) -> usize| {
        all.iter().map(of).max().unwrap_or_default().min(48)
    };
    let names = width(&|one| one.variable.name.len());
    let values = width(&|one| one.shown.chars().count());
    let lines: Vec<String> = all
        .iter()
        .map(|one| {
            let value = match one.shown.as_str() {
                "" => "-",
                shown => shown,
            };
            format!(
                "{:names$}  {value:values$}  {:11}  {}",
                one.variable.name, one.source, one.variable.meaning
            )
        })
        .collect();
    let printed = super::print(&lines.join("\n"));
    match Config::load(environment) {
        Ok(_) => printed,
        Err(problems) => super::misconfigured(&problems),
    }
}
