//! What passed, and why: finished exchanges with their exact bytes, bounded by bytes, with the secrets masked.
//!
//! This crate never knows who wrote a record. The reason of an answer is an opaque value that the writer gives with the
//! record and the reader gets back.
//!
//! ```
//! use statusquo_journal::{Finished, Journal};
//! use statusquo_wire::transport::Recording;
//! use std::time::{Duration, Instant, SystemTime};
//!
//! let journal = Journal::new(1 << 20, false);
//! let mut recording = Recording {
//!     received: b"GET /lab/vault HTTP/1.1\r\nHost: a\r\nAuthorization: Basic cmVhZGVyOnJlYWRlcg==\r\n\r\n".to_vec(),
//!     ..Recording::default()
//! };
//! journal.record(Finished {
//!     id: 7,
//!     version: "HTTP/1.1",
//!     method: "GET",
//!     target: "/lab/vault",
//!     code: 200,
//!     interim: &[],
//!     forced: false,
//!     secured: false,
//!     way: *b"---- the credentials are known -",
//!     peer: ([127, 0, 0, 1], 40_000).into(),
//!     began: SystemTime::now(),
//!     start: Instant::now(),
//!     duration: Duration::from_micros(90),
//!     recording: &mut recording,
//! });
//! let record = journal.get(7).expect("it was recorded");
//! assert_eq!(&record.way, b"---- the credentials are known -");
//! assert!(record.traffic.received.ends_with(b"Authorization: Basic ********************\r\n\r\n"));
//! ```

mod date;
mod journal;
mod layout;
mod mask;
mod memory;
mod reading;
mod record;
mod ring;
mod traffic;

pub use date::date;
pub use journal::{DEFAULT_LIMIT, Journal};
pub use layout::REASON;
pub use mask::mask;
pub use reading::{Message, Timing};
pub use record::{Finished, Record, Why};
pub use statusquo_wire::transport::Direction;
pub use traffic::{Frame, Run, Traffic};
