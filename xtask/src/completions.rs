//! `cargo xtask completions`: a script by which a shell completes the commands here.

use std::process::ExitCode;

use clap::{Args, Command};
use clap_complete::Shell;

use crate::console;
use crate::failure::Failure;

/// The name that shells complete. Cargo's own completion does not ask its subcommands.
const NAME: &str = "xtask";

/// Print a script by which a shell completes these commands.
///
/// The script also defines `xtask` as short for `cargo xtask`, because shells complete by the first word.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Completions {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask completions bash > xtask.bash
      Then `source xtask.bash`, or put that line into ~/.bashrc; `xtask co<Tab>` completes.

  cargo xtask completions fish > xtask.fish
      Then `source xtask.fish`.";

/// Runs the command.
pub fn run(arguments: &Completions, mut command: Command) -> Result<ExitCode, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, NAME, &mut script);
    let script = String::from_utf8_lossy(&script);
    console::out(format_args!("{script}\n{}\n", short_form(arguments.shell)));
    Ok(ExitCode::SUCCESS)
}

fn short_form(shell: Shell) -> &'static str {
    match shell {
        Shell::Fish => "function xtask; cargo xtask $argv; end",
        Shell::PowerShell => "function xtask { cargo xtask @args }",
        Shell::Elvish => "fn xtask {|@arguments| cargo xtask $@arguments }",
        _ => "xtask() { cargo xtask \"$@\"; }",
    }
}
