//! Numbers that look random and are the same for the same seed.

/// A source of such numbers: SplitMix64.
#[derive(Debug)]
pub struct Dice(u64);

impl Dice {
    /// Seeds near each other have nothing in common.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from nothing to below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    /// A number between two, both included.
    pub fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least + 1)
    }

    /// Whether what happens in so many of a hundred cases does.
    pub fn in_100(&mut self, cases: usize) -> bool {
        self.below(100) < cases
    }

    /// One of several.
    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    /// Some of several, each once, in their order.
    pub fn some<T: Clone>(&mut self, from: &[T], cases_in_100: usize) -> Vec<T> {
        let mut chosen = from.to_vec();
        chosen.retain(|_| self.in_100(cases_in_100));
        chosen
    }
}
