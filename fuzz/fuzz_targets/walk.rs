//! Random facts, changed on the way: a walk down the table ends, and its way is consistent.
#![no_main]

#[path = "../../crates/statusquo-decision/tests/walks/invariants.rs"]
mod invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    invariants::walk(bytes);
});
