//! The generated client `partnerportal` where trust is at stake: secrets, certificates, proxies, what its API names, what
//! it depends on, and the runtimes it runs on.
//!
//! A module per theme, with the row of `generator/docs/client-tests.md` that it is for.
//! `setup`, `certificates`, `front` and `tunnel` hold no tests: they are what the others stand on.

mod c01_canary;
mod c03_tls;
mod c20_bombs;
mod c23_supply;
mod c25_public_api;
mod c25_runtimes;
mod certificates;
mod defaults;
mod documents;
mod front;
mod proxy;
mod setup;
mod transport;
mod tunnel;
