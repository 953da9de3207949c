//! Chunked contents, and httparse's chunk sizes beside us.
#![no_main]

#[path = "../../crates/statusquo-wire/tests/support/mod.rs"]
mod support;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| support::inputs::chunked(bytes));
