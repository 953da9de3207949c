//! The exact bytes of an exchange, both ways, with the time of each run counted from its beginning.

use statusquo_wire::transport::Direction;

/// A run of bytes that went one way at one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Which way.
    pub direction: Direction,
    /// When, in microseconds from the beginning of the exchange.
    pub at_micros: u64,
    /// How many octets went.
    pub length: u64,
}

/// A frame of HTTP/2 or HTTP/3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Which way.
    pub direction: Direction,
    /// When, in microseconds from the beginning of the exchange.
    pub at_micros: u64,
    /// Its type: `HEADERS`.
    pub kind: String,
    /// Its flags.
    pub flags: u8,
    /// How many octets its payload has.
    pub length: u64,
    /// The error code that it carries, if it is one that ends a stream.
    pub error: Option<u64>,
}

/// What went over the wire in one exchange.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// The bytes received, as far as they were kept.
    pub received: Vec<u8>,
    /// The bytes sent, as far as they were kept.
    pub sent: Vec<u8>,
    /// Octets received that were not kept.
    pub received_omitted: u64,
    /// Octets sent that were not kept.
    pub sent_omitted: u64,
    /// When what went which way, in order.
    pub runs: Vec<Run>,
    /// The frames that carried it, in order; none in HTTP/1.1.
    pub frames: Vec<Frame>,
    /// How many frames more there were.
    pub frames_omitted: u64,
}
