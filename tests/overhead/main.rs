//! What a call through the generated client costs more than the same call through reqwest alone.
//!
//! Both send the same GET with the same headers and the same limit of time over one kept connection to a server on
//! loopback that answers from memory, and decode the same JSON into the same types: a lead, and a page of twenty. Calls
//! take turns, so that whatever else the machine does hits both alike. `cargo bench -p tests --bench overhead` prints
//! medians and their ratios, and fails where one is above the limit given as `--at-most 1.05`. With `--instructions` it
//! counts instructions instead, which no load of the machine changes; that needs valgrind.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use calls::{Bare, Generated, Kind};

mod answers;
mod calls;
mod instructions;
mod server;

/// How many pairs of calls are timed, after as many to warm up as a tenth of that.
const PAIRS: usize = 20_000;

fn main() {
    if let Some(address) = value_of("--address") {
        return instructions::child(address.parse().expect("an address"));
    }
    let address = server::start();
    if std::env::args().any(|argument| argument == "--instructions") {
        return instructions::count(address);
    }
    let limit: Option<f64> = value_of("--at-most").map(|text| text.parse().expect("a number"));
    let ratios = Kind::ALL.map(|kind| report(kind, address));
    calls::without_network();
    if let Some(limit) = limit {
        for ratio in ratios {
            assert!(ratio <= limit, "{ratio:.3} is more than {limit}");
        }
    }
}

/// What follows a name among the arguments. cargo adds arguments of its own.
fn value_of(name: &str) -> Option<String> {
    std::env::args()
        .skip_while(|argument| argument != name)
        .nth(1)
}

/// Times pairs of calls of a kind, prints what they took, and gives back the ratio of the medians.
fn report(kind: Kind, address: SocketAddr) -> f64 {
    let [bare, generated, more] = runtime().block_on(measure(kind, address));
    let ratio = generated / bare;
    println!("{kind:?}, medians of {PAIRS} pairs:");
    println!("  bare reqwest     {bare:>8.2} us");
    println!("  generated client {generated:>8.2} us");
    println!("  difference       {more:>8.2} us within a pair");
    println!("  ratio            {ratio:>8.3}");
    ratio
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
}

/// The medians of both, and of the difference within a pair, in microseconds.
async fn measure(kind: Kind, address: SocketAddr) -> [f64; 3] {
    let (bare, generated) = (Bare::new(address), Generated::new(address));
    let mut times = [const { Vec::new() }; 3];
    for pair in 0..PAIRS + PAIRS / 10 {
        // Who comes first changes, as the second may find a warmer cache.
        let order = if pair % 2 == 0 { [0, 1] } else { [1, 0] };
        let mut took = [0.0; 2];
        for which in order {
            let started = Instant::now();
            match which {
                0 => bare.call(kind).await,
                _ => generated.call(kind).await,
            }
            took[which] = micros(started.elapsed());
        }
        if pair >= PAIRS / 10 {
            times[0].push(took[0]);
            times[1].push(took[1]);
            times[2].push(took[1] - took[0]);
        }
    }
    times.map(median)
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_unstable_by(f64::total_cmp);
    times[times.len() / 2]
}
