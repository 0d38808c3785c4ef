//! `bytes`: see `shared/mod.rs`.
#![no_main]

#[path = "../shared/mod.rs"]
mod shared;

libfuzzer_sys::fuzz_target!(|input: &[u8]| shared::bytes(input));
