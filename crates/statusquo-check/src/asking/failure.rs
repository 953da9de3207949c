//! Why nothing came that could be judged: at which step, what happened, and what may help.

use super::Deadlines;
use crate::reading::{ALL, Nothing, Stopped};
use std::fmt;
use std::io;
use tokio::time::error::Elapsed;

/// The step of asking that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Finding the host's addresses.
    Name,
    /// Opening a connection.
    Connection,
    /// The handshake of TLS, the server's certificate among it.
    Tls,
    /// Reading an answer.
    Answer,
}

impl Step {
    /// One word for machines.
    pub const fn name(self) -> &'static str {
        match self {
            Step::Name => "name",
            Step::Connection => "connection",
            Step::Tls => "tls",
            Step::Answer => "answer",
        }
    }
}

/// Nothing came that could be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// At which step.
    pub step: Step,
    /// What happened, in one sentence without a full stop.
    pub what: String,
}

impl Failure {
    pub(super) fn new(step: Step, what: impl Into<String>) -> Self {
        Self { step, what: what.into() }
    }

    /// The connection ended without a whole head.
    pub(super) fn answer(
        nothing: &Nothing,
        stopped: Stopped,
        written: &Result<io::Result<()>, Elapsed>,
        deadlines: &Deadlines,
    ) -> Self {
        let what = match (nothing, stopped) {
            (Nothing::Empty, Stopped::Late) => {
                format!("the server took the connection and said nothing within {}", seconds(deadlines.head))
            }
            (Nothing::Empty, Stopped::Broken) if matches!(written, Ok(Ok(()))) => {
                "the server reset the connection without an answer".to_owned()
            }
            (Nothing::Empty, _) => match written {
                Ok(Ok(())) => "the server closed the connection without an answer".to_owned(),
                _ => "the server closed the connection while the request was sent, without an answer".to_owned(),
            },
            (Nothing::Unended(_), Stopped::Late) => format!("{nothing} within {}", seconds(deadlines.head)),
            (Nothing::Unended(_), Stopped::Enough) => {
                format!("no final answer came within the {ALL} octets that are read")
            }
            (Nothing::Unended(_), Stopped::Broken) => format!("{nothing} before the connection was reset"),
            (Nothing::Unended(_), _) => format!("{nothing} before the connection closed"),
            (Nothing::NotHttp(first), _) if first.starts_with(&[0x15, 0x03]) => {
                "the port speaks TLS, and not HTTP in cleartext: try https".to_owned()
            }
            (nothing, _) => nothing.to_string(),
        };
        Self::new(Step::Answer, what)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Failure {}

/// A duration as people say it.
pub(super) fn seconds(time: std::time::Duration) -> String {
    let seconds = time.as_secs_f64();
    match seconds == 1.0 {
        true => "1 second".to_owned(),
        false => format!("{seconds} seconds"),
    }
}
