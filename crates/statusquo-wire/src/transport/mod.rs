//! Below the messages: listeners, streams, deadlines, and the tap that keeps the exact bytes.

mod bound;
mod deadline;
mod incoming;
mod listener;
mod opening;
mod place;
mod stop;
mod stream;
mod tap;
mod tcp;

pub use bound::{BindError, Bound};
pub use listener::Server;
pub use stream::{Ends, Security, Stream};
pub use tap::{Direction, Frame, Piece, Recording, Tap};
pub use tcp::Tcp;

pub(crate) use deadline::Deadline;
pub(crate) use place::Places;
pub(crate) use stop::Stop;
