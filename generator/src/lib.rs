//! Turns an OpenAPI 3.0 or 3.1 description into a Rust client crate: text in, files or diagnostics out.
//!
//! load -> resolve -> lower -> name -> emit -> format

pub mod check;
pub mod codes;
pub mod diagnostic;
pub mod document;
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
