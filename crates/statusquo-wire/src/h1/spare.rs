//! Buffers that nobody needs at the moment, a few a thread: ten thousand idle connections share them. And a request, for
//! connections that bring but one.

use crate::message::Request;
use std::cell::{Cell, RefCell};

/// The capacity of a new buffer.
pub(super) const SIZE: usize = 4 * 1024;

/// A buffer that has grown beyond this is let go.
const LARGEST: usize = 64 * 1024;

/// So many are kept for later.
const KEPT: usize = 64;

thread_local! {
    static SPARE: RefCell<Vec<Vec<u8>>> = const { RefCell::new(Vec::new()) };
}

thread_local! {
    /// The request of a connection that has ended, for the memory in it.
    static REQUEST: Cell<Option<Request>> = const { Cell::new(None) };
}

/// A request to read into.
pub(super) fn take_request() -> Request {
    REQUEST.take().unwrap_or_default()
}

/// Gives a request back.
pub(super) fn give_request(mut request: Request) {
    if request.bytes().len() <= SIZE {
        request.clear();
        REQUEST.set(Some(request));
    }
}

/// An empty buffer with room.
pub(super) fn take() -> Vec<u8> {
    SPARE.with_borrow_mut(Vec::pop).unwrap_or_else(|| Vec::with_capacity(SIZE))
}

/// Gives a buffer back.
pub(super) fn give(mut buffer: Vec<u8>) {
    buffer.clear();
    SPARE.with_borrow_mut(|spare| {
        if spare.len() < KEPT && (SIZE..=LARGEST).contains(&buffer.capacity()) {
            spare.push(buffer);
        }
    });
}
