//! Compiles, lints and tests in place what is copied into every generated crate as `src/runtime/`.

pub mod runtime;

#[cfg(test)]
mod codec;
#[cfg(test)]
mod tests;
