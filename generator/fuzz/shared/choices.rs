//! A row of decisions read from bytes; when they are used up, every decision is the first.

/// The bytes that are left.
pub struct Choices<'b> {
    bytes: &'b [u8],
}

impl<'b> Choices<'b> {
    /// Decisions from these bytes.
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes }
    }

    /// Whether all bytes are used up.
    pub fn is_over(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The bytes that are left, which are used up with it.
    pub fn rest(&mut self) -> &'b [u8] {
        std::mem::take(&mut self.bytes)
    }

    /// The next byte.
    pub fn byte(&mut self) -> u8 {
        match self.bytes.split_first() {
            Some((&first, rest)) => {
                self.bytes = rest;
                first
            }
            None => 0,
        }
    }

    /// A number below `end`, which is at most 256.
    pub fn below(&mut self, end: usize) -> usize {
        usize::from(self.byte()) % end.max(1)
    }

    /// True once in `often` times; never when the bytes are used up.
    pub fn one_in(&mut self, often: usize) -> bool {
        self.below(often) == often - 1
    }

    /// One of a list.
    pub fn of<'l, T: ?Sized>(&mut self, list: &[&'l T]) -> &'l T {
        list[self.below(list.len())]
    }

    /// Some text: a plain word, a hostile one, or what the bytes say.
    pub fn text(&mut self, plain: &[&str], hostile: &[&str]) -> String {
        match self.below(8) {
            0..=5 => self.of(plain).to_owned(),
            6 => self.of(hostile).to_owned(),
            _ => {
                let length = self.below(12).min(self.bytes.len());
                let (text, rest) = self.bytes.split_at(length);
                self.bytes = rest;
                String::from_utf8_lossy(text).into_owned()
            }
        }
    }
}
