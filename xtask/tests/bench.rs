//! `cargo xtask bench` where something goes wrong: what has been measured is never lost.

mod common;

use std::fs;
use std::time::{Duration, Instant};

use common::Folder;

const DESCRIPTION: &str = "\
openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      operationId: listPets
      responses: { '204': { description: none } }
";

fn folder() -> Folder {
    let folder = Folder::new();
    fs::write(folder.path("pets.yaml"), DESCRIPTION).unwrap();
    folder
}

fn report(folder: &Folder) -> serde_json::Value {
    let text = fs::read_to_string(folder.path("report.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn a_peer_that_writes_no_crate_fails_alone() {
    let folder = folder();
    folder
        .xtask(&[
            "bench",
            "pets.yaml",
            "--peer=idle=true {spec}",
            "--peer=broken=false {spec}",
            "--peer=absent=there-is-no-such-program {spec}",
            "--runs=1",
            "--compile-up-to=0",
            "--out=out",
            "--json=report.json",
        ])
        .is(0)
        .says("| this generator | ")
        .says("| idle | failed: cannot read `")
        .says("| broken | failed: it printed nothing")
        .says("| absent | failed: error: cannot run `there-is-no-such-program`");
    let entries = report(&folder)["entries"].as_array().unwrap().len();
    assert!(entries >= 4, "{}", report(&folder));
}

#[test]
fn a_description_that_cannot_be_read_fails_with_its_error() {
    let folder = folder();
    fs::write(folder.path("broken.yaml"), "openapi: [").unwrap();
    let arguments = ["--alone", "--runs=1", "--compile-up-to=0", "--out=out"];
    folder
        .xtask(&[&["bench", "pets.yaml", "broken.yaml"], &arguments[..]].concat())
        .is(1)
        .says("| broken.yaml | 0 kB | this generator | failed: error")
        .says("| pets.yaml | 0 kB | this generator | 0.");
}

#[test]
fn what_cannot_be_done_is_said_before_anything_is_measured() {
    let folder = folder();
    let started = "round 1";
    let table = [
        (
            ["pets.yaml", "--markdown=no/such/folder.md"],
            "cannot write",
        ),
        (["pets.yaml", "--json=."], "cannot write"),
        (["absent.yaml", "--runs=1"], "cannot read `absent.yaml`"),
        (
            ["empty", "--runs=1"],
            "there is no .json, .yaml or .yml file",
        ),
    ];
    fs::create_dir(folder.path("empty")).unwrap();
    for (arguments, expected) in table {
        let ran = folder
            .xtask(&[&["bench", "--alone", "--out=out"], &arguments[..]].concat())
            .is(1)
            .says(expected);
        assert!(!ran.said.contains(started), "{}", ran.said);
    }
}

#[test]
fn documents_of_one_name_are_told_apart() {
    let folder = folder();
    for place in ["one", "two"] {
        fs::create_dir(folder.path(place)).unwrap();
        fs::write(folder.path(place).join("pets.yaml"), DESCRIPTION).unwrap();
    }
    let ran = folder
        .xtask(&[
            "bench",
            "one/pets.yaml",
            "two/pets.yaml",
            "one/pets.yaml",
            "--alone",
            "--runs=1",
            "--compile-up-to=0",
            "--out=out",
        ])
        .is(0);
    let rows = ran
        .said
        .lines()
        .filter(|line| line.contains("| this generator |"));
    let names: Vec<&str> = rows.filter_map(|row| row.split('|').nth(1)).collect();
    assert_eq!(names.len(), 2, "{}", ran.said);
    assert!(
        names.iter().all(|name| name.contains("/pets.yaml")),
        "{names:?}"
    );
}

/// A process that a command started ends with it, as rustc has to end with cargo.
#[cfg(unix)]
#[test]
fn what_takes_too_long_is_ended_with_all_that_it_started() {
    let folder = folder();
    let script = "#!/bin/sh\nsleep 60 &\necho $! > \"$1\"\nwait\n";
    fs::write(folder.path("slow.sh"), script).unwrap();
    let peer = "--peer=slow=sh slow.sh {out}.pid {spec}";
    let started = Instant::now();
    folder
        .xtask(&[
            "bench",
            "pets.yaml",
            peer,
            "--runs=1",
            "--compile-up-to=0",
            "--timeout=2",
            "--out=out",
        ])
        .is(0)
        .says("| slow | failed: error: took more than 2 s");
    assert!(started.elapsed() < Duration::from_secs(30));
    let pid = fs::read_to_string(folder.path("out/crates/slow/pets.pid")).unwrap();
    // One that has ended and that nobody has asked about is a zombie, `Z`.
    let state = std::process::Command::new("ps")
        .args(["-o", "stat=", "-p", pid.trim()])
        .output()
        .unwrap();
    let state = String::from_utf8(state.stdout).unwrap();
    let is_over = state.trim().is_empty() || state.starts_with('Z');
    assert!(is_over, "process {pid} is still there: {state}");
}
