//! C23: what a generated crate forbids itself, and what it brings along.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// How many crates a program gets with `partnerportal` and its default features on Linux, itself not counted. It may
/// shrink; to let it grow, somebody has to change this line and say why.
const MOST_CRATES: usize = 88;

/// What the tree is told for: it is the same wherever the tests run.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

/// Crates that are no longer maintained, with the advisory that says so or the crate that took their place.
const UNMAINTAINED: [(&str, &str); 16] = [
    ("ansi_term", "RUSTSEC-2021-0139"),
    ("atty", "RUSTSEC-2024-0375"),
    ("backoff", "RUSTSEC-2025-0012"),
    ("bincode", "RUSTSEC-2025-0141"),
    ("derivative", "RUSTSEC-2024-0388"),
    ("dotenv", "RUSTSEC-2021-0141"),
    ("instant", "RUSTSEC-2024-0384"),
    ("libyml", "RUSTSEC-2025-0067"),
    ("paste", "RUSTSEC-2024-0436"),
    ("proc-macro-error", "RUSTSEC-2024-0370"),
    ("rustls-pemfile", "RUSTSEC-2025-0134"),
    ("serde_cbor", "RUSTSEC-2021-0127"),
    ("serde_yml", "RUSTSEC-2025-0068"),
    ("term_size", "RUSTSEC-2020-0163"),
    ("trust-dns-resolver", "hickory-resolver"),
    ("yaml-rust", "RUSTSEC-2024-0320"),
];

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// Crates of a build, `name version` each, as cargo resolves them without asking anybody.
fn tree() -> BTreeSet<String> {
    tree_of("partnerportal")
}

fn tree_of(package: &str) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .current_dir(root())
        .args(["tree", "--offline", "--locked", "--package", package])
        .args(["--edges", "normal", "--prefix", "none", "--format", "{p}"])
        .args(["--target", PLATFORM])
        .output()
        .expect("cargo");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let lines = String::from_utf8(output.stdout).expect("text");
    let lines = lines.lines().map(|line| {
        let mut words = line.split(' ');
        let name = words.next().unwrap_or_default();
        format!("{name} {}", words.next().unwrap_or_default())
    });
    lines
        .filter(|line| !line.starts_with(&format!("{package} ")))
        .collect()
}

#[test]
fn generated_crates_forbid_unsafe_code_and_document_everything_public() {
    let text = std::fs::read_to_string(root().join("generated-client/Cargo.toml"));
    let manifest: toml_edit::DocumentMut = text.expect("a manifest").parse().expect("TOML");
    let lints = &manifest["lints"]["rust"];
    assert_eq!(lints["unsafe_code"].as_str(), Some("forbid"));
    assert_eq!(lints["missing_docs"].as_str(), Some("warn"));
}

#[test]
fn the_tree_of_the_default_features_does_not_grow() {
    let crates = tree();
    assert!(crates.len() > 20, "the tree was not read: {crates:?}");
    assert!(
        crates.len() <= MOST_CRATES,
        "{} crates: {crates:#?}",
        crates.len()
    );
    // Nothing of HTTP/2, decoders, cookies, or a second TLS library comes along unasked.
    for name in [
        "h2",
        "brotli",
        "zstd",
        "flate2",
        "cookie_store",
        "native-tls",
        "openssl",
        "ring",
    ] {
        let found = crates.iter().find(|it| it.starts_with(&format!("{name} ")));
        assert_eq!(found, None);
    }
}

#[test]
fn no_crate_comes_in_two_versions_and_none_is_known_to_be_unmaintained() {
    let crates = tree();
    let in_tree: BTreeSet<&str> = crates
        .iter()
        .filter_map(|it| it.split(' ').next())
        .collect();
    let twice = crates.len() - in_tree.len();
    assert!(
        twice == 0,
        "{twice} crates come in two versions: {crates:#?}"
    );
    // The lock file has the other features and platforms, and the tools, as well.
    let text = std::fs::read_to_string(root().join("Cargo.lock")).expect("a lock file");
    let lock: toml_edit::DocumentMut = text.parse().expect("TOML");
    let packages = lock["package"].as_array_of_tables().expect("packages");
    let names: BTreeSet<&str> = packages
        .iter()
        .filter_map(|it| it["name"].as_str())
        .collect();
    assert!(names.contains("reqwest"));
    for (name, why) in UNMAINTAINED {
        assert!(!names.contains(name), "{name}: {why}");
    }
}

/// Of the minimum that crates declare: nothing is compiled here with another compiler than the one that is here.
#[test]
fn no_dependency_declares_a_newer_compiler_than_the_client_does() {
    let output = Command::new(env!("CARGO"))
        .current_dir(root())
        .args(["metadata", "--offline", "--locked", "--format-version", "1"])
        .args(["--filter-platform", PLATFORM])
        .output()
        .expect("cargo");
    assert!(output.status.success());
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let crates = tree();
    let declared = |name: &str, version: &str| {
        let found = packages
            .iter()
            .find(|it| it["name"] == name && it["version"] == version);
        let text = found?["rust_version"].as_str()?.to_owned();
        let mut parts = text.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
        Some((parts.next()?, parts.next().unwrap_or(0)))
    };
    let own = packages.iter().find(|it| it["name"] == "partnerportal");
    let own = own
        .and_then(|it| it["version"].as_str())
        .expect("the client");
    let own = declared("partnerportal", own).expect("its minimum");
    let mut known = 0;
    for line in &crates {
        let (name, version) = line.split_once(" v").expect("name and version");
        let Some(minimum) = declared(name, version) else {
            continue;
        };
        known += 1;
        assert!(
            minimum <= own,
            "{line} wants Rust {minimum:?}, the client {own:?}"
        );
    }
    assert!(
        known * 2 > crates.len(),
        "{known} of {} declare one",
        crates.len()
    );
}

/// What a description says cannot make the generator, or the command around it, open a socket: neither has the means.
#[test]
fn the_generator_has_no_network_crate_in_its_tree() {
    for package in ["generator", "xtask"] {
        let crates = tree_of(package);
        assert!(crates.len() > 20, "the tree was not read: {crates:?}");
        let names: BTreeSet<&str> = crates
            .iter()
            .filter_map(|it| it.split(' ').next())
            .collect();
        for name in [
            "async-std",
            "curl",
            "hickory-resolver",
            "hyper",
            "mio",
            "native-tls",
            "openssl",
            "reqwest",
            "rustls",
            "socket2",
            "tokio",
            "ureq",
        ] {
            assert!(!names.contains(name), "{package} depends on {name}");
        }
    }
}
