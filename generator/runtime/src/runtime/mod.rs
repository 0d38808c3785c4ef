//! The part of this client that its description does not change.
//!
//! Models and operations call it; users meet what the crate's root re-exports.
