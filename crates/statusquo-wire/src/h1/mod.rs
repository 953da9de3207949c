//! HTTP/1.1: reading heads and content, writing answers. Sans-I/O, but for `connection`.

mod answering;
mod chunked;
mod connection;
mod content;
mod field_reader;
pub(crate) mod framing;
mod head;
mod response;
mod sniff;
mod spare;
mod tunnel;
mod write;

pub(crate) use chunked::NOT_IN_TRAILERS;
pub use connection::Connection;
pub(crate) use connection::millis;
pub use content::{ContentReader, Progress};
pub use head::HeadReader;
pub use response::{ResponseHead, ResponseReader};
pub(crate) use tunnel::Tunnel;
pub use write::{Frame, encode_chunk, encode_head, encode_last_chunk};
