//! How often somebody may be wrong about a password.
//!
//! Wrong ones are counted: of one account from one place, so that whoever guesses does not lock its owner out, and of one
//! place, whatever the account. It is looked at when an attempt comes, and again when its turn has come to be checked, so that
//! a crowd of them does not slip through together.

use std::net::IpAddr;
use std::time::Duration;

use domain::account::username_key;

use crate::cache::Cache;
use crate::error::ApiError;
use crate::security::{Vault, hex};

/// For so long after the first one.
const WINDOW: Duration = Duration::from_secs(15 * 60);

const OF_ONE_IN_ONE_PLACE: u64 = 10;
const IN_ONE_PLACE: u64 = 100;

/// An attempt to sign in.
pub struct Attempt {
    cache: Cache,
    /// Where it is counted, and how many are too many.
    counters: Vec<(String, u64)>,
}

impl Attempt {
    /// By this name from there. Where nobody knows where it comes from, nothing is counted.
    pub fn new(cache: &Cache, vault: &Vault, username: &str, address: Option<IpAddr>) -> Self {
        let account = username_key(username.trim());
        // Names are nobody's business but the database's: the cache gets to see what nobody can read.
        let hidden = |what: String| hex(&vault.hash_token(&what));
        let counters = address.map(place).map(|place| {
            vec![
                (hidden(format!("place {place}")), IN_ONE_PLACE),
                (
                    hidden(format!("place {place} {account}")),
                    OF_ONE_IN_ONE_PLACE,
                ),
            ]
        });
        Self {
            cache: cache.clone(),
            counters: counters.unwrap_or_default(),
        }
    }

    /// Whether there are not too many wrong ones already.
    pub async fn allowed(&self) -> Result<(), ApiError> {
        for (counter, most) in &self.counters {
            if self.cache.counted(counter, WINDOW).await >= *most {
                return Err(ApiError::too_many_attempts(WINDOW));
            }
        }
        Ok(())
    }

    /// The password was wrong.
    pub async fn failed(&self) {
        for (counter, _) in &self.counters {
            self.cache.count(counter, WINDOW).await;
        }
    }
}

/// One's own machine in IPv4; in IPv6 everybody has a whole network of networks.
fn place(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{:x}::", d & 0xff00)
        }
    }
}
