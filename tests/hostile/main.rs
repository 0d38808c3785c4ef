//! Hostile documents: whatever a description holds, the generator ends, with files or with diagnostics, and nothing of
//! the description becomes anything but data and harmless text. `generator/docs/hostile.md` has the figures.
//!
//! What needs the command instead of the library is in `xtask/tests/hostile.rs`.

mod circles;
mod g01_skeleton;
mod g04_names;
mod g05_g06_bombs;
mod g07_g08_references;
mod g10_g11_replay;
mod g12_g13_values;
mod g15_suites;
mod g16_mutations;
mod mutations;
mod odd_names;
mod run;
mod skeleton;
mod strings;
mod template;

#[path = "../../generator/fuzz/shared/mod.rs"]
mod fuzz;
