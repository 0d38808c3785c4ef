//! G5, G6, G7: documents that are small and ask for much, given to the command. Each must end within a second and in
//! bounded memory; `generator/docs/hostile.md` has the figures, which `cargo test -p xtask --test bombs -- --nocapture`
//! prints.
//!
//! The only test of its process, because the system tells what all children of a process have cost together. Processor
//! time is what counts: unlike time by the clock it does not depend on what else the machine does.
#![cfg(unix)]

#[path = "../../tests/hostile/circles.rs"]
mod circles;

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use nix::sys::resource::{UsageWho, getrusage};
use tempfile::tempdir;

const START: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\n";
/// What each may take, in user and system mode together; without optimisation too.
const A_SECOND: Duration = Duration::from_secs(1);
const MIB: u64 = 1 << 20;
const JSON: &str = "bomb.json";
const YAML: &str = "bomb.yaml";
const GIGABYTE: &str = "gigabyte.yaml";

/// A document that must end soon.
struct Bomb {
    name: String,
    /// The arguments that name it.
    arguments: &'static [&'static str],
    text: String,
    /// Whether it has a sound reading.
    is_sound: bool,
}

impl Bomb {
    fn refused(name: impl Into<String>, text: String) -> Self {
        let arguments: &[&str] = match text.starts_with(['{', '[']) {
            true => &["--spec", JSON],
            false => &["--spec", YAML],
        };
        Self {
            name: name.into(),
            arguments,
            text,
            is_sound: false,
        }
    }
}

#[test]
fn g05_g06_g07_each_ends_within_a_second_and_in_bounded_memory() {
    // By memory, because the system tells the most that any child so far has held.
    for (bombs, most) in [
        (gigabytes(), 32 * MIB),
        (circles(), 64 * MIB),
        (aliases(), 64 * MIB),
        (depths(), 160 * MIB),
    ] {
        bombs.iter().for_each(|bomb| ends_soon(bomb, most));
    }
}

/// Runs the command and holds it to its time, its memory, its exit code and its message.
#[track_caller]
fn ends_soon(bomb: &Bomb, most: u64) {
    let name = &bomb.name;
    let folder = tempdir().expect("a folder");
    for file in [JSON, YAML] {
        fs::write(folder.path().join(file), &bomb.text).expect("a file");
    }
    gigabyte(folder.path());
    let (before, _) = of_children();
    let Output { status, stderr, .. } = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["codegen", "--pedantic", "--out", "client"])
        .args(bomb.arguments)
        .current_dir(folder.path())
        .output()
        .expect("the command runs");
    let (after, peak) = of_children();
    let took = after - before;
    let stderr = String::from_utf8(stderr).expect("UTF-8");
    println!("{took:>12.1?} {:>4} MiB  {name}", peak / MIB);
    let code = i32::from(!bomb.is_sound);
    assert_eq!(status.code(), Some(code), "{name}: {stderr}");
    assert!(stderr.len() < 8_192, "{name}: {} bytes", stderr.len());
    assert!(took <= A_SECOND, "{name}: {took:?}");
    assert!(peak <= most, "{name}: {} MiB", peak / MIB);
    if !bomb.is_sound {
        // What is too large to be read has no lines to show.
        let place = match bomb.arguments.contains(&GIGABYTE) {
            true => "error[E0003]: `gigabyte.yaml` has 1073741824 bytes",
            false => "--> bomb.",
        };
        assert!(stderr.contains(place), "{name}: {stderr}");
        assert!(stderr.contains("help: "), "{name}: {stderr}");
        assert!(!folder.path().join("client").exists(), "{name}");
    }
}

/// The processor time of all children that have ended, and the most bytes that one of them has held.
fn of_children() -> (Duration, u64) {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("what children cost");
    let time = [usage.user_time(), usage.system_time()].map(|time| {
        Duration::from_secs(time.tv_sec() as u64) + Duration::from_micros(time.tv_usec() as u64)
    });
    let unit = if cfg!(target_os = "macos") { 1 } else { 1024 };
    (time.iter().sum(), usage.max_rss() as u64 * unit)
}

/// A file that a system with sparse files has room for.
fn gigabyte(folder: &Path) {
    let file = File::create(folder.join(GIGABYTE)).expect("a file");
    file.set_len(1 << 30).expect("a file with a hole");
}

/// The gigabyte as the description, as part of it, as an overlay and as the configuration.
fn gigabytes() -> Vec<Bomb> {
    let refers = format!("{START}components: {{schemas: {{A: {{$ref: {GIGABYTE}}}}}}}\n");
    let as_argument = |name: &str, arguments| Bomb {
        arguments,
        ..Bomb::refused(name, START.to_owned())
    };
    vec![
        as_argument("a gigabyte", &["--spec", GIGABYTE]),
        Bomb::refused("a reference to a gigabyte", refers),
        as_argument(
            "an overlay of a gigabyte",
            &["--spec", YAML, "--overlay", GIGABYTE],
        ),
        as_argument(
            "a configuration of a gigabyte",
            &["--spec", YAML, "--config", GIGABYTE],
        ),
    ]
}

fn aliases() -> Vec<Bomb> {
    let mut lol = format!("{START}x-a0: &a0 [lol, lol]\n");
    for level in 1..40 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(",");
        lol.push_str(&format!("x-a{level}: &a{level} [{aliases}]\n"));
    }
    let many = format!("{START}x-a: &a [x]\nx-b:\n{}", "  - *a\n".repeat(50_000));
    // Each merges all before it, so that the sum of what they hold is the square of their number.
    let merges: String = (1..2_000)
        .map(|number| {
            format!(
                "x-m{number}: &m{number} {{<<: *m{}, k{number}: v}}\n",
                number - 1
            )
        })
        .collect();
    let merges = format!("{START}x-m0: &m0 {{k0: v}}\n{merges}");
    vec![
        Bomb::refused("aliases of aliases, 9 to the power of 39", lol),
        Bomb::refused("50,000 aliases", many),
        Bomb::refused("2,000 merges of each other", merges),
    ]
}

fn depths() -> Vec<Bomb> {
    let yaml = |inner: String| format!("{START}x-a: {inner}\n");
    let json = |inner: String| {
        format!(
            "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"T\", \"version\": \"1\"}}, \"paths\": {{}}, \"components\": {{\"schemas\": {{\"A\": {inner}}}}}}}"
        )
    };
    let deep = |open: &str, close: &str, times: usize| {
        format!("{}1{}", open.repeat(times), close.repeat(times))
    };
    let list = [
        ("brackets alone", "[".repeat(100_000)),
        ("JSON lists", json(deep("[", "]", 100_000))),
        ("JSON objects", json(deep("{\"a\":", "}", 100_000))),
        (
            "schemas of items",
            json(deep("{\"type\":\"array\",\"items\":", "}", 100_000)),
        ),
        (
            "schemas of allOf",
            json(deep("{\"allOf\":[", "]}", 100_000)),
        ),
        ("YAML lists", yaml(deep("[", "]", 100_000))),
        ("YAML objects", yaml(deep("{a: ", "}", 100_000))),
        ("dashes in a line", yaml("- ".repeat(100_000))),
        ("dashes below", yaml(format!("\n{}", "- ".repeat(100_000)))),
        (
            "question marks",
            yaml(format!("\n{}", "? ".repeat(100_000))),
        ),
    ];
    list.into_iter()
        .map(|(name, text)| Bomb::refused(format!("100,000 {name}"), text))
        .collect()
}

fn circles() -> Vec<Bomb> {
    let circles = circles::circles();
    assert_eq!(circles.len(), 14);
    let bombs = circles
        .into_iter()
        .map(|(name, components, is_sound)| Bomb {
            is_sound,
            ..Bomb::refused(format!("circle: {name}"), circles::description(&components))
        });
    bombs.collect()
}
