//! The export: all leads in a file, complete or not there, and an exit code that tells.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::{Value, json};
use tests::portal::{COMPANY, Fault, Portal, Route};

use crate::program::{environment, example, text};

/// A directory of its own for each test, empty.
fn directory(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("export_leads")
        .join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).expect("a directory");
    path
}

fn run(portal: &Portal, arguments: &[&str]) -> Output {
    let mut command = example("export_leads", &environment(portal));
    command.args(arguments).output().expect("it runs")
}

fn files(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).expect("the directory");
    let names = entries.map(|entry| {
        entry
            .expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned()
    });
    names.collect()
}

#[test]
fn a_thousand_leads_as_json_lines() {
    let portal = Portal::with_leads(1000);
    let directory = directory("json_lines");
    let file = directory.join("leads.jsonl");
    let output = run(
        &portal,
        &[file.to_str().expect("UTF-8"), "--page-size", "200"],
    );
    let (_, err) = text(&output);
    assert!(output.status.success(), "{err}");
    assert!(err.contains("1000 leads in"), "{err}");
    let written = fs::read_to_string(&file).expect("the file");
    let leads: Vec<Value> = written
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(leads.len(), 1000);
    for (written, stored) in leads.iter().zip(portal.leads(COMPANY)) {
        assert_eq!(*written, stored);
    }
    assert_eq!(files(&directory), ["leads.jsonl"]);
    assert_eq!(portal.count(Route::ListLeads), 6);
}

#[test]
fn leads_as_csv_with_everything_they_hold() {
    let portal = Portal::with_leads(2);
    let odd = json!({
        "lastName": "O\"Brien, \nJr.", "platform": "p", "firstName": "Zoë", "id": "odd", "status": "on hold",
        "value": "a lot", "lockCommissionPercent": true, "customFields": {"region": "North"},
    });
    portal.insert(COMPANY, odd);
    let directory = directory("csv");
    let file = directory.join("leads.CSV");
    let output = run(&portal, &[file.to_str().expect("UTF-8"), "--quiet"]);
    let (_, err) = text(&output);
    assert!(output.status.success(), "{err}");
    assert!(err.contains("1 of them"), "{err}");
    let mut reader = csv::Reader::from_path(&file).expect("the file");
    let headers = reader.headers().expect("a header").clone();
    let rows: Vec<_> = reader.records().map(|row| row.expect("a row")).collect();
    let cell = |row: usize, name: &str| {
        let column = headers
            .iter()
            .position(|header| header == name)
            .expect("a column");
        rows[row][column].to_owned()
    };
    assert_eq!((headers.len(), rows.len()), (24, 3));
    assert_eq!(
        (cell(0, "id"), cell(0, "email"), cell(0, "phone")),
        ("lead-1".into(), "ada-1@example.com".into(), "".into())
    );
    assert_eq!(cell(2, "lastName"), "O\"Brien, \nJr.");
    assert_eq!(
        (cell(2, "status"), cell(2, "value")),
        ("on hold".into(), "a lot".into())
    );
    assert_eq!(cell(2, "lockCommissionPercent"), "true");
    assert_eq!(cell(2, "other"), r#"{"customFields":{"region":"North"}}"#);
}

#[test]
fn a_lead_that_cannot_be_read_is_told_and_the_others_are_written() {
    let portal = Portal::with_leads(2);
    portal.insert(COMPANY, json!({"id": "broken"}));
    let directory = directory("rejected");
    let file = directory.join("leads.ndjson");
    let output = run(&portal, &[file.to_str().expect("UTF-8")]);
    let (_, err) = text(&output);
    assert_eq!(output.status.code(), Some(3), "{err}");
    assert!(
        err.contains("lastName") && err.contains("1 leads could not be read"),
        "{err}"
    );
    assert_eq!(
        fs::read_to_string(&file).expect("the file").lines().count(),
        2
    );
}

#[test]
fn a_failure_half_way_leaves_the_old_file_as_it_was() {
    let portal = Portal::with_leads(30);
    portal.fail_always(
        Route::ListLeads,
        Fault::edit(|body| {
            if body["data"][0]["id"] == "lead-21" {
                body["data"] = json!("broken");
            }
        }),
    );
    let directory = directory("failure");
    let file = directory.join("leads.csv");
    fs::write(&file, "old").expect("a file");
    let output = run(
        &portal,
        &[file.to_str().expect("UTF-8"), "--page-size", "10"],
    );
    let (_, err) = text(&output);
    assert_eq!(output.status.code(), Some(1), "{err}");
    assert!(err.contains("after 20 leads"), "{err}");
    assert_eq!(fs::read_to_string(&file).expect("the file"), "old");
    assert_eq!(files(&directory), ["leads.csv"]);
}

#[test]
fn arguments_are_checked_and_explained() {
    let portal = Portal::with_leads(1);
    let output = run(&portal, &["leads.xlsx"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output).1.contains("leads.xlsx"));
    assert_eq!(
        run(&portal, &["leads.csv", "--page-size", "0"])
            .status
            .code(),
        Some(2)
    );
    let help = run(&portal, &["--help"]);
    assert!(help.status.success());
    for part in [
        "PARTNERPORTAL_CLIENT_SECRET",
        "--page-size",
        ".ndjson",
        "Exit codes",
    ] {
        assert!(text(&help).0.contains(part), "{part}");
    }
    assert_eq!(portal.connections(), 0);
}

#[test]
fn another_company_is_an_argument() {
    let portal = Portal::start();
    portal.insert(
        "company-7",
        json!({"lastName": "L", "platform": "p", "firstName": "F", "id": "1", "status": "active"}),
    );
    let file = directory("company").join("leads.jsonl");
    let output = run(
        &portal,
        &[file.to_str().expect("UTF-8"), "--company", "company-7"],
    );
    assert!(output.status.success(), "{}", text(&output).1);
    assert_eq!(
        fs::read_to_string(&file).expect("the file").lines().count(),
        1
    );
}
