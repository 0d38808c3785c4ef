//! What the lock of the public surface costs beside generating: `RAYON_NUM_THREADS=1 cargo run --release -p tests
//! --example lock_cost -- github.json`. Linux only, because it asks the system for processor time.
//!
//! Prints medians of seven runs: of generating without the lock, of what `codegen` does for `api.lock` and `release.lock`
//! beside that, and the sizes of both.

use std::fs;
use std::time::{Duration, Instant};

use generator::changes::{self, Kept, Release, Version};
use generator::emit::{self, Context, Crate};
use generator::surface::Surface;
use generator::{Described, Options, format, names};

const RUNS: usize = 7;

fn main() {
    let path = std::env::args()
        .nth(1)
        .expect("a description: lock_cost a.json");
    let mut figures = [const { Vec::new() }; 6];
    let mut sizes = String::new();
    for _ in 0..RUNS {
        let times = once(&path, &mut sizes);
        for (figure, time) in figures.iter_mut().zip(times) {
            figure.push(time);
        }
    }
    let [describe, files, surface, read, release, parse] = figures.map(|mut times| {
        times.sort_unstable();
        times[RUNS / 2]
    });
    let without = describe + files;
    let lock = surface + read + release;
    println!("{describe:>10.1?}  reading and lowering");
    println!("{files:>10.1?}  naming, emitting and formatting the other files");
    println!("{surface:>10.1?}  the surface and its text");
    println!("{read:>10.1?}  release.lock read, the release worked out and compared");
    println!("{release:>10.1?}  the text of release.lock");
    let share = lock.as_secs_f64() / without.as_secs_f64() * 100.0;
    println!("{lock:>10.1?}  for the locks, {share:.1} % of {without:.1?}");
    println!("{parse:>10.1?}  more where something changed, and api.lock is read");
    println!("{sizes}");
}

/// The times of one run.
fn once(path: &str, sizes: &mut String) -> [Duration; 6] {
    let bytes = fs::read(path).expect("a description");
    let no_other_file = |_: &str| Err("there is no such file".to_owned());
    let krate = Crate {
        name: "measured".to_owned(),
        version: "0.1.0".to_owned(),
        default_features: None,
        dependencies: Vec::new(),
        license: None,
        source: "measured.json".to_owned(),
        standalone: true,
    };
    let (describe, described) =
        timed(|| generator::describe("measured.json", bytes, &no_other_file, &Options::default()));
    let Ok(Described { api, .. }) = described else {
        panic!("the description is refused");
    };
    let names = names::plan(&api);
    let (files, written) = timed(|| {
        let names = names::plan(&api);
        let features = emit::features(&api, &names);
        let cx = Context::new(&api, &names, &krate, &features);
        format::format(&cx, emit::plan(&cx)).expect("every file is Rust")
    });
    let features = emit::features(&api, &names);
    let cx = Context::new(&api, &names, &krate, &features);
    let (surface, (now, lock)) = timed(|| {
        let surface = Surface::planned(&cx);
        let text = surface.text(&krate.source);
        (surface, text)
    });
    let state = Release {
        krate: krate.name.clone(),
        version: Version::FIRST,
        released: Version::FIRST,
        surface: now.clone(),
    };
    let kept = state.text(&now);
    // As `codegen` does: the lock of now is tried first, and the one in the folder is read only where something changed.
    let (read, found) = timed(|| {
        let release = Kept::parse(&kept).expect("a release").release(&now);
        changes::compare(&release.expect("of this lock").surface, &now).len()
    });
    assert_eq!(found, 0, "nothing has changed");
    let (parse, beside) = timed(|| Surface::parse(&lock).expect("a lock"));
    assert!(
        changes::compare(&beside, &now).is_empty(),
        "it says the same"
    );
    let (release, text) = timed(|| state.text(&now));
    let all: usize = written.iter().map(|file| file.text.len()).sum();
    *sizes = format!(
        "{} KiB api.lock, {} bytes release.lock right after a release; {} KiB other files",
        lock.len() / 1024,
        text.len(),
        all / 1024
    );
    [describe, files, surface, read, release, parse]
}

/// The processor time of all threads that some work took, or time by the clock where the system does not say.
fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let (started, before) = (Instant::now(), processor());
    let result = work();
    let took = match (before, processor()) {
        (Some(before), Some(after)) => after.saturating_sub(before),
        _ => started.elapsed(),
    };
    (took, result)
}

fn processor() -> Option<Duration> {
    let mut all = 0;
    for task in fs::read_dir("/proc/self/task").ok()? {
        let text = fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
        all += text.split(' ').next()?.parse::<u64>().ok()?;
    }
    Some(Duration::from_nanos(all))
}
