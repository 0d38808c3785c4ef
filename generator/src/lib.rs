//! Turns an OpenAPI 3.0 or 3.1 description into a Rust client crate: text in, files or diagnostics out.
//!
//! load -> resolve -> lower -> name -> emit -> format

pub mod check;
pub mod codes;
pub mod diagnostic;
pub mod document;
pub mod emit;
pub mod format;
pub mod ir;
pub mod ledger;
pub mod load;
pub mod lower;
pub mod names;
pub mod render;
pub mod resolve;
pub mod source;
mod suggest;
#[cfg(test)]
mod testing;
pub mod tree;

/// What the caller decides about the crate.
#[derive(Clone, Debug)]
pub struct Options {
    /// The name of the crate.
    pub crate_name: String,
    /// Its version.
    pub version: String,
    /// Its license, as an SPDX expression; `None` leaves it out.
    pub license: Option<String>,
    /// What the header of each file calls the description: its path as the user knows it.
    pub source: String,
    /// Whether the crate is to be a workspace of its own, which it must be below the folder of another.
    pub standalone: bool,
}

/// A file of the crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path in the crate, with `/`.
    pub path: String,
    /// What is in it.
    pub text: String,
}
