//! A page for every code: what it means, an example that gives it, and the example mended.
//!
//! The pages are text in `pages/`, one file each. `cargo xtask explain E0020` prints one; a test holds that every code
//! has a page, that its wrong example gives the code, and that the mended one does not.

#[cfg(test)]
mod tests;

use crate::diagnostic::Code;

macro_rules! pages {
    ($($number:literal $file:literal),* $(,)?) => {
        &[$((Code($number), include_str!(concat!("pages/", $file, ".md")))),*]
    };
}

/// All pages, by their codes.
const PAGES: &[(Code, &str)] = pages![
    1 "E0001",
    2 "E0002",
    3 "E0003",
    4 "E0004",
    5 "E0005",
    20 "E0020",
    21 "E0021",
    22 "E0022",
    40 "E0040",
    41 "E0041",
    42 "E0042",
    43 "E0043",
    60 "E0060",
    61 "E0061",
    62 "E0062",
    63 "E0063",
    64 "E0064",
    120 "E0120",
    121 "E0121",
    122 "E0122",
    123 "E0123",
    124 "E0124",
    125 "E0125",
    126 "E0126",
    127 "E0127",
    128 "E0128",
    129 "E0129",
    130 "E0130",
    180 "E0180",
    200 "E0200",
    201 "E0201",
    202 "E0202",
    203 "E0203",
    220 "E0220",
];

/// The page of a code.
pub fn page(code: Code) -> Option<&'static str> {
    let found = PAGES.iter().find(|(known, _)| *known == code);
    found.map(|(_, text)| *text)
}

/// All codes with what they mean in a line, in order.
pub fn list() -> impl Iterator<Item = (Code, &'static str)> {
    PAGES.iter().map(|(code, text)| (*code, title(text)))
}

fn title(text: &'static str) -> &'static str {
    let first = text.lines().next().unwrap_or_default();
    first.split_once(": ").map_or(first, |(_, title)| title)
}
