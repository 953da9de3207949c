//! Below the messages: listeners, streams, deadlines, and the tap that keeps the exact bytes.

mod deadline;
mod listener;
mod stream;
mod tap;

pub use listener::{BindError, Bound, Server};
pub use stream::Stream;
pub use tap::{Direction, Frame, Piece, Recording, Tap};

pub(crate) use deadline::Deadline;
