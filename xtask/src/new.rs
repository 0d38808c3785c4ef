//! `cargo xtask new`: a folder in which a client for another API can be kept: its description, an overlay, a
//! configuration and the crate.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anstyle::Style;
use clap::Args;

use crate::codegen::{self, settings::CONFIG};
use crate::console::say;
use crate::crate_name;
use crate::failure::Failure;
use crate::output::quoted;
use crate::spec::Spec;
use crate::workspace;

const BOLD: Style = Style::new().bold();

/// Start a client for another API: a folder with its description, an overlay, a configuration and the crate.
///
/// Copies the description (and the files of its folder that it refers to), writes `overlay.yaml` and `codegen.toml`
/// with what is often wanted, as comments, and generates the crate into `client/`. Without --from: a small description
/// to go on from. A folder that has anything in it is left alone.
#[derive(Args)]
#[command(after_long_help = EXAMPLES)]
pub struct New {
    /// The folder; its name becomes the crate's
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    /// The description to start from
    #[arg(long, value_name = "PATH")]
    from: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  cargo xtask new orchard
      A folder with a small description to go on from, and its crate.

  cargo xtask new petstore-client --from petstore.yaml
      A folder for the description of somebody else, and what to do next.";

const DESCRIPTION: &str = "\
openapi: 3.1.0
info:
  title: NAME
  version: 0.1.0
servers:
  - url: https://api.example.com
paths:
  /things:
    get:
      operationId: listThings
      tags: [things]
      summary: All things.
      responses:
        '200':
          description: All things.
          content:
            application/json:
              schema:
                type: array
                items: {$ref: '#/components/schemas/Thing'}
components:
  schemas:
    Thing:
      type: object
      required: [id]
      properties:
        id: {type: string}
        name: {type: string}
";

const OVERLAY: &str = "\
# Changes to the description that are not its author's. Take this file into codegen.toml when there are any.
overlay: 1.0.0
info: {title: What the description leaves out, version: '1'}
extends: SPEC
actions:
  # What goes wrong at a place can be mended there:
  - target: $.info
    update: {x-note: Replace this action by one of those below.}
  # - target: $.paths['/things'].get
  #   update:
  #     operationId: listThings
  #     x-pagination: {style: offset, offset: offset, limit: limit}
  # - target: $
  #   update: {x-envelope: {value: /data}}
  # - target: $.paths['/internal']
  #   remove: true
";

const CONFIGURATION: &str = "\
# What belongs to this project rather than to the API. generator/docs/configuration.md has all keys.
description = SPEC
out = \"client\"
# overlays = [\"overlay.yaml\"]

[crate]
name = NAME
version = \"0.1.0\"
# license = \"MIT OR Apache-2.0\"

# [select]
# tags = [\"things\"]

# [types]
# date-time = \"string\"
# formats = { objectid = \"string\" }

# [warnings]
# allow = [\"E0042\"]
# deny = [\"warnings\"]
";

/// Runs the command.
pub fn run(arguments: &New) -> Result<ExitCode, Failure> {
    let folder = &arguments.folder;
    refuse_what_is_there(folder)?;
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let name = match crate_name::from_text(&name) {
        name if name.is_empty() => "api-client".to_owned(),
        name => name,
    };
    let source = arguments.from.as_deref().map(Spec::read).transpose()?;
    let spec_name = match &source {
        Some(spec) => file_name(&spec.canonical),
        None => "openapi.yaml".to_owned(),
    };
    if [CONFIG, "overlay.yaml", "client"].contains(&spec_name.as_str()) {
        return Err(
            Failure::new(format!("`{spec_name}` is a name that is needed here"))
                .help("give the description another one"),
        );
    }
    let text = DESCRIPTION.replace("NAME", &name);
    let bytes = match &source {
        Some(spec) => spec.take_bytes()?,
        None => text.into_bytes(),
    };
    write(&folder.join(&spec_name), &bytes)?;
    let quoted_name = format!("{spec_name:?}");
    let overlay = OVERLAY.replace("SPEC", &quoted_name);
    write(&folder.join("overlay.yaml"), overlay.as_bytes())?;
    let configuration = CONFIGURATION.replace("SPEC", &quoted_name);
    let configuration = configuration.replace("NAME", &format!("{name:?}"));
    write(&folder.join(CONFIG), configuration.as_bytes())?;
    if let Some(spec) = &source {
        copy_siblings(spec, folder)?;
    }
    let written = codegen::run(&codegen::Codegen::of_config(folder));
    say_next(folder, &spec_name, written.is_ok());
    written
}

fn refuse_what_is_there(folder: &Path) -> Result<(), Failure> {
    let mut entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Failure::io("read", folder, &error)),
    };
    match entries.next() {
        None => Ok(()),
        Some(_) => Err(
            Failure::new(format!("`{}` is not empty", workspace::shown(folder)))
                .help("name a folder that does not exist yet"),
        ),
    }
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| Failure::io("create", folder, &error))?;
    }
    fs::write(path, bytes).map_err(|error| Failure::io("write", path, &error))
}

/// Copies the files that the description refers to, each to the same place in the new folder. Which they are, the
/// generator tells by asking for them; what else is wrong is told when the crate is generated.
fn copy_siblings(spec: &Spec, folder: &Path) -> Result<(), Failure> {
    let shown = workspace::shown(&spec.path);
    let read = |path: &str| spec.read_sibling(path);
    let options = generator::Options::default();
    let _ = generator::describe(&shown, spec.take_bytes()?, &read, &options);
    let from = spec.canonical.parent().unwrap_or(Path::new("."));
    for sibling in spec.siblings() {
        let Ok(relative) = sibling.strip_prefix(from) else {
            continue;
        };
        // What cannot be read, or may not be, is left to the diagnostics.
        if let Ok(bytes) = spec.read_sibling(&workspace::slashed(relative)) {
            write(&folder.join(relative), &bytes)?;
        }
    }
    Ok(())
}

fn say_next(folder: &Path, spec: &str, is_written: bool) {
    let shown = quoted(folder);
    say!("\n{BOLD}next{BOLD:#}");
    if !is_written {
        say!("  correct {shown}/{spec}, or with {shown}/overlay.yaml what is not yours to correct");
    }
    say!("  look at {shown}/{CONFIG}: name, version, overlays, types");
    say!("  cargo xtask codegen --config {shown} --watch    write the crate again on every change");
    say!("  cargo doc --no-deps --open --manifest-path {shown}/client/Cargo.toml    its manual");
}
