//! How much of a document the generator takes in before it says no.
//!
//! Every limit is far above what real descriptions need and far below what hurts: a hostile document ends in a
//! diagnostic, not in a full memory or an overflown stack.

/// The limits; [`Limits::default`] suits everything but tests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How many bytes one file may have.
    pub file_bytes: usize,
    /// How many bytes all files of the description may have.
    pub total_bytes: usize,
    /// How many files a description may have.
    pub files: usize,
    /// How deep objects and arrays may stand in each other. The parsers themselves stop at 128.
    pub depth: usize,
    /// How many nodes all files may have together, with every YAML alias written out.
    pub nodes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 64 << 20,
            total_bytes: 256 << 20,
            files: 4096,
            depth: 100,
            nodes: 4_000_000,
        }
    }
}
