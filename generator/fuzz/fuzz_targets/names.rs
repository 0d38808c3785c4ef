//! `names`: see `shared/mod.rs`.
#![no_main]

#[path = "../shared/mod.rs"]
mod shared;

libfuzzer_sys::fuzz_target!(
    init: shared::on_this_thread(),
    |input: &[u8]| shared::names(input)
);
