//! Copies all leads of a portal into a CSV or JSON Lines file, with a progress bar.
//!
//!     cargo run -p tests --example export_leads -- leads.csv
//!
//! The file appears when it is complete: until then, what is written is in a file beside it. Leads that the client could
//! not read are not in it, but told, and the exit code says so.

mod output;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use partnerportal::{Client, Error};

use output::{Format, Output};

/// Copies all leads of a portal into a CSV or JSON Lines file.
///
/// Where the portal is and who asks comes from the environment: PARTNERPORTAL_BASE_URL, PARTNERPORTAL_TOKEN_URL,
/// PARTNERPORTAL_CLIENT_ID, PARTNERPORTAL_CLIENT_SECRET, PARTNERPORTAL_AUDIENCE and PARTNERPORTAL_COMPANY_ID.
///
/// Exit codes: 0 all leads are in the file; 1 nothing was written; 2 wrong arguments; 3 the file is complete but for
/// leads that were not of the described form, each of which was told.
#[derive(Debug, Parser)]
#[command(name = "export_leads")]
struct Arguments {
    /// The file to write: `.csv`, or `.jsonl` or `.ndjson` for JSON Lines. One that is there is replaced.
    output: PathBuf,

    /// How many leads to ask for at a time; the portal may give fewer.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..))]
    page_size: u64,

    /// The company whose leads to copy, in place of the one in the environment.
    #[arg(long)]
    company: Option<String>,

    /// Shows no progress bar.
    #[arg(long, short)]
    quiet: bool,
}

/// What a run came to.
#[derive(Default)]
struct Summary {
    written: u64,
    rejected: u64,
    deviating: u64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let Some(format) = Format::of(&arguments.output) else {
        eprintln!(
            "error: {} is neither .csv nor .jsonl nor .ndjson",
            arguments.output.display()
        );
        return ExitCode::from(2);
    };
    match export(&arguments, format).await {
        Ok(summary) => {
            eprintln!(
                "{} leads in {}",
                summary.written,
                arguments.output.display()
            );
            if summary.deviating > 0 {
                eprintln!(
                    "note: {} of them have members of an undocumented form, kept as received",
                    summary.deviating
                );
            }
            if summary.rejected > 0 {
                eprintln!(
                    "warning: {} leads could not be read and are not in the file",
                    summary.rejected
                );
                return ExitCode::from(3);
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn export(
    arguments: &Arguments,
    format: Format,
) -> Result<Summary, Box<dyn std::error::Error>> {
    let client = Client::from_env()?;
    let mut output = Output::create(&arguments.output, format)?;
    let progress = progress(arguments.quiet);
    let mut call = client.leads().list().limit(arguments.page_size);
    if let Some(company) = &arguments.company {
        call = call.company_id(company);
    }
    let mut summary = Summary::default();
    let mut pages = call.pages();
    while let Some(page) = pages.next().await {
        let page = page.map_err(|error| explain(&error, summary.written))?;
        for lead in page.iter() {
            output.write(lead)?;
        }
        for rejected in &page.rejected {
            progress.suspend(|| eprintln!("warning: not a lead: {}", rejected.error));
        }
        summary.written += page.len() as u64;
        summary.rejected += page.rejected.len() as u64;
        summary.deviating += page.deviations().len() as u64;
        progress.set_position(summary.written);
    }
    output.finish()?;
    progress.finish_and_clear();
    Ok(summary)
}

/// A bar without an end: the API does not tell how many leads there are.
fn progress(quiet: bool) -> ProgressBar {
    if quiet {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{spinner} {human_pos} leads  {per_sec}  {elapsed}")
        .expect("the template is well-formed");
    let bar = ProgressBar::no_length().with_style(style);
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

fn explain(error: &Error, written: u64) -> String {
    let hint = if error.is_retryable() {
        "; try again later"
    } else {
        ""
    };
    format!("after {written} leads: {error}{hint}")
}
