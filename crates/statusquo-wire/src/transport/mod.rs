//! Below the messages: listeners, streams, deadlines, and the tap that keeps the exact bytes.

mod deadline;
mod listener;
mod stop;
mod stream;
mod tap;

pub use listener::{BindError, Bound, Server};
pub use stream::{Ends, Stream};
pub use tap::{Direction, Frame, Piece, Recording, Tap};

pub(crate) use deadline::Deadline;
pub(crate) use stop::Stop;
