//! [`Budget`]: what retries may cost, shared by all clones of a client.
//!
//! A bucket of tokens: a retry takes five, a success gives one back. A server that is down gets a hundred retries, then
//! none; one that fails now and then gets at most a fifth more requests than there are calls.

use std::sync::atomic::{AtomicU32, Ordering};

const CAPACITY: u32 = 500;
const COST: u32 = 5;

/// What retries may still cost.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

impl Budget {
    pub(crate) fn full() -> Self {
        Self(AtomicU32::new(CAPACITY))
    }

    /// Sets the price of a retry aside; `None` where there is not enough left.
    pub(crate) fn spend(&self) -> Option<Price<'_>> {
        self.update(|left| left.checked_sub(COST))
            .then(|| Price(self))
    }

    /// Notes a success.
    pub(crate) fn earn(&self) {
        self.update(|left| (left < CAPACITY).then_some(left + 1));
    }

    fn update(&self, change: impl Fn(u32) -> Option<u32>) -> bool {
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, change)
            .is_ok()
    }
}

/// The price of a retry that is still to come. Dropped, it goes back: a call that is given up while it waits has sent
/// nothing that would have to be paid for.
#[must_use = "a price that is dropped goes back"]
pub(crate) struct Price<'b>(&'b Budget);

impl Price<'_> {
    /// The retry is made.
    pub(crate) fn pay(self) {
        std::mem::forget(self);
    }
}

impl Drop for Price<'_> {
    fn drop(&mut self) {
        self.0.update(|left| Some((left + COST).min(CAPACITY)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pay(budget: &Budget) -> bool {
        budget.spend().map(Price::pay).is_some()
    }

    #[test]
    fn a_retry_that_never_comes_costs_nothing() {
        let budget = Budget::full();
        for _ in 0..1000 {
            assert!(budget.spend().is_some());
        }
        assert_eq!((0..1000).filter(|_| pay(&budget)).count(), 100);
    }

    #[test]
    fn a_hundred_retries_then_one_for_five_successes() {
        let budget = Budget::full();
        budget.earn();
        assert_eq!((0..1000).filter(|_| pay(&budget)).count(), 100);
        for _ in 0..4 {
            budget.earn();
        }
        assert!(!pay(&budget));
        budget.earn();
        assert!(pay(&budget));
        assert!(!pay(&budget));
    }
}
