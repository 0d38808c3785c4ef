//! Generated crates, compiled and run by somebody else's cargo: what PartnerPortal's description does not use, and what
//! becomes of it when it grows.
//!
//! Each description becomes a crate, with a test written by hand as its `tests/uses.rs`. They are members of one
//! workspace below the target directory, with the lock file of this one, so that nothing is fetched. The crates are built
//! without TLS: they never open a socket, and TLS takes longer to compile than all the rest.

mod evolution;
mod features;
mod nothing_runs;
mod odd;
mod random;
mod suite;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use generator::config;
use generator::emit::Crate;
use generator::render::{Style, render};
use generator::{Described, File, Options};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// A crate to be: its name, the path and the text of its description, and the test that uses it.
struct Case {
    name: &'static str,
    path: &'static str,
    description: String,
    uses: &'static str,
    /// The configuration that it is read with.
    configuration: &'static str,
}

/// The crate of a description in `golden/`, with the test beside it.
macro_rules! golden {
    ($name:literal) => {
        Case {
            name: concat!("golden-", $name),
            path: concat!("golden/", $name, ".yaml"),
            description: include_str!(concat!("../golden/", $name, ".yaml")).to_owned(),
            uses: include_str!(concat!("../golden/", $name, ".rs")),
            configuration: "",
        }
    };
}

fn cases() -> [Case; 11] {
    let formats = |name, uses, configuration| Case {
        name,
        path: "golden/formats.yaml",
        description: include_str!("../golden/formats.yaml").to_owned(),
        uses,
        configuration,
    };
    [
        formats(
            "golden-formats-string",
            include_str!("../golden/formats_string.rs"),
            "[types]\ndate-time = \"string\"\n",
        ),
        formats(
            "golden-formats-chrono",
            include_str!("../golden/formats_chrono.rs"),
            "[types]\ndate-time = \"chrono\"\nformats = { socket = \"std::net::SocketAddr\" }\n",
        ),
        formats(
            "golden-formats-time",
            include_str!("../golden/formats_time.rs"),
            "[types]\ndate-time = \"time\"\nformats = { socket = \"std::net::SocketAddr\" }\n",
        ),
        golden!("values"),
        golden!("requests"),
        golden!("parameters"),
        golden!("bodies"),
        golden!("servers"),
        golden!("schemas"),
        Case {
            name: features::NAME,
            path: "golden/features.yaml",
            description: features::description(),
            uses: include_str!("../golden/features.rs"),
            configuration: "",
        },
        Case {
            name: "partnerportal",
            path: "spec/partnerportal.yaml",
            description: evolution::description(),
            uses: include_str!("evolved_uses.rs"),
            configuration: "",
        },
    ]
}

#[test]
fn generated_crates_compile_and_do_what_their_descriptions_say() {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generated");
    let members = workspace.join("members");
    if members.exists() {
        fs::remove_dir_all(&members).expect("the last run's crates are removed");
    }
    for case in cases() {
        write_crate(&members.join(case.name), &case);
    }
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"members/*\"]\n";
    write(&workspace.join("Cargo.toml"), manifest);
    let lock = fs::read_to_string(Path::new(ROOT).join("Cargo.lock")).expect("the lock file");
    write(&workspace.join("Cargo.lock"), &lock);
    let all: String = features::TAGS.iter().map(|tag| of_features(tag)).collect();
    let out = cargo_test(&workspace, &all, &[]);
    let runs = out.matches("test result: ok.").count();
    assert_eq!(runs, cases().len(), "{out}");
    for tag in features::TAGS {
        cargo_test(&workspace, &of_features(tag), &["--no-run"]);
    }
    cargo_test(&workspace, "", &["--no-run"]);
    // Nothing at all, not even what the models of its groups would need.
    nothing_runs::cargo(&members.join(features::NAME), "", &["check"]);
}

/// A tag's feature, as the rest of a list of features.
fn of_features(tag: &str) -> String {
    format!(",{}/{tag}", features::NAME)
}

fn write_crate(folder: &Path, case: &Case) {
    let description = case.description.clone();
    for file in generate(case.name, case.path, description, case.configuration, false) {
        write(&folder.join(&file.path), &file.text);
    }
    write(&folder.join("tests/uses.rs"), case.uses);
}

/// The files of a crate. There must be nothing to say about a description, but for one that is meant to be odd.
fn generate(
    name: &str,
    path: &str,
    description: String,
    configuration: &str,
    is_odd: bool,
) -> Vec<File> {
    let no_siblings = |_: &str| Err("there is no such file".to_owned());
    let text = description.into_bytes();
    let configuration = config::read("codegen.toml", configuration.to_owned());
    let configuration = configuration.expect("a sound configuration");
    let options = Options {
        formats: configuration.formats,
        ..Options::default()
    };
    let described = generator::describe(path, text, &no_siblings, &options);
    let Described { document, api } = described.unwrap_or_else(|rejected| {
        let document = rejected.0;
        let diagnostics: Vec<_> = document.diagnostics.iter().collect();
        panic!("{}", render(&document, &diagnostics, Style::Plain));
    });
    let diagnostics: Vec<_> = document.diagnostics.iter().collect();
    let printed = render(&document, &diagnostics, Style::Plain);
    assert!(is_odd || diagnostics.is_empty(), "{printed}");
    let krate = Crate {
        name: name.to_owned(),
        version: "0.1.0".to_owned(),
        license: None,
        source: path.to_owned(),
        dependencies: configuration.dependencies,
        default_features: None,
        standalone: is_odd,
    };
    generator::generate(&api, &krate).expect("a crate")
}

fn write(path: &Path, text: &str) {
    let folder = path.parent().expect("a folder");
    fs::create_dir_all(folder).expect("a folder for the file");
    fs::write(path, text).expect("a file");
}

/// Compiles the workspace with some features more than all need, which must give no warning, and runs the tests of its
/// crates. What they print is the result.
#[track_caller]
fn cargo_test(workspace: &Path, features: &str, arguments: &[&str]) -> String {
    let target: PathBuf = workspace.join("target");
    let output = Command::new(env!("CARGO"))
        .args([
            "test",
            "--offline",
            "--quiet",
            "--workspace",
            "--test",
            "uses",
        ])
        .args(["--no-default-features", "--features"])
        .arg(format!("{FEATURES}{features}"))
        .args(arguments)
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", target)
        .output()
        .expect("cargo runs");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (said(&output.stdout), said(&output.stderr));
    assert!(output.status.success(), "{out}\n{err}");
    assert!(!err.contains("warning"), "{err}");
    out
}

/// What the tests of the crates need.
const FEATURES: &str = "serde,stream,testing,uuid";
