//! Those who look for the same thing at the same time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::OwnedMutexGuard;

type Turn = tokio::sync::Mutex<()>;

/// The keys that are being looked up.
#[derive(Default)]
pub struct Flights(Mutex<HashMap<String, Weak<Turn>>>);

/// One's place among those who look for the same.
pub enum Flight {
    /// One has to look it up; the others wait as long as one holds this.
    First(OwnedMutexGuard<()>),
    /// Somebody is at it.
    Other(Arc<Turn>),
}

impl Flights {
    /// Joins those who look for this. The first has its turn at once: nobody who comes after it can be before it.
    pub fn join(&self, key: &str) -> Flight {
        let mut flights = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(turn) = flights.get(key).and_then(Weak::upgrade) {
            return Flight::Other(turn);
        }
        // Those that have landed are swept out whenever somebody takes off, as long as it is quick.
        if flights.len() > 1000 {
            flights.retain(|_, turn| turn.strong_count() > 0);
        }
        let turn = Arc::<Turn>::default();
        flights.insert(key.to_owned(), Arc::downgrade(&turn));
        match turn.clone().try_lock_owned() {
            Ok(held) => Flight::First(held),
            // Nobody else knows of it yet.
            Err(_) => Flight::Other(turn),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_has_its_turn_before_anybody_can_ask_for_it() {
        let flights = Flights::default();
        let first = flights.join("a");
        let Flight::Other(turn) = flights.join("a") else {
            panic!("two of them are first");
        };
        assert!(turn.try_lock().is_err());
        assert!(matches!(flights.join("b"), Flight::First(_)));
        drop(first);
        assert!(turn.try_lock().is_ok());
        drop(turn);
        assert!(matches!(flights.join("a"), Flight::First(_)));
    }
}
