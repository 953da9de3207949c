//! Streams of requests: boundaries, cuts and refusals, and httparse beside us.
#![no_main]

#[path = "../../crates/statusquo-wire/tests/support/mod.rs"]
mod support;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| support::inputs::head(bytes));
