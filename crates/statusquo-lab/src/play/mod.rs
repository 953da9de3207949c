//! Plays a trigger: sends its steps over real sockets and keeps every byte that goes and comes.

mod carried;
mod carrier;
mod failed;
mod http1;
mod http2;
mod http3;
mod listening;
mod notes;
mod place;
mod player;
mod transcript;
mod translate;

pub use carried::{NotCarried, carried, not_carried, reason, trigger};
pub use failed::Failed;
pub use notes::Tell;
pub use place::Place;
pub use player::{play, play_over, play_told};
pub use transcript::{Answer, Event, Played, Timed};

use std::time::Duration;

/// How long an answer may take; a content that does not come is the longest cause of waiting.
const PATIENCE: Duration = Duration::from_secs(40);

/// The most octets of one answer that are read.
const MOST: usize = 4 * 1024 * 1024;
