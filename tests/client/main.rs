//! The generated client `partnerportal`, judged over real sockets and against the description.
//!
//! Every test starts a portal of its own, and the portal fails the test when a request is not as described. A module per
//! theme; `setup` is the one that holds no tests.

mod canned;
mod conformance;
mod create;
mod drift;
mod errors;
mod get;
mod list;
mod objects;
mod paging;
mod retries;
mod secrets;
mod settings;
mod setup;
mod tokens;
mod update;
