//! Output for people: coloured where that helps, and never a reason to fail. Somebody who has read enough closes the
//! pipe (`| head`), which the macros of the standard library take for a bug.

use std::fmt::Arguments;
use std::io::Write;

/// Writes to stdout.
pub fn out(text: Arguments<'_>) {
    let _ = anstream::stdout().lock().write_fmt(text);
}

/// Writes to stderr.
pub fn err(text: Arguments<'_>) {
    let _ = anstream::stderr().lock().write_fmt(text);
}

/// Writes a line to stdout.
macro_rules! say {
    ($($text:tt)*) => {
        $crate::console::out(format_args!("{}\n", format_args!($($text)*)))
    };
}

pub(crate) use say;
