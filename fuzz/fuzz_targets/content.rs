//! Contents of every framing, the first octets choosing which.
#![no_main]

#[path = "../../crates/statusquo-wire/tests/support/mod.rs"]
mod support;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| support::inputs::content(bytes));
