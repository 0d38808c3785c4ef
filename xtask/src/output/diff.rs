//! Shows what is not up to date: a line per file, and a diff of those that changed, long ones cut.

use std::path::Path;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use similar::TextDiff;

use crate::console::say;
use crate::output::{Change, Plan};
use crate::workspace;

/// Lines of one file's diff, and of all diffs together; the rest is counted.
const LINES_PER_FILE: usize = 60;
const LINES: usize = 400;

const BOLD: Style = Style::new().bold();
const RED: Style = AnsiColor::Red.on_default();
const GREEN: Style = AnsiColor::Green.on_default();
const CYAN: Style = AnsiColor::Cyan.on_default();

impl Plan {
    /// Prints what is changed, missing and left over, to stdout.
    pub fn print(&self) {
        let mut room = LINES;
        for (path, change) in &self.changes {
            let shown = workspace::shown(&self.root.join(path));
            match change {
                Change::Changed { before, after } => {
                    say!("{BOLD}changed{BOLD:#}    {shown}");
                    room -= print_diff(&shown, before, after, room.min(LINES_PER_FILE));
                }
                Change::Missing { after } => {
                    let lines = after.lines().count();
                    say!("{BOLD}missing{BOLD:#}    {shown} ({lines} lines)");
                }
                Change::LeftOver if self.foreign.contains(path) => {
                    say!(
                        "{BOLD}left over{BOLD:#}  {shown} (not written by codegen: move or delete it yourself)"
                    );
                }
                Change::LeftOver => say!("{BOLD}left over{BOLD:#}  {shown}"),
            }
        }
    }
}

/// Prints at most `room` lines of a diff, and gives their number.
fn print_diff(name: &str, before: &[u8], after: &str, room: usize) -> usize {
    let Ok(before) = std::str::from_utf8(before) else {
        say!("  (is not text now: no diff)");
        return 0;
    };
    let (lines, cut) = diff(name, before, after, room);
    for line in &lines {
        let style = match line.as_bytes().first() {
            Some(b'-') => RED,
            Some(b'+') => GREEN,
            Some(b'@') => CYAN,
            _ => Style::new(),
        };
        say!("{style}{line}{style:#}");
    }
    if cut > 0 {
        say!("... {cut} more lines of this diff");
    }
    lines.len()
}

/// The first `room` lines of a unified diff, and how many more there are.
fn diff(name: &str, before: &str, after: &str, room: usize) -> (Vec<String>, usize) {
    let diff = TextDiff::configure()
        .timeout(Duration::from_secs(1))
        .diff_lines(before, after);
    let text = diff
        .unified_diff()
        .context_radius(3)
        .header(
            &format!("{name} (as it is)"),
            &format!("{name} (as codegen writes it)"),
        )
        .to_string();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let cut = lines.len().saturating_sub(room);
    lines.truncate(room);
    (lines, cut)
}

/// A path as a shell takes it.
pub fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+:@%=,".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text;
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{diff, quoted};

    #[test]
    fn a_diff_goes_from_what_is_to_what_should_be() {
        let (lines, cut) = diff("a.rs", "one\ntwo\n", "one\nthree\n", 60);
        assert_eq!(cut, 0);
        assert!(lines.contains(&"-two".to_owned()), "{lines:?}");
        assert!(lines.contains(&"+three".to_owned()), "{lines:?}");
    }

    #[test]
    fn a_long_diff_is_cut_and_says_by_how_much() {
        let after: String = (0..500).map(|n| format!("line {n}\n")).collect();
        let (lines, cut) = diff("a.rs", "", &after, 60);
        assert_eq!(lines.len(), 60);
        // Three lines of headers, 500 added.
        assert_eq!(cut, 503 - 60);
    }

    #[test]
    fn paths_are_quoted_only_where_a_shell_needs_it() {
        assert_eq!(quoted(Path::new("a/b-c.yaml")), "a/b-c.yaml");
        assert_eq!(quoted(Path::new("a b's.yaml")), r"'a b'\''s.yaml'");
    }
}
