//! How long frames and messages of an echo may be: as long as is granted to anybody, or less, if the client says so.

use crate::reason::Reason;
use crate::world::query;
use statusquo_decision::Question;

/// The longest message, in octets, whole or joined from its fragments.
pub(super) const MESSAGE: usize = 1024 * 1024;

/// The most octets of a frame, and of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bounds {
    pub(super) frame: usize,
    pub(super) message: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { frame: MESSAGE, message: MESSAGE }
    }
}

impl Bounds {
    /// Those that a query asks for.
    pub(crate) fn asked(query: Option<&str>) -> Result<Self, Reason> {
        let message = length(query, "max_message_size")?.unwrap_or(MESSAGE);
        let frame = length(query, "max_fragment_size")?;
        match frame {
            Some(frame) if frame > message => {
                let detail = format!("A fragment of {frame} octets does not fit a message of {message}.");
                Err(Reason::new(Question::Understood, detail).member("parameter", "max_fragment_size"))
            }
            _ => Ok(Self { frame: frame.unwrap_or(message), message }),
        }
    }
}

fn length(query: Option<&str>, name: &'static str) -> Result<Option<usize>, Reason> {
    let Some(text) = query::parameter(query, name) else { return Ok(None) };
    let digits = text.bytes().all(|octet| octet.is_ascii_digit());
    match text.parse() {
        Ok(length @ 1..=MESSAGE) if digits => Ok(Some(length)),
        _ => {
            let detail = format!("{name}={text:?} is not a number of octets from 1 to {MESSAGE}.");
            Err(Reason::new(Question::Understood, detail).member("parameter", name).member("limit", MESSAGE))
        }
    }
}
