//! The programs a reader meets first, run as a reader runs them: the quick start of the README, and the export.

mod export_leads;
mod program;
mod quick_start;
