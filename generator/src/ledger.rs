//! What became of every node of the description: used, ignored on purpose, or unsupported.

/// What the ledger knows of one node, in rising order of strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// No stage has looked at it yet.
    Unread,
    /// It shaped the output.
    Used,
    /// It was left out on purpose; the reason is kept beside the tree.
    Ignored,
    /// It could not be expressed; a warning names the place and what was done instead.
    Unsupported,
}
