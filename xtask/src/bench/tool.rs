//! The generators that are compared: this one, peers that are installed, peers whose commands were given.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::measure::Job;
use crate::failure::Failure;

/// Our own name in the tables.
pub const OURS: &str = "this generator";

/// A generator.
#[derive(Clone, Debug)]
pub struct Tool {
    /// Its name in the tables.
    pub name: String,
    /// Its command; `{spec}`, `{out}` and `{name}` stand for the document, the folder and the crate's name.
    command: Vec<String>,
    manifest: Manifest,
}

/// Where the manifest of a crate comes from.
#[derive(Clone, Copy, Debug)]
enum Manifest {
    /// The generator writes it.
    Written,
    /// The generator writes no manifest; what it needs is here.
    Known(&'static str),
    /// The generator writes the dependencies only, into this file.
    Dependencies(&'static str),
}

/// A peer that is known by name, and how its crates are made.
struct Known {
    program: &'static str,
    arguments: &'static [&'static str],
    manifest: Manifest,
}

/// What the code of oas3-gen names; it writes modules, no crate.
const OAS3_GEN: &str = r#"
[lib]
path = "src/mod.rs"

[dependencies]
anyhow = "1"
chrono = { version = "0.4", features = ["serde"] }
http = "1"
indexmap = { version = "2", features = ["serde"] }
oas3-gen-support = "0.29"
regex = "1"
reqwest = { version = "0.13", features = ["form", "json", "multipart", "query", "stream"] }
secrecy = "0.10"
serde = { version = "1", features = ["derive"] }
serde_html_form = "0.4"
serde_json = "1"
serde_with = { version = "3", features = ["chrono_0_4"] }
uuid = { version = "1", features = ["serde"] }
validator = { version = "0.20", features = ["derive"] }
"#;

const KNOWN: [Known; 3] = [
    Known {
        program: "ploidy",
        arguments: &[
            "generate", "rust", "{spec}", "-o", "{out}", "--name", "{name}",
        ],
        manifest: Manifest::Written,
    },
    Known {
        program: "openapi-to-rust",
        arguments: &["generate", "{spec}", "--output-dir", "{out}/src"],
        manifest: Manifest::Dependencies("src/REQUIRED_DEPS.toml"),
    },
    Known {
        program: "oas3-gen",
        arguments: &["generate", "client-mod", "-i", "{spec}", "-o", "{out}/src"],
        manifest: Manifest::Known(OAS3_GEN),
    },
];

impl Tool {
    /// This generator.
    pub fn ours() -> Result<Self, Failure> {
        let program = std::env::current_exe()
            .map_err(|error| Failure::new(format!("cannot find this program: {error}")))?;
        let words = [
            "codegen", "--spec", "{spec}", "--out", "{out}", "--name", "{name}",
        ];
        let command =
            std::iter::once(program.to_string_lossy().into_owned()).chain(words.map(str::to_owned));
        Ok(Self {
            name: OURS.to_owned(),
            command: command.collect(),
            manifest: Manifest::Written,
        })
    }

    /// Known peers that are on the `PATH` and not given by command.
    pub fn installed(given: &[Self]) -> Vec<Self> {
        KNOWN
            .iter()
            .filter(|known| given.iter().all(|tool| tool.name != known.program))
            .filter(|known| on_path(known.program))
            .map(Known::tool)
            .collect()
    }

    /// From `NAME=COMMAND`, as on the command line.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (name, command) = text
            .split_once('=')
            .ok_or("give a name and a command: ploidy='ploidy generate rust {spec} -o {out}'")?;
        let command: Vec<String> = command.split_whitespace().map(str::to_owned).collect();
        if name.is_empty() || command.is_empty() {
            return Err("the name and the command may not be empty".to_owned());
        }
        if !command.iter().any(|word| word.contains("{spec}")) {
            return Err("the command has to say where the document goes, by {spec}".to_owned());
        }
        let known = KNOWN.iter().find(|known| known.program == name);
        Ok(Self {
            name: name.to_owned(),
            command,
            manifest: known.map_or(Manifest::Written, |known| known.manifest),
        })
    }

    /// The command that makes the crate of a document.
    pub fn job(&self, spec: &Path, out: &Path, krate: &str) -> Job {
        let fill = |word: &String| -> OsString {
            word.replace("{spec}", &spec.to_string_lossy())
                .replace("{out}", &out.to_string_lossy())
                .replace("{name}", krate)
                .into()
        };
        let words: Vec<OsString> = self.command.iter().map(fill).collect();
        let (program, arguments) = words.split_first().map_or_else(
            || (OsString::new(), Vec::new()),
            |(program, rest)| (program.clone(), rest.to_vec()),
        );
        Job::new(program, Path::new(".")).args(arguments)
    }

    /// Makes what the tool wrote a crate that cargo takes by itself.
    pub fn complete(&self, out: &Path, krate: &str) -> Result<(), Failure> {
        let path = out.join("Cargo.toml");
        let read = |path: &Path| {
            fs::read_to_string(path).map_err(|error| Failure::io("read", path, &error))
        };
        let package =
            format!("[package]\nname = \"{krate}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
        let mut text = match self.manifest {
            Manifest::Written => read(&path)?,
            Manifest::Known(rest) => package + rest,
            Manifest::Dependencies(file) => {
                package + "\n[lib]\npath = \"src/mod.rs\"\n\n" + &read(&out.join(file))?
            }
        };
        if !text.lines().any(|line| line.trim() == "[workspace]") {
            text.push_str("\n[workspace]\n");
        }
        fs::write(&path, text).map_err(|error| Failure::io("write", &path, &error))
    }
}

impl Known {
    fn tool(&self) -> Tool {
        let words = std::iter::once(&self.program).chain(self.arguments);
        Tool {
            name: self.program.to_owned(),
            command: words.map(|word| (*word).to_owned()).collect(),
            manifest: self.manifest,
        }
    }
}

fn on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder: PathBuf| folder.join(program).is_file())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Tool;

    #[test]
    fn a_command_line_becomes_a_tool() {
        let tool = Tool::parse("peer=peer make {spec} --into {out}/src --as {name}").unwrap();
        let job = tool.job(Path::new("a b.json"), Path::new("out"), "a_b");
        assert_eq!(job.program, "peer");
        assert_eq!(
            job.arguments,
            ["make", "a b.json", "--into", "out/src", "--as", "a_b"]
        );
    }

    #[test]
    fn what_is_missing_is_said() {
        assert!(
            Tool::parse("peer")
                .unwrap_err()
                .contains("name and a command")
        );
        assert!(Tool::parse("peer=make").unwrap_err().contains("{spec}"));
    }
}
