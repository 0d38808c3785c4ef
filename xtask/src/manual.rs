//! The part of `cargo xtask explain` that is about codes: what one means, with an example and how it is mended.

use anstyle::Style;
use generator::diagnostic::Code;
use generator::manual;

use crate::console::{self, say};
use crate::failure::Failure;

const BOLD: Style = Style::new().bold();

/// Prints the page of a code, or all codes where none is given; false where it is no code.
pub fn print(what: Option<&str>) -> bool {
    match what {
        None => list(),
        Some(what) => match number(what).and_then(|number| manual::page(Code(number))) {
            Some(page) => print_page(page),
            None => return false,
        },
    }
    true
}

/// The number of a code, also where its letter or its zeros are left out: `E0121`, `e121`, `121`.
fn number(what: &str) -> Option<u16> {
    let digits = what.strip_prefix(['E', 'e']).unwrap_or(what);
    let is_code = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_code.then(|| digits.parse().unwrap_or(u16::MAX))
}

/// Whether this was meant to be a code: then the codes that are near to it, which is none.
pub fn mistaken(what: &str) -> Option<Failure> {
    const SHOWN: usize = 3;
    let number = number(what)?;
    let mut near: Vec<(Code, &str)> = manual::list().collect();
    near.sort_by_key(|(code, _)| code.0.abs_diff(number));
    near.truncate(SHOWN);
    near.sort();
    let near: Vec<String> = near
        .iter()
        .map(|(code, title)| format!("{code} ({title})"))
        .collect();
    let failure = Failure::new(format!("`{what}` is no code of a diagnostic"));
    let help = format!(
        "the nearest are {}; `cargo xtask explain` lists all",
        near.join(", ")
    );
    Some(failure.help(help).of_usage())
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
