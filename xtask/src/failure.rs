//! Why a command stops: one line that says what is wrong, and one that says what to do about it.

use std::fmt::Display;
use std::io;
use std::path::Path;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use generator::diagnostic::Code;

use crate::console;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const BOLD: Style = Style::new().bold();

/// A command cannot go on.
#[derive(Debug)]
pub struct Failure {
    code: Option<Code>,
    message: String,
    help: Option<String>,
    exit: u8,
}

/// The exit code of a command that could not do what was asked for.
const FAILED: u8 = 1;
/// The exit code of a command line that makes no sense, which clap has as well.
const NONSENSE: u8 = 2;

impl Failure {
    /// Says what is wrong.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            code: None,
            message: message.into(),
            help: None,
            exit: FAILED,
        }
    }

    /// Says that what the command line asks for is nothing that there is.
    pub fn of_usage(mut self) -> Self {
        self.exit = NONSENSE;
        self
    }

    /// With what the process ends.
    pub fn exit(&self) -> ExitCode {
        ExitCode::from(self.exit)
    }

    /// What could not be done to a file, and why the system says so.
    pub fn io(verb: &str, path: &Path, error: &io::Error) -> Self {
        let failure = Self::new(format!("cannot {verb} `{}`: {error}", path.display()));
        match error.kind() {
            io::ErrorKind::PermissionDenied => failure.help(
                "this user may not do that there: change the permissions, or choose another path",
            ),
            io::ErrorKind::StorageFull => failure.help("make room on that disk"),
            io::ErrorKind::NotFound => failure.help("nothing is at that path: correct it"),
            _ => failure.help("choose another path, or look what is wrong with this one"),
        }
    }

    /// Gives it the number of a diagnostic, whose page tells more.
    pub fn code(mut self, code: Code) -> Self {
        self.code = Some(code);
        self
    }

    /// Adds what to do about it.
    pub fn help(mut self, help: impl Display) -> Self {
        self.help = Some(help.to_string());
        self
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Prints it to stderr.
    pub fn print(&self) {
        let code = self.code.map(|code| format!("[{code}]"));
        let code = code.unwrap_or_default();
        console::err(format_args!(
            "{ERROR}error{code}{ERROR:#}: {}\n",
            self.message
        ));
        if let Some(help) = &self.help {
            console::err(format_args!("  {BOLD}help{BOLD:#}: {help}\n"));
        }
    }
}

#[cfg(test)]
impl Failure {
    /// Message and help, for assertions.
    pub fn text(&self) -> String {
        format!("{}\n{}", self.message, self.help.as_deref().unwrap_or(""))
    }
}
