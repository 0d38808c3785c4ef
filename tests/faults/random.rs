//! Random numbers that are the same in every run, so that a failure can be repeated.

/// Marsaglia's xorshift.
pub struct Random(u64);

impl Random {
    /// Another sequence for each seed.
    pub fn new(seed: u64) -> Self {
        Self((seed + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % limit
    }

    /// One of these.
    pub fn of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }

    /// Text that often means something in a URL, and is sometimes of another script.
    pub fn text(&mut self, most: usize) -> String {
        let length = self.below(most) + 1;
        (0..length)
            .map(|_| match self.below(3) {
                0 => char::from(b"./%\\?#2eE&=+ ;:@"[self.below(16)]),
                1 => char::from(self.below(128) as u8),
                _ => char::from_u32(self.below(0x11_0000) as u32).unwrap_or('x'),
            })
            .collect()
    }
}
