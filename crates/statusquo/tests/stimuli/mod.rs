//! The table of raw stimuli by theme: bytes, and what an HTTP/1.1 server that never repairs makes of them.

pub mod chunked;
pub mod connection;
pub mod fields;
pub mod framing;
pub mod host;
pub mod limits;
pub mod request_line;
pub mod row;
pub mod target;
pub mod time;
