//! How much time compiling may take, and in which order crates are compiled so that what fits tells most.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::corpus::report::Verdict;

/// Why some of the crates are not compiled.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// Crates of descriptions with more bytes than this are left out.
    largest: Option<u64>,
    /// What there is in all, and when it is used up.
    time: Option<(Duration, Instant)>,
}

impl Budget {
    /// Starts now.
    pub fn start(largest: Option<u64>, time: Option<Duration>) -> Self {
        Self {
            largest,
            time: time.map(|time| (time, Instant::now() + time)),
        }
    }

    /// What becomes of a description with so many bytes, if it is too large.
    pub fn refuses(&self, bytes: u64) -> Option<Verdict> {
        let largest = self.largest.filter(|largest| bytes > *largest)?;
        let why = format!("not compiled: larger than {} KiB", largest / 1024);
        Some(Verdict::Untried(why))
    }

    /// Whether there is a limit of time.
    pub fn is_timed(&self) -> bool {
        self.time.is_some()
    }

    /// Whether the time is used up.
    pub fn is_over(&self) -> bool {
        self.time.is_some_and(|(_, end)| Instant::now() >= end)
    }

    /// What is said of a crate that was not reached; `what` was not done to it.
    pub fn over(&self, what: &str) -> Verdict {
        let seconds = self.time.map_or(0, |(time, _)| time.as_secs());
        Verdict::Untried(format!("not {what}: the {seconds} s were over"))
    }

    /// The end as seconds since 1970, for another process. Never before the end itself: who is stopped by it must find the
    /// time used up, or would be taken for one that failed.
    pub fn end(&self) -> Option<u64> {
        let (_, end) = self.time?;
        let left = end.saturating_duration_since(Instant::now());
        let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
        Some((now + left).as_secs() + 1)
    }

    /// Splits a list that is in the order of `spread` into what is compiled at a time: all, where time does not matter;
    /// else so few that the time is looked at often, and enough to keep the cores busy.
    pub fn batches<T>(&self, list: Vec<T>, jobs: usize) -> Vec<Vec<T>> {
        let size = if self.is_timed() {
            jobs * 4
        } else {
            list.len()
        };
        let mut list = list.into_iter().peekable();
        let mut batches = Vec::new();
        while list.peek().is_some() {
            batches.push(list.by_ref().take(size.max(1)).collect());
        }
        batches
    }
}

/// Orders a list so that each beginning of it has small, middling and large ones: by size, then the middle, the
/// quarters, the eighths, and so on. The same for the same list.
pub fn spread<T>(mut list: Vec<T>, size: impl Fn(&T) -> u64) -> Vec<T> {
    list.sort_by_key(size);
    // Counted from 1, the middle is the one whose number is the highest bit alone: with its bits reversed, the least.
    let bits = usize::BITS - list.len().leading_zeros();
    let mut placed: Vec<(usize, T)> = list.into_iter().enumerate().collect();
    placed.sort_by_key(|(index, _)| (index + 1).reverse_bits() >> (usize::BITS - bits));
    placed.into_iter().map(|(_, item)| item).collect()
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime, UNIX_EPOCH};

    use super::{Budget, Verdict, spread};

    #[test]
    fn another_process_does_not_end_before_the_time_is_used_up() {
        let time = Duration::from_millis(2900);
        let budget = Budget::start(None, Some(time));
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("now");
        let end = Duration::from_secs(budget.end().expect("an end"));
        assert!(end >= now + time - Duration::from_millis(100), "{end:?}");
        assert_eq!(Budget::start(None, None).end(), None);
    }

    #[test]
    fn each_beginning_has_small_and_large_ones() {
        let order = spread((0..15_u64).rev().collect(), |size| *size);
        assert_eq!(order[..8], [7, 3, 11, 1, 9, 5, 13, 0]);
        let mut all = order.clone();
        all.sort_unstable();
        assert_eq!(all, (0..15).collect::<Vec<_>>());
        assert_eq!(order, spread(all, |size| *size));
        assert!(spread(Vec::<u64>::new(), |size| *size).is_empty());
        assert_eq!(spread(vec![7], |size| *size), [7]);
    }

    #[test]
    fn without_a_limit_all_is_compiled_at_once() {
        let budget = Budget::start(None, None);
        assert!(!budget.is_over());
        assert_eq!(budget.refuses(u64::MAX), None);
        assert_eq!(budget.batches((0..9).collect(), 2).len(), 1);
        assert_eq!(budget.batches(Vec::<u8>::new(), 2).len(), 0);
    }

    #[test]
    fn what_is_left_out_is_said_with_the_reason() {
        let budget = Budget::start(Some(2048), Some(Duration::ZERO));
        assert!(budget.is_over());
        assert_eq!(budget.refuses(2048), None);
        let large = "not compiled: larger than 2 KiB".to_owned();
        assert_eq!(budget.refuses(2049), Some(Verdict::Untried(large)));
        let late = "not compiled: the 0 s were over".to_owned();
        assert_eq!(budget.over("compiled"), Verdict::Untried(late));
        assert_eq!(
            budget.batches((0..9).collect(), 2),
            [vec![0, 1, 2, 3, 4, 5, 6, 7], vec![8]]
        );
    }
}
