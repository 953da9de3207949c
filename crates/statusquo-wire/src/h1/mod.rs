//! HTTP/1.1: reading heads and content, writing answers. Sans-I/O, but for `connection`.

mod answering;
mod chunked;
mod connection;
mod content;
mod field_reader;
pub(crate) mod framing;
mod head;
mod response;
mod spare;
mod tunnel;
mod write;

pub use connection::Connection;
pub use content::{ContentReader, Progress};
pub use head::HeadReader;
pub use response::{ResponseHead, ResponseReader};
pub(crate) use tunnel::Tunnel;
pub use write::{Frame, encode_chunk, encode_head, encode_last_chunk};
