//! The command line of `codegen`, what it means, and how to write it down again.

use std::path::{Path, PathBuf};

use clap::Args;
use generator::changes::Version;
use generator::lower;

use crate::crate_name;
use crate::limits::Limits;
use crate::output::quoted;
use crate::pipeline::MessageFormat;

/// Write the client crate of an OpenAPI description, or check that it is up to date.
///
/// Reads an OpenAPI 3.0 or 3.1 description (YAML or JSON, and the files of its folder that it refers to) and writes a
/// complete Rust crate. Without arguments: the PartnerPortal.io description of this workspace, into generated-client/.
///
/// The output folder belongs to codegen: what differs is replaced, what is left over from an earlier run is removed,
/// and anything that codegen did not write is an error. `target/`, `Cargo.lock` and hidden files at its top are left
/// alone. Nothing is read but the description's folder and the files that are named, nothing is written elsewhere, and
/// nothing is fetched. `cargo xtask explain CODE` tells more about an error or a warning.
#[derive(Args, Default)]
#[command(after_long_help = EXAMPLES)]
pub struct Codegen {
    /// The description [default: spec/partnerportal.yaml of the workspace]
    #[arg(long, value_name = "PATH")]
    pub spec: Option<PathBuf>,

    /// The configuration, or its folder [default: codegen.toml beside the description, where there is one]
    #[arg(long, value_name = "PATH")]
    pub config: Option<PathBuf>,

    /// Changes to make to the description first, as OpenAPI Overlay 1.0; may be given more than once, in order
    #[arg(long = "overlay", value_name = "FILE")]
    pub overlays: Vec<PathBuf>,

    /// The folder of the crate; it is created where it does not exist [default: generated-client of the workspace]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,

    /// The name of the crate [default: from the file's name, or from the API's title where that says nothing]
    #[arg(long, value_name = "CRATE", value_parser = crate_name::parse)]
    pub name: Option<String>,

    /// Write nothing; print what is changed, missing or left over, and exit with 1 if anything is
    #[arg(long)]
    pub check: bool,

    /// Print what became of each part of the description that is not in the crate as described
    #[arg(long)]
    pub ledger: bool,

    /// Fail if the crate cannot express something that the description says
    #[arg(long)]
    pub strict: bool,

    /// For a description of your own: fail where it breaks a rule of OpenAPI or JSON Schema, even if a sound reading is
    /// left; without this, such faults are warnings that say how they were read. What breaks no rule stays a warning:
    /// names that nobody reads, contradictions that are allowed, what the crate cannot express; --deny makes errors of
    /// them, too. The description of this workspace is always read so
    #[arg(long)]
    pub pedantic: bool,

    /// What is done anyway, unless --pedantic is given
    #[arg(long, hide = true, conflicts_with = "pedantic")]
    pub lenient: bool,

    /// Go on after writing, and write again whenever the description, an overlay or the configuration changes
    #[arg(long, conflicts_with = "check")]
    pub watch: bool,

    /// Do not say warnings with this code, such as E0061; may be given more than once
    #[arg(long, value_name = "CODE", help_heading = "Diagnostics")]
    pub allow: Vec<String>,

    /// Take warnings with this code for errors, or all with `warnings`; may be given more than once
    #[arg(long, value_name = "CODE|warnings", help_heading = "Diagnostics")]
    pub deny: Vec<String>,

    /// How diagnostics are written
    #[arg(
        long,
        value_name = "FORMAT",
        value_enum,
        default_value_t,
        help_heading = "Diagnostics"
    )]
    pub message_format: MessageFormat,

    #[command(flatten)]
    pub limits: Limits,

    #[command(flatten)]
    pub versioning: Versioning,

    #[command(flatten)]
    pub selection: Selection,
}

/// What becomes of the crate's version.
#[derive(Args, Default)]
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
#[derive(Args, Clone, Default)]
#[command(next_help_heading = "Choosing a part")]
pub struct Selection {
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

  cargo xtask codegen --spec petstore.yaml --overlay fixes.yaml --out ../petstore-client
      The same with what its author left out: paging, an envelope, better names, corrections.

  cargo xtask codegen --spec big.json --out issues-client --name issues --tag issues --tag labels
      Only the operations with these tags, and the models that they reach.

  cargo xtask codegen --spec big.json --out big-client --ledger | less
      What of the description is not in the crate as described, where, and why.

  cargo xtask codegen --config orchard
      As orchard/codegen.toml says; `cargo xtask new` makes such a folder.

  cargo xtask codegen --watch
      Write again on every change, until Ctrl-C.

  cargo xtask codegen --check --deny warnings --message-format github
      For CI: warnings are errors, and errors are shown at their lines.

Exit codes: 0 done (or up to date), 1 not, with the reason on stderr, 2 a command line that makes no sense.";

impl Codegen {
    /// As if nothing but `--config` was given.
    pub fn of_config(path: &Path) -> Self {
        Self {
            config: Some(path.to_path_buf()),
            ..Self::default()
        }
    }

    /// Which operations the command line asks for.
    pub(super) fn selection(&self) -> lower::Selection {
        lower::Selection {
            tags: self.selection.tags.clone(),
            operations: self.selection.operations.clone(),
            paths: self.selection.paths.clone(),
            is_configured: false,
        }
    }

    /// The command that writes what `--check` found to differ.
    pub fn command(&self) -> String {
        let mut command = "cargo xtask codegen".to_owned();
        let paths = [
            ("--spec", &self.spec),
            ("--config", &self.config),
            ("--out", &self.out),
        ];
        for (flag, path) in paths {
            if let Some(path) = path {
                command.push_str(&format!(" {flag} {}", quoted(path)));
            }
        }
        for overlay in &self.overlays {
            command.push_str(&format!(" --overlay {}", quoted(overlay)));
        }
        if self.pedantic {
            command.push_str(" --pedantic");
        }
        for limit in self.limits.arguments() {
            command.push_str(&format!(" {limit}"));
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
