//! stub
use std::process::ExitCode;
use crate::failure::Failure;
#[derive(clap::Args)] pub struct Corpus {}
#[derive(clap::Args)] pub struct CorpusDocument {}
pub fn run(_:&Corpus)->Result<ExitCode,Failure>{unreachable!()}
pub fn run_document(_:&CorpusDocument)->Result<ExitCode,Failure>{unreachable!()}
pub fn run_as_rustc()->Option<ExitCode>{None}
