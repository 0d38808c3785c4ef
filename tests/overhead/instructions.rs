//! Counts instructions instead of time: a call's own, without the kernel's and the server's.
//!
//! The client runs in a process of its own under valgrind, once with few calls and once with more; the difference is
//! that of the calls alone.

use std::net::SocketAddr;
use std::process::Command;

use crate::calls::{Bare, Generated, Kind};
use crate::{runtime, value_of};

const FEW: u64 = 500;
const MANY: u64 = 2500;

/// Counts for each kind of call, and prints what a call takes.
pub fn count(address: SocketAddr) {
    for kind in Kind::ALL {
        let [bare, generated] = ["bare", "generated"].map(|client| {
            let [few, many] = [FEW, MANY].map(|calls| run(address, kind, client, calls));
            (many - few) / (MANY - FEW)
        });
        println!("{kind:?}, instructions of a call:");
        println!("  bare reqwest     {bare:>8}");
        println!("  generated client {generated:>8}");
        println!("  difference       {:>8}", generated as i64 - bare as i64);
        println!("  ratio            {:>8.3}", generated as f64 / bare as f64);
    }
}

/// How many instructions a client took for so many calls, with all that comes before and after them.
fn run(address: SocketAddr, kind: Kind, client: &str, calls: u64) -> u64 {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe().expect("this program"))
        .args(["--address", &address.to_string()])
        .args(["--kind", &format!("{kind:?}")])
        .args(["--client", client])
        .args(["--calls", &calls.to_string()])
        .output()
        .expect("valgrind, which counts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let collected = said
        .lines()
        .find_map(|line| line.split_once("Collected : "));
    let (_, number) = collected.expect("how many were counted");
    number.trim().parse().expect("a number")
}

/// The process that is counted.
pub fn child(address: SocketAddr) {
    let argument = |name: &str| value_of(name).unwrap_or_else(|| panic!("{name}"));
    let calls: u64 = argument("--calls").parse().expect("a number");
    let kind = match argument("--kind").as_str() {
        "Lead" => Kind::Lead,
        _ => Kind::Page,
    };
    let client = argument("--client");
    runtime().block_on(async {
        if client == "bare" {
            let bare = Bare::new(address);
            for _ in 0..calls {
                bare.call(kind).await;
            }
        } else {
            let generated = Generated::new(address);
            for _ in 0..calls {
                generated.call(kind).await;
            }
        }
    });
}
