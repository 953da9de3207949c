//! What HTTP/2 and HTTP/3 have in common: an exchange on a stream among others, whatever carries the stream.

mod budget;
mod content;
mod fields;
mod known;
mod stream;
mod wire;

pub(crate) use budget::{Budget, RESET_COST};
pub(crate) use stream::{Answer, Shared, Stream};
pub(crate) use wire::{Lost, Reset, Wire};
