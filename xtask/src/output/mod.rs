//! The output folder: what is there, what should be there, and how to get from one to the other.
//!
//! In: all files of a crate, in memory. [`compare()`] looks at the whole folder and changes nothing; [`Plan::apply`]
//! writes; [`Plan::print`] shows. The folder belongs to codegen as a whole, except for what cargo and version
//! control put at its top (`target/`, `Cargo.lock`, names that begin with a dot), and for the changelog.

mod apply;
mod compare;
mod diff;
mod manifest;
mod walk;

pub use compare::{Change, Plan, compare};
pub use diff::quoted;
pub use manifest::crate_in;
pub use walk::CHANGELOG;

#[cfg(test)]
mod tests;
