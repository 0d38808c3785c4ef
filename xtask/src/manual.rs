//! `cargo xtask explain`: what a code means, with an example and how it is mended.

use std::process::ExitCode;

use anstyle::Style;
use clap::Args;
use generator::{codes, levels, manual};

use crate::console::{self, say};
use crate::failure::Failure;

const BOLD: Style = Style::new().bold();

/// Explain an error or a warning by its code.
///
/// Prints what the code means, an example that gives it, and the example mended. Without a code: all codes, a line each.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Explain {
    /// The code, as in E0020
    #[arg(value_name = "CODE")]
    what: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask explain E0020
      A reference points at nothing: why, an example, and how to mend it.

  cargo xtask explain
      All codes.";

/// Runs the command.
pub fn run(arguments: &Explain) -> Result<ExitCode, Failure> {
    match &arguments.what {
        None => list(),
        Some(what) => match codes::parse(what).and_then(manual::page) {
            Some(page) => print(page),
            None => {
                let failure = Failure::new(format!("`{what}` is no code of a diagnostic"));
                return Err(failure.help(levels::unknown(what)));
            }
        },
    }
    Ok(ExitCode::SUCCESS)
}

fn list() {
    for (code, title) in manual::list() {
        say!("{BOLD}{code}{BOLD:#}  {title}");
    }
}

/// The page with its headings in bold and its examples indented; a pipe gets no escape codes.
fn print(page: &str) {
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
