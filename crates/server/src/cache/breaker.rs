//! Whether it is worth asking.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// So many failures in a row, and nobody asks for a while.
const FAILURES: u32 = 3;

/// How long at first, and at most: each time that it fails again, the pause doubles.
const SHORTEST: Duration = Duration::from_millis(500);
const LONGEST: Duration = Duration::from_secs(15);

/// A circuit breaker: lets everybody through while all is well, nobody for a while after failures, and then one to try.
#[derive(Default)]
pub struct Breaker(Mutex<State>);

#[derive(Default)]
struct State {
    failures: u32,
    pause: Duration,
    until: Option<Instant>,
    /// Whether somebody tries.
    is_tried: bool,
}

impl Breaker {
    /// Whether to ask now.
    pub fn lets_through(&self, now: Instant) -> bool {
        let mut state = self.lock();
        match state.until {
            None => true,
            Some(until) if now < until => false,
            Some(_) => {
                // This one tries; the others wait until it has answered.
                state.until = Some(now + state.pause);
                state.is_tried = true;
                true
            }
        }
    }

    /// It can be reached again, which is no answer yet: the next one tries, without a pause.
    pub fn reached(&self, now: Instant) {
        let mut state = self.lock();
        if state.until.is_some() {
            state.until = Some(now);
            state.is_tried = false;
        }
    }

    /// It has answered.
    pub fn answered(&self) {
        *self.lock() = State::default();
    }

    /// It has not.
    pub fn failed(&self, now: Instant) {
        let mut state = self.lock();
        if state.until.is_some() && !std::mem::take(&mut state.is_tried) {
            // One of those who had asked before.
            return;
        }
        state.failures += 1;
        if state.failures >= FAILURES {
            state.pause = (state.pause * 2).clamp(SHORTEST, LONGEST);
            state.until = Some(now + state.pause);
        }
    }

    /// Whether all is well.
    pub fn is_closed(&self) -> bool {
        self.lock().until.is_none()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_failures_nobody_asks_but_one_now_and_then() {
        let (breaker, begin) = (Breaker::default(), Instant::now());
        let at = |millis| begin + Duration::from_millis(millis);
        for _ in 0..FAILURES {
            assert!(breaker.lets_through(at(0)));
            breaker.failed(at(0));
        }
        // Those who had asked at the same time make it no worse.
        for _ in 0..8 {
            breaker.failed(at(5));
        }
        assert!(!breaker.is_closed() && !breaker.lets_through(at(499)));
        assert!(breaker.lets_through(at(500)));
        assert!(!breaker.lets_through(at(501)));
        breaker.failed(at(510));
        assert!(!breaker.lets_through(at(1509)));
        assert!(breaker.lets_through(at(1510)));
        breaker.answered();
        assert!(breaker.is_closed() && breaker.lets_through(at(1511)));
    }

    #[test]
    fn to_be_reached_is_no_answer() {
        let (breaker, begin) = (Breaker::default(), Instant::now());
        let at = |millis| begin + Duration::from_millis(millis);
        breaker.reached(at(0));
        assert!(breaker.is_closed());
        for _ in 0..FAILURES {
            breaker.failed(at(0));
        }
        assert!(breaker.lets_through(at(500)));
        breaker.reached(at(600));
        assert!(!breaker.is_closed());
        assert!(breaker.lets_through(at(600)) && !breaker.lets_through(at(601)));
        // Late again: the pause has doubled.
        breaker.failed(at(605));
        assert!(!breaker.lets_through(at(1604)) && breaker.lets_through(at(1605)));
    }

    #[test]
    fn a_failure_now_and_then_changes_nothing() {
        let (breaker, now) = (Breaker::default(), Instant::now());
        for _ in 0..10 {
            breaker.failed(now);
            breaker.failed(now);
            breaker.answered();
        }
        assert!(breaker.is_closed());
    }
}
