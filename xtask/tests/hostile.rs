//! Hostile documents, given to the command as its users would: what it takes, what it reads and what it writes.
//! `tests/hostile/` has what needs no command; `generator/docs/hostile.md` has the figures.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::Instant;

use tempfile::{TempDir, tempdir};

struct Ran {
    code: Option<i32>,
    stderr: String,
}

fn command(folder: &Path, spec: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command
        .args(["codegen", "--spec", spec, "--out", "client"])
        .current_dir(folder);
    command
}

fn codegen(folder: &Path, spec: &str) -> Ran {
    let output = command(folder, spec).output();
    let Output { status, stderr, .. } = output.expect("the command runs");
    Ran {
        code: status.code(),
        stderr: String::from_utf8(stderr).expect("UTF-8"),
    }
}

#[track_caller]
fn write(folder: &TempDir, name: &str, text: &str) {
    fs::write(folder.path().join(name), text).expect("a file");
}

/// All files below a folder with their content.
fn content(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below").to_string_lossy();
                found.insert(name.into_owned(), fs::read(&path).unwrap_or_default());
            }
        }
    }
    found
}

fn description(title: &str, name: &str) -> String {
    let quoted = serde_json::Value::from(name);
    format!(
        "openapi: 3.1.0\ninfo: {{title: {title}, version: '1'}}\npaths:\n  /a:\n    get: {{operationId: {quoted}, tags: [{quoted}], responses: {{'200': {{description: d, content: {{application/json: {{schema: {{title: {quoted}, type: object, properties: {{a: {{type: string}}}}}}}}}}}}}}}}\n"
    )
}

#[test]
fn limits_can_be_changed_and_time_is_one() {
    let folder = tempdir().expect("a folder");
    write(&folder, "a.yaml", &description("T", "a"));
    let run = |limit: &str| {
        let output = command(folder.path(), "a.yaml")
            .args(["--limit", limit])
            .output();
        let output = output.expect("the command runs");
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    };
    let (code, stderr) = run("file-bytes=10");
    assert_eq!(code, Some(1));
    assert!(
        stderr.contains("error[E0003]") && stderr.contains("--limit file-bytes="),
        "{stderr}"
    );
    let (code, stderr) = run("seconds=0");
    assert_eq!(code, Some(1), "{stderr}");
    assert!(stderr.contains("took longer than 0 seconds"), "{stderr}");
    let (code, stderr) = run("depth=9");
    assert_eq!(code, Some(2), "{stderr}");
    assert!(stderr.contains("there is no such limit"), "{stderr}");
    assert_eq!(run("nodes=1_000").0, Some(0));
}

#[test]
fn g08_a_link_out_of_the_folder_is_not_followed() {
    let folder = tempdir().expect("a folder");
    let api = folder.path().join("api");
    fs::create_dir(&api).expect("a folder");
    fs::write(
        folder.path().join("secret.yaml"),
        "type: string\ndescription: hush-9f3a\n",
    )
    .expect("a file");
    symlink("../secret.yaml", api.join("link.yaml")).expect("a link");
    symlink("..", api.join("up")).expect("a link");
    for reference in ["link.yaml", "up/secret.yaml"] {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {{A: {{$ref: {reference}}}}}}}\n"
        );
        fs::write(api.join("a.yaml"), text).expect("a file");
        let ran = codegen(&api, "a.yaml");
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        assert!(
            ran.stderr
                .contains("`: a link leads out of the folder of the description")
                && ran
                    .stderr
                    .contains("help: put what it points at into the folder"),
            "{}",
            ran.stderr
        );
    }
    let text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents: {schemas: {A: {$ref: none.yaml}}}\n";
    fs::write(api.join("b.yaml"), text).expect("a file");
    let ran = codegen(&api, "b.yaml");
    let said = "cannot read `none.yaml`: there is no such file\n";
    assert!(ran.stderr.contains(said), "{}", ran.stderr);
    for (path, bytes) in content(&api.join("client")) {
        let is_there = String::from_utf8_lossy(&bytes).contains("hush-9f3a");
        assert!(!is_there, "{path}");
    }
}

#[test]
fn g08_nothing_in_the_generator_can_open_a_socket() {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--offline",
            "--package",
            "generator",
            "--edges",
            "normal",
            "--prefix",
            "none",
        ])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let tree = String::from_utf8(output.stdout).expect("UTF-8");
    let crates: Vec<&str> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert!(crates.contains(&"serde_yaml"), "{crates:?}");
    let network = [
        "reqwest",
        "hyper",
        "ureq",
        "curl",
        "isahc",
        "attohttpc",
        "http",
        "h2",
        "h3",
        "quinn",
        "rustls",
        "native-tls",
        "openssl",
        "tokio",
        "async-std",
        "smol",
        "mio",
        "socket2",
        "hickory-resolver",
        "trust-dns-resolver",
        "tungstenite",
        "surf",
        "minreq",
    ];
    for name in network {
        assert!(!crates.contains(&name), "{name} is in the generator's tree");
    }
}

/// Names that have led generators out of their folders.
fn names() -> Vec<String> {
    let long = "n".repeat(300);
    let list = [
        "../x",
        "..",
        ".",
        "/",
        "/etc/passwd",
        "a/b",
        "a\\b",
        "..\\x",
        "C:\\x",
        "C:x",
        "\\\\server\\share",
        "//server/share",
        "./x",
        "x/..",
        "junk/../Victim",
        "..;/x",
        "....//x",
        "%2e%2e",
        "%2e%2e%2fx",
        "%252e%252e",
        "..%2fx",
        "..%5cx",
        "%00",
        "a\0b",
        "a\nb",
        "\u{2024}\u{2024}",
        "\u{ff0e}\u{ff0e}",
        "\u{ff0f}x",
        "\u{2215}x",
        "\u{2044}x",
        "\u{2025}/x",
        "CON",
        "con",
        "NUL",
        "nul.txt",
        "AUX",
        "PRN",
        "COM1",
        "LPT9",
        "CONIN$",
        "~",
        "~/x",
        "$HOME",
        "${HOME}",
        "`x`",
        "$(x)",
        "x;y",
        "x|y",
        "a:b",
        "a*b?",
        "<x>",
        "\"x\"",
        "'x'",
        " x ",
        "x.",
        "lib",
        "mod",
        "main",
        "build",
        "Cargo.toml",
    ];
    let mut names: Vec<String> = list.iter().map(|&name| name.to_owned()).collect();
    names.push(long);
    names
}

#[test]
fn g09_hostile_names_lead_to_the_same_files() {
    let folder = tempdir().expect("a folder");
    let names = names();
    assert!(names.len() >= 60, "{}", names.len());
    let fixed = |path: &str| {
        let last = path.rsplit('/').next().unwrap_or_default();
        path.starts_with("src/runtime/")
            || matches!(
                path,
                "Cargo.toml"
                    | "README.md"
                    | "api.lock"
                    | "release.lock"
                    | "rustfmt.toml"
                    | ".codegen-files"
                    | "src/lib.rs"
                    | "src/client.rs"
            )
            || matches!(path, "src/models/mod.rs" | "src/api/mod.rs")
            || ((path.starts_with("src/models/") || path.starts_with("src/api/"))
                && path.matches('/').count() == 2
                && last.bytes().all(|byte| {
                    byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_.".contains(&byte)
                }))
    };
    let before = content(folder.path());
    for name in &names {
        write(&folder, "a.yaml", &description("T", name));
        let ran = codegen(folder.path(), "a.yaml");
        assert_eq!(ran.code, Some(0), "{name:?}: {}", ran.stderr);
        let client = folder.path().join("client");
        let files = content(&client);
        assert!(
            files.keys().all(|path| fixed(path)),
            "{name:?}: {:?}",
            files.keys()
        );
        let own = |part: &str| files.keys().filter(|path| path.starts_with(part)).count();
        assert_eq!((own("src/api/"), own("src/models/")), (2, 2), "{name:?}");
        let mut outside = content(folder.path());
        outside.retain(|path, _| !path.starts_with("client/") && path != "a.yaml");
        assert_eq!(outside, before, "{name:?}");
    }
}

#[test]
fn g09_what_codegen_did_not_write_stays() {
    let folder = tempdir().expect("a folder");
    let elsewhere = tempdir().expect("a folder");
    write(&folder, "a.yaml", &description("T", "a"));
    let client = folder.path().join("client");
    symlink(elsewhere.path(), &client).expect("a link");
    let ran = codegen(folder.path(), "a.yaml");
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    assert!(ran.stderr.contains("symbolic link"), "{}", ran.stderr);
    assert!(content(elsewhere.path()).is_empty());

    fs::remove_file(&client).expect("the link goes");
    fs::create_dir_all(client.join("src")).expect("a folder");
    fs::write(client.join("src/lib.rs"), "// by hand\n").expect("a file");
    let ran = codegen(folder.path(), "a.yaml");
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    let files = content(&client);
    assert_eq!(files.len(), 1, "{:?}", files.keys());
    assert_eq!(files["src/lib.rs"], b"// by hand\n");
}

#[test]
fn g09_killed_anywhere_it_leaves_each_file_old_or_new() {
    let folder = tempdir().expect("a folder");
    let specs = ["a.yaml", "b.yaml"];
    write(&folder, "a.yaml", &description("Old", "old thing"));
    write(&folder, "b.yaml", &description("New", "new thing"));
    let client = folder.path().join("client");
    let [old, new] = specs.map(|spec| {
        let started = Instant::now();
        assert_eq!(codegen(folder.path(), spec).code, Some(0));
        (content(&client), started.elapsed())
    });
    let took = old.1.max(new.1);
    let mut halfway = 0;
    for point in 0..50_u32 {
        let spec = specs[point as usize % 2];
        let mut child = command(folder.path(), spec)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the command starts");
        thread::sleep(took * point / 50);
        child.kill().expect("it is ours");
        child.wait().expect("it ends");
        let files = content(&client);
        halfway += usize::from(files != old.0 && files != new.0);
        for (path, text) in files {
            let is_whole = [&old.0, &new.0]
                .iter()
                .any(|files| files.get(&path) == Some(&text));
            // The list names the files of both while one becomes the other; temporary files are nobody's.
            let is_ours = path == ".codegen-files" || path.contains(".codegen-tmp-");
            assert!(
                is_whole || is_ours,
                "{point}: {path} is neither old nor new"
            );
        }
    }
    println!("killed between the first and the last file {halfway} times");
    // And the next run ends what was begun.
    assert_eq!(codegen(folder.path(), "b.yaml").code, Some(0));
    assert_eq!(content(&client), new.0);
}
