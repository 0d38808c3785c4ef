//! Programs against three large public descriptions, as `generator/docs/programs.md` shows them: compiled, and run
//! against canned responses.
//!
//! The descriptions are not part of this repository. `OPENAPI_CORPUS` names the folder that holds them; where it is not
//! set, only the page is compared. Of each description no more is generated than its program calls.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use generator::emit::Crate;
use generator::lower::Selection;
use generator::render::{Style, render};
use generator::{Described, Faults, Options};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// A program, what it needs of which description, and what it prints when `canned` answers it.
struct Program {
    /// Of the client's crate.
    name: &'static str,
    description: &'static str,
    operations: &'static [&'static str],
    source: &'static str,
    canned: &'static str,
    prints: &'static [&'static str],
}

const PROGRAMS: [Program; 3] = [
    Program {
        name: "github",
        description: "github.json",
        operations: &["issues/list-for-repo", "issues/create"],
        source: include_str!("github.rs"),
        canned: include_str!("canned/github.rs"),
        prints: &["#1 Title 1\n#2 Title 2\nopened https://a.example/3\n"],
    },
    Program {
        name: "stripe",
        description: "stripe.yaml",
        operations: &["PostCustomers", "PostPaymentIntents"],
        source: include_str!("stripe.rs"),
        canned: include_str!("canned/stripe.rs"),
        prints: &["cus_1 owes 1250 eur\nrequires_payment_method\n"],
    },
    Program {
        name: "openai",
        description: "openai.yaml",
        operations: &["createChatCompletion"],
        source: include_str!("openai.rs"),
        canned: include_str!("canned/openai.rs"),
        prints: &["A region of code."],
    },
];

#[test]
fn the_page_shows_exactly_these_programs() {
    let page =
        fs::read_to_string(Path::new(ROOT).join("generator/docs/programs.md")).expect("the page");
    let shown: Vec<&str> = page
        .split("```rust\n")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once("```\n")?.0))
        .collect();
    let sources = PROGRAMS.map(|program| program.source);
    assert_eq!(shown, sources);
    for operation in PROGRAMS.iter().flat_map(|program| program.operations) {
        assert!(
            page.contains(&format!("--operation {operation}")),
            "{operation}"
        );
    }
}

#[test]
fn the_programs_do_what_they_say() {
    let Some(corpus) = std::env::var_os("OPENAPI_CORPUS") else {
        eprintln!("nothing was compiled: OPENAPI_CORPUS does not name a folder of descriptions");
        return;
    };
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus-programs");
    for program in PROGRAMS {
        let description = Path::new(&corpus).join(program.description);
        write_client(
            &workspace.join("clients").join(program.name),
            &program,
            &description,
        );
        write_program(&workspace.join("programs").join(program.name), &program);
    }
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"clients/*\", \"programs/*\"]\n\n[profile.dev]\ndebug = false\n";
    write(&workspace.join("Cargo.toml"), manifest);
    let lock = fs::read_to_string(Path::new(ROOT).join("Cargo.lock")).expect("the lock file");
    write(&workspace.join("Cargo.lock"), &lock);
    let printed = run(&workspace);
    for text in PROGRAMS.iter().flat_map(|program| program.prints) {
        assert!(printed.contains(text), "`{text}` is not in:\n{printed}");
    }
}

fn write_client(folder: &Path, program: &Program, description: &Path) {
    let text =
        fs::read(description).unwrap_or_else(|error| panic!("{}: {error}", description.display()));
    let no_siblings = |_: &str| Err("there is no such file".to_owned());
    let options = Options {
        faults: Faults::Tolerate,
        selection: Selection {
            operations: program.operations.iter().map(|&id| id.to_owned()).collect(),
            ..Selection::default()
        },
        ..Options::default()
    };
    let described = generator::describe(program.description, text, &no_siblings, &options);
    let Described { api, .. } = described.unwrap_or_else(|rejected| {
        let diagnostics: Vec<_> = rejected.0.diagnostics.iter().collect();
        panic!("{}", render(&rejected.0, &diagnostics, Style::Plain));
    });
    assert_eq!(api.operations.len(), program.operations.len());
    let krate = Crate {
        name: program.name.to_owned(),
        version: "0.1.0".to_owned(),
        default_features: None,
        dependencies: Vec::new(),
        license: None,
        source: program.description.to_owned(),
        standalone: false,
    };
    for file in generator::generate(&api, &krate).expect("a crate") {
        write(&folder.join(&file.path), &file.text);
    }
}

/// The crate of the program, with its run against canned responses as a test.
fn write_program(folder: &Path, program: &Program) {
    let name = program.name;
    let manifest = format!(
        "[package]
name = \"{name}-program\"
version = \"0.1.0\"
edition = \"2024\"

[dependencies]
{name} = {{ path = \"../../clients/{name}\", default-features = false, features = [\"testing\"] }}
serde_json = \"1\"
tokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\", \"time\"] }}
"
    );
    write(&folder.join("Cargo.toml"), &manifest);
    write(&folder.join("src/main.rs"), program.source);
    write(&folder.join("tests/canned.rs"), program.canned);
}

/// Writes a file, unless it is there already: what did not change is not compiled again.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|before| before == text) {
        return;
    }
    let folder = path.parent().expect("a folder");
    fs::create_dir_all(folder).expect("a folder for the file");
    fs::write(path, text).expect("a file");
}

/// Compiles all programs, which must give no warning, and runs them; gives what they print.
#[track_caller]
fn run(workspace: &Path) -> String {
    let target: PathBuf = workspace.join("target");
    let packages = PROGRAMS.map(|program| format!("--package={}-program", program.name));
    let output = Command::new(env!("CARGO"))
        .args(["test", "--offline", "--quiet"])
        .args(packages)
        .args(["--", "--nocapture"])
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
