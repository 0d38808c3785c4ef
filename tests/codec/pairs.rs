//! Two ways to do the same, timed in turn: whatever else the machine does hits both alike.
//!
//! criterion warms up, says how often, and shows the times of our side with an interval; the ratio is the median of the
//! ratios of neighbours, which its own comparison of two separate runs cannot give.

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput};
use serde_json::{Value, json};

/// What a block of calls should take at least, so that reading the clock costs nothing beside it.
const BLOCK: Duration = Duration::from_micros(30);

/// What was measured of one pair.
pub struct Row {
    group: &'static str,
    name: &'static str,
    what: &'static str,
    bytes: usize,
    ours: f64,
    theirs: f64,
    ratio: f64,
    goal: Option<f64>,
}

/// All that was measured.
pub struct Pairs<'c> {
    criterion: &'c mut Criterion,
    rows: Vec<Row>,
}

/// What a pair is about.
#[derive(Clone, Copy)]
pub struct Case {
    pub group: &'static str,
    pub name: &'static str,
    /// The length of the JSON text.
    pub bytes: usize,
}

impl<'c> Pairs<'c> {
    pub fn new(criterion: &'c mut Criterion) -> Self {
        Self {
            criterion,
            rows: Vec::new(),
        }
    }

    /// Times `ours` and `theirs`; `goal` is how many times as fast ours should be.
    pub fn compare<A, B>(
        &mut self,
        case: Case,
        what: &'static str,
        goal: Option<f64>,
        ours: impl Fn() -> A,
        theirs: impl Fn() -> B,
    ) {
        if let Ok(asked) = std::env::var("CODEC_COUNT") {
            let asked: Vec<&str> = asked.split('/').collect();
            if asked.starts_with(&[case.name, what]) {
                repeat(asked.get(2..).unwrap_or_default(), &ours, &theirs);
            }
            return;
        }
        let calls = calls_per_block(&ours).max(calls_per_block(&theirs));
        let mut times = Vec::new();
        let mut group = self.criterion.benchmark_group(case.group);
        group.throughput(Throughput::Bytes(case.bytes as u64));
        group.bench_function(format!("{}/{what}", case.name), |bencher| {
            bencher.iter_custom(|blocks| {
                let mut total = Duration::ZERO;
                for _ in 0..blocks {
                    // Who comes first changes, as the second may find a warmer cache.
                    let pair = if times.len() % 2 == 0 {
                        let first = time(calls, &ours);
                        (first, time(calls, &theirs))
                    } else {
                        let first = time(calls, &theirs);
                        (time(calls, &ours), first)
                    };
                    total += pair.0;
                    times.push(pair);
                }
                total / calls
            });
        });
        group.finish();
        // Nothing was run where the command line names other cases.
        if times.is_empty() {
            return;
        }
        let nanoseconds = |time: Duration| time.as_secs_f64() * 1e9 / f64::from(calls);
        self.rows.push(Row {
            group: case.group,
            name: case.name,
            what,
            bytes: case.bytes,
            ours: median(times.iter().map(|pair| nanoseconds(pair.0))),
            theirs: median(times.iter().map(|pair| nanoseconds(pair.1))),
            ratio: median(times.iter().map(|(ours, theirs)| {
                theirs.as_secs_f64() / ours.as_secs_f64().max(f64::MIN_POSITIVE)
            })),
            goal,
        });
    }

    /// Everything as JSON: times in nanoseconds per call, medians.
    pub fn json(&self) -> Value {
        let row = |row: &Row| {
            json!({
                "group": row.group,
                "case": row.name,
                "what": row.what,
                "text_bytes": row.bytes,
                "ours_nanoseconds": row.ours,
                "derive_nanoseconds": row.theirs,
                "ratio": row.ratio,
                "goal": row.goal,
            })
        };
        self.rows.iter().map(row).collect()
    }

    /// A line for each pair.
    pub fn print(&self) {
        for row in &self.rows {
            println!(
                "{:<22} {:<24} {:<16} {:>9.2} us {:>9.2} us {:>6.2}x{}",
                row.group,
                row.name,
                row.what,
                row.ours / 1e3,
                row.theirs / 1e3,
                row.ratio,
                match row.goal {
                    Some(goal) if row.ratio < goal => format!("  below {goal}x"),
                    _ => String::new(),
                }
            );
        }
    }
}

/// Calls one side, `ours` or `derive`, as often as asked.
fn repeat<A, B>(asked: &[&str], ours: &impl Fn() -> A, theirs: &impl Fn() -> B) {
    let [side, calls] = asked else {
        panic!("CODEC_COUNT is `case/what/ours/times` or `case/what/derive/times`");
    };
    for _ in 0..calls.parse().expect("a number of times") {
        match *side {
            "ours" => drop(black_box(ours())),
            "derive" => drop(black_box(theirs())),
            _ => panic!("CODEC_COUNT counts `ours` or `derive`, not `{side}`"),
        }
    }
}

fn time<T>(calls: u32, call: &impl Fn() -> T) -> Duration {
    let started = Instant::now();
    for _ in 0..calls {
        black_box(call());
    }
    started.elapsed()
}

fn calls_per_block<T>(call: &impl Fn() -> T) -> u32 {
    let mut calls = 1;
    while calls < 1 << 16 && time(calls, call) < BLOCK {
        calls *= 2;
    }
    calls
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}
