//! How often memory is asked for to read and write a page of 100 leads.

use std::alloc::System;

use partnerportal::models::Lead;
use partnerportal::runtime::json;
use serde_json::json;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

use crate::Figures;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Adds the figures: with each lead's strings, which any reader has to allocate, there are 13 of them.
pub fn measure(figures: &mut Figures) {
    let page = json!({"data": vec![lead(); 100], "context": {"requestId": "request-1"}});
    let body = page.to_string();
    let read = || json::decode_items::<Lead>(body.as_bytes(), &["data"]).expect("leads");
    let (items, allocations) = counted(read);
    assert_eq!(items.items.len(), 100);
    figures.insert(
        "allocations: decode a page of 100 leads".to_owned(),
        allocations,
    );
    let (_, allocations) = counted(|| json::encode(&items.items).expect("JSON"));
    figures.insert(
        "allocations: encode a page of 100 leads".to_owned(),
        allocations,
    );
}

/// What a call gives, and how often it asked for memory, or for more of what it had.
fn counted<T>(call: impl FnOnce() -> T) -> (T, f64) {
    let region = Region::new(ALLOCATOR);
    let value = call();
    let change = region.change();
    (value, (change.allocations + change.reallocations) as f64)
}

fn lead() -> serde_json::Value {
    let text = include_str!("../codec/lead.json");
    serde_json::from_str(text).expect("a lead")
}
