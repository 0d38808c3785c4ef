//! How much of a document the generator takes in before it says no.
//!
//! Every limit is far above what real descriptions need and far below what hurts: a hostile document ends in a
//! diagnostic (E0003), not in a full memory or an overflown stack. The largest descriptions of the public have 47 MB and
//! under two million nodes, and none of 2,700 had a single alias.

/// The limits; [`Limits::default`] suits everything but tests and the rare giant.
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
    /// How many YAML aliases a file may have.
    pub aliases: usize,
    /// How many nodes the aliases of a file may stand for together.
    pub aliased_nodes: usize,
    /// How many references all files may have together.
    pub references: usize,
    /// How many references may lead to one another before they arrive.
    pub reference_chain: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 64 << 20,
            total_bytes: 256 << 20,
            files: 4096,
            depth: 100,
            nodes: 4_000_000,
            aliases: 10_000,
            aliased_nodes: 200_000,
            references: 1_000_000,
            reference_chain: 100,
        }
    }
}

impl Limits {
    /// The names under which a caller may change a limit. The depth is not among them: the parsers have their own.
    pub const NAMES: &[&str] = &[
        "file-bytes",
        "total-bytes",
        "files",
        "nodes",
        "aliases",
        "aliased-nodes",
        "references",
        "reference-chain",
    ];

    /// Sets the limit of that name; `false` where there is none.
    pub fn set(&mut self, name: &str, value: usize) -> bool {
        let limit = match name {
            "file-bytes" => &mut self.file_bytes,
            "total-bytes" => &mut self.total_bytes,
            "files" => &mut self.files,
            "nodes" => &mut self.nodes,
            "aliases" => &mut self.aliases,
            "aliased-nodes" => &mut self.aliased_nodes,
            "references" => &mut self.references,
            "reference-chain" => &mut self.reference_chain,
            _ => return false,
        };
        *limit = value;
        true
    }
}
