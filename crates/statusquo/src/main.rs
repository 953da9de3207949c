//! The command `statusquo`.

fn main() {}
