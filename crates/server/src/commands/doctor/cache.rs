//! The cache that the servers share, if they do.

use crate::cache;
use crate::config::CacheConfig;

use super::Report;

/// Asks it, and tries whether it keeps anything.
pub fn look(report: &mut Report, config: &CacheConfig) {
    let (client, answer_within) = match config {
        CacheConfig::Shared {
            client,
            answer_within,
            ..
        } => (client, *answer_within),
        CacheConfig::Local => {
            return report.good(
                "the cache is the one in the server: fine for one of them, several share one by REDIS_URL",
            );
        }
        CacheConfig::None => {
            return report.doubtful(
                "nothing is cached (CACHE=off)",
                "every request asks the database who is signed in",
            );
        }
    };
    match cache::probe(client) {
        Ok(took) => {
            let what = format!("the cache answers in {:.1} ms", took.as_secs_f64() * 1_000.0);
            if took < answer_within {
                report.good(&what);
            } else {
                report.doubtful(
                    &what,
                    &format!(
                        "servers wait {} ms for it, and then do without: move it nearer, or let them wait longer (REDIS_TIMEOUT_MILLISECONDS)",
                        answer_within.as_millis()
                    ),
                );
            }
        }
        Err(error) => report.bad(
            &format!("the cache does not do what it is asked: {error}"),
            "servers do without it, and count wrong passwords each by themselves: is it running, and is REDIS_URL right?",
        ),
    }
}
