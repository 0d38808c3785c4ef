//! G10, G11: the corpora of the fuzz targets, and documents made at random.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use generator::Faults;

use crate::fuzz::{self, Choices, Outcome};
use crate::run::in_parallel;

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/corpus");

#[test]
fn g10_the_corpora_of_the_fuzz_targets_pass() {
    type Target = fn(&[u8]);
    let targets: [(&str, Target); 4] = [
        ("bytes", fuzz::bytes),
        ("documents", fuzz::documents),
        ("names", fuzz::names),
        ("overlays", fuzz::overlays),
    ];
    for (target, run) in targets {
        let mut inputs = 0;
        for entry in fs::read_dir(Path::new(CORPUS).join(target)).expect("a corpus") {
            run(&fs::read(entry.expect("an entry").path()).expect("an input"));
            inputs += 1;
        }
        assert!(inputs >= 3, "{target} has {inputs} inputs");
    }
}

/// A row of numbers that is the same in every run (SplitMix64).
pub struct Numbers(u64);

impl From<u64> for Numbers {
    fn from(seed: u64) -> Self {
        Self(seed)
    }
}

impl Numbers {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[test]
fn g11_ten_thousand_documents_give_files_or_located_errors() {
    let (crates, refused) = (AtomicUsize::new(0), AtomicUsize::new(0));
    in_parallel(10_000, |number| {
        let mut numbers = Numbers(number as u64);
        let length = numbers.next() as usize % 120;
        let bytes: Vec<u8> = (0..length).map(|_| numbers.next() as u8).collect();
        let text = fuzz::document(&mut Choices::new(&bytes))
            .to_string()
            .into_bytes();
        // Every tenth is written in full; the others are understood, named and emitted, or refused.
        let outcome = match number % 10 {
            0 => fuzz::judge("a.json", text, Faults::Tolerate),
            _ => fuzz::understand("a.json", text, Faults::Tolerate),
        };
        match outcome {
            Outcome::Crate(_) => crates.fetch_add(1, Ordering::Relaxed),
            Outcome::Refused(_) => refused.fetch_add(1, Ordering::Relaxed),
        };
    });
    let (crates, refused) = (crates.into_inner(), refused.into_inner());
    println!("{crates} crates, {refused} refused");
    assert_eq!(crates + refused, 10_000);
    // Neither may be rare, or the test shows nothing.
    assert!(
        crates > 1_000 && refused > 1_000,
        "{crates} crates, {refused} refused"
    );
}
