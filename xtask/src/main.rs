//! The project's own commands, and the only code here that touches the disk.
//!
//! Parses the command line and hands over to one file per command. Exit codes: 0 done, 1 not (the reason is on
//! stderr), 2 a command line that makes no sense.

mod bench;
mod changes;
mod codegen;
mod completions;
mod console;
mod corpus;
mod crate_name;
mod explain;
mod failure;
mod limits;
mod manual;
mod new;
mod output;
mod pipeline;
mod progress;
mod spec;
mod usage;
mod workspace;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::failure::Failure;

/// Generating is mostly small allocations on several threads: with this allocator it takes two thirds of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The workspace's own commands: regenerate the client crate, try the generator on a folder of descriptions.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the client crate of an OpenAPI description, or check that it is up to date
    Codegen(codegen::Codegen),
    /// Start a client for another API
    New(new::New),
    /// Explain a code, an item of the crate, or what became of a place in the description
    Explain(explain::Explain),
    /// Say what changes of descriptions do to the users of their crates
    Changes(changes::Changes),
    /// Print a script by which a shell completes these commands
    Completions(completions::Completions),
    /// Generate a crate for every description of a folder, and say how each went
    Corpus(corpus::Corpus),
    /// Generate one description of a corpus; what `corpus` starts for each
    #[command(hide = true)]
    CorpusDocument(corpus::CorpusDocument),
    /// Measure generating and compiling; beside other generators, where they are installed
    Bench(bench::Bench),
    /// Run one command and note its cost; what `bench` starts for each
    #[command(hide = true)]
    Measure(bench::Measure),
}

fn main() -> ExitCode {
    if let Some(exit) = corpus::run_as_rustc() {
        return exit;
    }
    work_here_too();
    let result = match Arguments::parse().command {
        Command::Codegen(command) => codegen::run(&command),
        Command::New(command) => new::run(&command),
        Command::Explain(command) => explain::run(&command),
        Command::Changes(command) => changes::run(&command),
        Command::Completions(command) => completions::run(&command, Arguments::command()),
        Command::Corpus(command) => corpus::run(&command),
        Command::CorpusDocument(command) => corpus::run_document(&command),
        Command::Bench(command) => bench::run(&command),
        Command::Measure(command) => bench::run_measure(&command),
    };
    result.unwrap_or_else(|failure: Failure| {
        failure.print();
        failure.exit()
    })
}

/// Makes this thread one of those that share work out, instead of one that waits for them: the memory that it is done with
/// is its own, and other threads would have to ask for more.
fn work_here_too() {
    let pool = rayon::ThreadPoolBuilder::new().use_current_thread();
    // It can only be too late, which is as good.
    let _ = pool.build_global();
}
