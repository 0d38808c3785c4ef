//! The generated client `partnerportal` where trust is at stake: secrets, certificates, proxies, what its API names, what
//! it depends on, and the runtimes it runs on.
//!
//! A module per theme. `setup`, `certificates`, `front` and `tunnel` hold no tests: they are what the others stand on.

mod bombs;
mod canary;
mod certificates;
mod defaults;
mod front;
mod proxy;
mod public_api;
mod runtimes;
mod setup;
mod supply;
mod tls;
mod transport;
mod tunnel;
