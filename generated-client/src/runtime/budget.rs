//! [`Budget`]: what retries may cost, shared by all clones of a client.
//!
//! A bucket of tokens: a retry takes five, a success gives one back. A server that is down gets a hundred retries, then
//! none; one that fails now and then gets at most a fifth more requests than there are calls.

use std::sync::atomic::{AtomicU32, Ordering};

const CAPACITY: u32 = 500;
const COST: u32 = 5;

/// What retries may still cost.
pub(crate) struct Budget(AtomicU32);

impl Budget {
    pub(crate) fn full() -> Self {
        Self(AtomicU32::new(CAPACITY))
    }

    /// Pays for a retry; `false` where there is not enough left.
    pub(crate) fn spend(&self) -> bool {
        self.update(|left| left.checked_sub(COST))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_retries_then_one_for_five_successes() {
        let budget = Budget::full();
        budget.earn();
        assert_eq!((0..1000).filter(|_| budget.spend()).count(), 100);
        for _ in 0..4 {
            budget.earn();
        }
        assert!(!budget.spend());
        budget.earn();
        assert!(budget.spend());
        assert!(!budget.spend());
    }
}
