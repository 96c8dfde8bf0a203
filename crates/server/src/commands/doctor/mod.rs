//! `bloknotik doctor`: looks at everything a server needs, and says what is wrong in plain words.

mod cache;
mod database;

use std::net::TcpListener;

use super::Outcome;
use super::healthcheck::{reachable, status};
use crate::assets::Site;
use crate::config::{Config, Environment};

/// What was found, line by line.
#[derive(Default)]
struct Report {
    is_bad: bool,
}

impl Report {
    fn good(&self, what: &str) {
        crate::commands::print(&format!("ok     {what}"));
    }

    /// It works, but not as well as it might.
    fn doubtful(&self, what: &str, advice: &str) {
        crate::commands::print(&format!("look   {what}\n       {advice}"));
    }

    fn bad(&mut self, what: &str, advice: &str) {
        self.is_bad = true;
        crate::commands::print(&format!("WRONG  {what}\n       {advice}"));
    }
}

/// Exit code 0 if nothing is wrong, 1 if something is.
pub fn run(environment: &Environment) -> Outcome {
    let mut report = Report::default();
    match Config::load(environment) {
        Ok(config) => {
            report.good("the configuration can be used (`bloknotik config` shows it)");
            port(&mut report, &config);
            site(&mut report, &config);
            address(&report, &config);
            proxies(&report, &config);
            let key = config.secret_key.as_ref();
            database::look(
                &mut report,
                &config.database,
                config.capacity.pool_size,
                key,
            );
            cache::look(&mut report, &config.cache);
        }
        Err(problems) => {
            let lines: Vec<String> = problems.lines().map(|line| format!("- {line}")).collect();
            report.bad("the configuration cannot be used", &lines.join("\n       "));
            if let Ok((config, ..)) = Config::load_for_migration(environment) {
                database::look(&mut report, &config, 1, None);
            }
        }
    }
    match report.is_bad {
        false => crate::commands::print("nothing is wrong"),
        true => Outcome::Failed,
    }
}

fn port(report: &mut Report, config: &Config) {
    let address = config.bind;
    match status(reachable(address), "/healthz") {
        Ok(200) => match status(reachable(address), "/readyz") {
            Ok(200) => report.good(&format!("a server is running at {address}, and ready")),
            _ => report.doubtful(
                &format!("a server is running at {address}, but not ready"),
                "/readyz says why, and so does its log",
            ),
        },
        Ok(_) => report.bad(
            &format!("something else answers at {address}"),
            "stop it, or name another port by BIND",
        ),
        Err(_) => match TcpListener::bind(address) {
            Ok(_) => report.good(&format!("{address} is free to listen on")),
            Err(error) => report.bad(
                &format!("{address} cannot be listened on: {error}"),
                "BIND names another address or port",
            ),
        },
    }
}

fn site(report: &mut Report, config: &Config) {
    if Site::open(config.site_dir.as_deref()).is_there() {
        report.good("the web bundle is there");
    } else {
        report.bad(
            "the web bundle is missing: pages would not come alive",
            "`tools/xtask web` makes it; SITE_DIR says where it is",
        );
    }
}

fn address(report: &Report, config: &Config) {
    match config.public_origin.as_deref() {
        Some(origin) if origin.starts_with("https://") => {
            report.good(&format!("browsers come by {origin}"));
        }
        Some(origin) => report.doubtful(
            &format!("browsers come by {origin}, which is not encrypted"),
            "fine on one's own machine; elsewhere a proxy with TLS belongs in front",
        ),
        None => report.doubtful(
            "PUBLIC_URL is not set",
            "fine on one's own machine; with https:// in it, cookies are sent by TLS only",
        ),
    }
}

fn proxies(report: &Report, config: &Config) {
    let is_https = config
        .public_origin
        .as_deref()
        .is_some_and(|origin| origin.starts_with("https://"));
    if is_https && config.trusted_proxies.is_empty() {
        report.doubtful(
            "no proxy is trusted, though one has to be in front for https",
            "name its address in TRUSTED_PROXIES, or all visitors count as one when passwords are wrong",
        );
    }
}
