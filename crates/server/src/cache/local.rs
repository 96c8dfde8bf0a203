//! The cache in this process.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use moka::Expiry;
use moka::ops::compute::Op;
use moka::sync::Cache;

use super::{Found, Lease};

/// So many bytes are kept.
const MOST: u64 = 8 << 20;

/// What an entry takes beside its bytes.
const ENTRY: usize = 200;

#[derive(Clone)]
struct Entry {
    value: Vec<u8>,
    ttl: Duration,
}

struct ByEntry;

impl Expiry<String, Entry> for ByEntry {
    fn expire_after_create(&self, _: &String, entry: &Entry, _: Instant) -> Option<Duration> {
        Some(entry.ttl)
    }

    fn expire_after_update(
        &self,
        _: &String,
        entry: &Entry,
        _: Instant,
        _: Option<Duration>,
    ) -> Option<Duration> {
        Some(entry.ttl)
    }
}

pub struct Local {
    entries: Cache<String, Entry>,
    /// Counts what was forgotten. A lease is its number: one that is older may not keep anything.
    forgotten: Mutex<u64>,
}

impl Default for Local {
    fn default() -> Self {
        let weigh = |key: &String, entry: &Entry| {
            u32::try_from(key.len() + entry.value.len() + ENTRY).unwrap_or(u32::MAX)
        };
        Self {
            entries: Cache::builder()
                .max_capacity(MOST)
                .weigher(weigh)
                .expire_after(ByEntry)
                .build(),
            forgotten: Mutex::default(),
        }
    }
}

impl Local {
    pub fn get(&self, key: &str) -> Found {
        match self.entries.get(key) {
            Some(entry) => Found::Hit(entry.value),
            None => Found::Miss(Lease::Local(*self.lock())),
        }
    }

    pub fn keep(&self, key: &str, lease: u64, value: Vec<u8>, ttl: Duration) {
        let forgotten = self.lock();
        if *forgotten == lease {
            self.entries.insert(key.to_owned(), Entry { value, ttl });
        }
    }

    pub fn forget(&self, key: &str) {
        let mut forgotten = self.lock();
        *forgotten += 1;
        self.entries.invalidate(key);
    }

    pub fn forget_all(&self) {
        let mut forgotten = self.lock();
        *forgotten += 1;
        self.entries.invalidate_all();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, u64> {
        self.forgotten
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Numbers that are counted up for a while.
pub struct Counters(Cache<String, (u64, Instant, Duration)>);

/// So many are kept; who is not seen for longest is forgotten first.
const MOST_COUNTERS: u64 = 50_000;

/// After so long nothing is left of any window.
const IDLE: Duration = Duration::from_secs(3_600);

impl Default for Counters {
    fn default() -> Self {
        Self(
            Cache::builder()
                .max_capacity(MOST_COUNTERS)
                .time_to_idle(IDLE)
                .build(),
        )
    }
}

impl Counters {
    pub fn count(&self, key: &str, window: Duration) {
        self.0.entry(key.to_owned()).and_compute_with(|entry| {
            let before = entry.map(moka::Entry::into_value);
            let before = before.filter(|(_, since, window)| since.elapsed() < *window);
            let (number, since, window) = before.unwrap_or((0, Instant::now(), window));
            Op::Put((number + 1, since, window))
        });
    }

    pub fn counted(&self, key: &str) -> u64 {
        let found = self.0.get(key);
        let found = found.filter(|(_, since, window)| since.elapsed() < *window);
        found.map_or(0, |(number, _, _)| number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lease(local: &Local) -> u64 {
        match local.get("key") {
            Found::Miss(Lease::Local(lease)) => lease,
            _ => panic!("there is something"),
        }
    }

    #[test]
    fn what_was_forgotten_meanwhile_is_not_brought_back() {
        let local = Local::default();
        let before = lease(&local);
        local.forget("key");
        local.keep("key", before, b"old".to_vec(), Duration::from_secs(60));
        let now = lease(&local);
        local.keep("key", now, b"new".to_vec(), Duration::from_secs(60));
        assert!(matches!(local.get("key"), Found::Hit(value) if value == b"new"));
        local.forget("key");
        lease(&local);
    }

    #[test]
    fn counters_begin_anew_after_their_time() {
        let counters = Counters::default();
        let minute = Duration::from_secs(60);
        counters.count("a", minute);
        counters.count("a", minute);
        counters.count("b", Duration::ZERO);
        counters.count("b", Duration::ZERO);
        let counted = ["a", "b", "c"].map(|key| counters.counted(key));
        assert_eq!(counted, [2, 0, 0]);
    }

    #[test]
    fn nothing_is_kept_for_longer_than_it_may_be() {
        let local = Local::default();
        local.keep("key", lease(&local), b"value".to_vec(), Duration::ZERO);
        lease(&local);
    }
}
