//! Those who look for the same thing at the same time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

type Turn = tokio::sync::Mutex<()>;

/// The keys that are being looked up.
#[derive(Default)]
pub struct Flights(Mutex<HashMap<String, Weak<Turn>>>);

impl Flights {
    /// The turn of everybody who looks for this; whether this is the first of them.
    pub fn join(&self, key: &str) -> (Arc<Turn>, bool) {
        let mut flights = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(turn) = flights.get(key).and_then(Weak::upgrade) {
            return (turn, false);
        }
        // Those that have landed are swept out whenever somebody takes off, as long as it is quick.
        if flights.len() > 1000 {
            flights.retain(|_, turn| turn.strong_count() > 0);
        }
        let turn = Arc::default();
        flights.insert(key.to_owned(), Arc::downgrade(&turn));
        (turn, true)
    }
}
