//! The table of raw stimuli by theme: bytes, and what an HTTP/1.1 server that never repairs makes of them.

pub(crate) mod chunked;
pub(crate) mod connection;
pub(crate) mod fields;
pub(crate) mod framing;
pub(crate) mod host;
pub(crate) mod limits;
pub(crate) mod request_line;
pub(crate) mod row;
pub(crate) mod target;
pub(crate) mod time;

use row::Row;

/// Every row of every theme.
pub(crate) fn rows() -> Vec<Row> {
    [
        request_line::rows(),
        target::rows(),
        fields::rows(),
        host::rows(),
        framing::rows(),
        chunked::rows(),
        limits::rows(),
        time::rows(),
        connection::rows(),
    ]
    .concat()
}
