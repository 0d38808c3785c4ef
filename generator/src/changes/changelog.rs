//! The draft of an entry for the changelog of the crate.

use std::fmt::Write;

use super::{Change, Verdict, Version};

/// The entry of a version: what changed, in sections that say what it asks of users.
pub fn entry(version: Version, changes: &[Change]) -> String {
    let mut text = format!("## {version}\n");
    let sections = [
        (Verdict::Major, "Breaking"),
        (Verdict::Minor, "New"),
        (Verdict::Patch, "Other"),
    ];
    for (verdict, title) in sections {
        let mut of = changes
            .iter()
            .filter(|change| change.verdict == verdict)
            .peekable();
        if of.peek().is_none() {
            continue;
        }
        let _ = write!(text, "\n### {title}\n");
        for change in of {
            let _ = writeln!(text, "- {}.", sentence(&change.message));
        }
    }
    if changes.is_empty() {
        text.push_str("\nNothing that users of the crate can see.\n");
    }
    text
}

/// The message as a sentence of its own.
fn sentence(message: &str) -> String {
    let mut chars = message.chars();
    match chars.next() {
        Some(first) => format!("{}{}", first.to_uppercase(), chars.as_str()),
        None => String::new(),
    }
}
