//! The command line of `codegen`, what it means, and how to write it down again.

use std::path::{Path, PathBuf};

use clap::Args;
use generator::changes::Version;
use generator::lower;

use crate::crate_name;
use crate::output::quoted;
use crate::pipeline::Request;
use crate::spec::Spec;
use crate::workspace::{self, real};

const DEFAULT_SPEC: &str = "spec/partnerportal.yaml";
const DEFAULT_OUT: &str = "generated-client";
const LICENSE: &str = "MIT OR Apache-2.0";

/// Write the client crate of an OpenAPI description, or check that it is up to date.
///
/// Reads an OpenAPI 3.0 or 3.1 description (YAML or JSON, and the files of its folder that it refers to) and writes a
/// complete Rust crate. Without arguments: the PartnerPortal.io description of this workspace, into generated-client/.
///
/// The output folder belongs to codegen: what differs is replaced, what is left over from an earlier run is removed,
/// and anything that codegen did not write is an error. `target/`, `Cargo.lock` and hidden files at its top are left
/// alone. Nothing outside the two paths is read or written, and nothing is fetched.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub struct Codegen {
    /// The description [default: spec/partnerportal.yaml of the workspace]
    #[arg(long, value_name = "PATH")]
    spec: Option<PathBuf>,

    /// The folder of the crate; it is created where it does not exist [default: generated-client of the workspace]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// The name of the crate [default: from the file's name, or from the API's title where that says nothing]
    #[arg(long, value_name = "CRATE", value_parser = crate_name::parse)]
    name: Option<String>,

    /// Write nothing; print what is changed, missing or left over, and exit with 1 if anything is
    #[arg(long)]
    pub check: bool,

    /// Print what became of each part of the description that is not in the crate as described
    #[arg(long)]
    pub ledger: bool,

    /// Fail if the crate cannot express something that the description says
    #[arg(long)]
    pub strict: bool,

    /// For a description that is not yours to correct: read on, with a warning, where it refers to nothing, gives two
    /// operations one operationId, or does not declare a parameter of a path
    #[arg(long)]
    lenient: bool,

    #[command(flatten)]
    pub versioning: Versioning,

    #[command(flatten)]
    selection: Selection,
}

/// What becomes of the crate's version.
#[derive(Args)]
#[command(next_help_heading = "The crate's version")]
pub struct Versioning {
    /// Raise the version as far as the changes since the last release ask for, or to the one that is given, and draft the
    /// entry of the crate's CHANGELOG.md
    #[arg(long, value_name = "VERSION", num_args = 0..=1, require_equals = true, conflicts_with = "check")]
    pub bump: Option<Option<Version>>,

    /// Say that the version is out: changes are counted from the crate as it is now
    #[arg(long, conflicts_with_all = ["check", "bump"])]
    pub release: bool,
}

/// Which operations are wanted. Together they mean any of them; models are those that the operations reach.
#[derive(Args)]
#[command(next_help_heading = "Choosing a part")]
struct Selection {
    /// Only operations with this tag; may be given more than once
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,

    /// Only the operation with this operationId; may be given more than once
    #[arg(long = "operation", value_name = "ID")]
    operations: Vec<String>,

    /// Only operations of this path, as the description has it or with `*` for its end; may be given more than once
    #[arg(long = "path", value_name = "PATH")]
    paths: Vec<String>,
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask codegen
      Regenerate generated-client/ after a change of spec/partnerportal.yaml.

  cargo xtask codegen --check
      Is generated-client/ what codegen would write? For CI, and before a commit.

  cargo xtask codegen --bump
      Regenerate, raise the version as far as the changes since the last release ask for, draft the changelog.

  cargo xtask codegen --spec petstore.yaml --out ../petstore-client
      A crate for any other description; it stands alone and may be moved anywhere.

  cargo xtask codegen --spec big.json --out issues-client --name issues --tag issues --tag labels
      Only the operations with these tags, and the models that they reach.

  cargo xtask codegen --spec big.json --out big-client --ledger | less
      What of the description is not in the crate as described, where, and why.

Exit codes: 0 done (or up to date), 1 not, with the reason on stderr, 2 a command line that makes no sense.";

impl Codegen {
    /// Where the description is.
    pub fn spec_path(&self) -> PathBuf {
        self.spec.clone().unwrap_or_else(Self::default_spec)
    }

    /// The description of this workspace.
    pub fn default_spec() -> PathBuf {
        workspace::root().join(DEFAULT_SPEC)
    }

    /// Where the crate goes.
    pub fn out_path(&self) -> PathBuf {
        let default = || workspace::root().join(DEFAULT_OUT);
        self.out.clone().unwrap_or_else(default)
    }

    /// Whether the crate is the workspace's own, which goes under its license; others are their users' business.
    fn is_ours(&self) -> bool {
        real(&self.out_path()) == real(&workspace::root().join(DEFAULT_OUT))
    }

    /// Whether cargo would take the crate for a part of this workspace, which only the default folder is.
    fn must_stand_alone(&self) -> bool {
        let root = real(&workspace::root());
        let out = real(&self.out_path());
        out.starts_with(&root) && out != root.join(DEFAULT_OUT)
    }

    /// What is wanted of the generator.
    pub fn request(&self, spec: &Spec) -> Request {
        Request {
            crate_name: self.name.clone().or_else(|| spec.telling_name()),
            selection: lower::Selection {
                tags: self.selection.tags.clone(),
                operations: self.selection.operations.clone(),
                paths: self.selection.paths.clone(),
            },
            standalone: self.must_stand_alone(),
            license: self.is_ours().then(|| LICENSE.to_owned()),
            tolerant: self.lenient,
            version: None,
            release: None,
        }
    }

    /// The command that writes what `--check` found to differ.
    pub fn command(&self) -> String {
        let mut command = "cargo xtask codegen".to_owned();
        for (flag, path) in [("--spec", &self.spec), ("--out", &self.out)] {
            if let Some(path) = path {
                command.push_str(&format!(" {flag} {}", quoted(path)));
            }
        }
        if self.lenient {
            command.push_str(" --lenient");
        }
        let selection = &self.selection;
        let named = self.name.iter().map(|name| ("--name", name));
        let tags = selection.tags.iter().map(|tag| ("--tag", tag));
        let operations = selection.operations.iter().map(|id| ("--operation", id));
        let templates = selection.paths.iter().map(|path| ("--path", path));
        for (flag, value) in named.chain(tags).chain(operations).chain(templates) {
            command.push_str(&format!(" {flag} {}", quoted(Path::new(value))));
        }
        command
    }
}
