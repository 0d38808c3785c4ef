//! Output for people: coloured where that helps, and never a reason to fail. Somebody who has read enough closes the
//! pipe (`| head`), which the macros of the standard library take for a bug.

use std::fmt::Arguments;
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether stdout is read by a program, for which lines for people are in the way.
static IS_FOR_PROGRAMS: AtomicBool = AtomicBool::new(false);

/// From now on lines for people are not written.
pub fn leave_stdout_to_programs() {
    IS_FOR_PROGRAMS.store(true, Ordering::Relaxed);
}

/// Writes a line for people to stdout.
pub fn line(text: Arguments<'_>) {
    if !IS_FOR_PROGRAMS.load(Ordering::Relaxed) {
        out(format_args!("{text}\n"));
    }
}

use anstyle::{AnsiColor, Style};
use generator::changes::Verdict;

/// Writes to stdout.
pub fn out(text: Arguments<'_>) {
    let _ = anstream::stdout().lock().write_fmt(text);
}

/// A verdict, as wide as the widest, and in colours.
pub fn verdict(verdict: Verdict) -> impl std::fmt::Display {
    let style = match verdict {
        Verdict::Major => AnsiColor::Red.on_default().bold(),
        Verdict::Minor => AnsiColor::Yellow.on_default(),
        Verdict::Patch => Style::new(),
    };
    format!("{style}{verdict:<5}{style:#}")
}

/// Writes to stderr.
pub fn err(text: Arguments<'_>) {
    let _ = anstream::stderr().lock().write_fmt(text);
}

/// Writes a line to stdout.
macro_rules! say {
    ($($text:tt)*) => {
        $crate::console::line(format_args!($($text)*))
    };
}

pub(crate) use say;
