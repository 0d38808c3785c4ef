//! The programs a reader meets first, run as a reader runs them: the quick start of the README, and the
//! export; and the soak, for a few seconds.

mod export_leads;
mod program;
mod quick_start;
mod soak;
