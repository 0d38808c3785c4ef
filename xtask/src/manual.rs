//! The part of `cargo xtask explain` that is about codes: what one means, with an example and how it is mended.

use anstyle::Style;
use generator::{codes, levels, manual};

use crate::console::{self, say};
use crate::failure::Failure;

const BOLD: Style = Style::new().bold();

/// Prints the page of a code, or all codes where none is given; false where it is no code.
pub fn print(what: Option<&str>) -> bool {
    match what {
        None => list(),
        Some(what) => match codes::parse(what).and_then(manual::page) {
            Some(page) => print_page(page),
            None => return false,
        },
    }
    true
}

/// Whether this was meant to be a code: then the help for one that does not exist, where it does not.
pub fn mistaken(what: &str) -> Option<Failure> {
    let digits = what.strip_prefix(['E', 'e'])?;
    let is_code = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_code.then(|| {
        Failure::new(format!("`{what}` is no code of a diagnostic")).help(levels::unknown(what))
    })
}

fn list() {
    for (code, title) in manual::list() {
        say!("{BOLD}{code}{BOLD:#}  {title}");
    }
}

/// The page with its headings in bold and its examples indented; a pipe gets no escape codes.
fn print_page(page: &str) {
    let mut is_example = false;
    for line in page.lines() {
        if line.starts_with("```") {
            is_example = !is_example;
        } else if is_example {
            console::out(format_args!("    {line}\n"));
        } else if let Some(heading) = line.strip_prefix('#') {
            let heading = heading.trim_start_matches('#').trim();
            say!("{BOLD}{heading}{BOLD:#}");
        } else {
            say!("{line}");
        }
    }
}
