//! How a stream ends its connection, and how codes and errors are named on either side of `h3` and `quinn`.

use super::ledger::Ledger;
use h3::error::Code;
use h3::quic::{ConnectionErrorIncoming, StreamErrorIncoming, StreamId};
use quinn::{ConnectionError, VarInt};
use std::sync::Arc;

/// What a stream needs to end its connection.
#[derive(Clone)]
pub(super) struct Ending {
    pub(super) quic: quinn::Connection,
    pub(super) ledger: Ledger,
}

impl Ending {
    /// There was too much that is no request.
    pub(super) fn calm(&self) {
        self.quic.close(code_of(Code::H3_EXCESSIVE_LOAD), b"too much that is no request");
    }
}

/// A code on its way into QUIC.
pub(super) fn code_of(code: Code) -> VarInt {
    VarInt::from_u64(code.value()).unwrap_or(VarInt::MAX)
}

pub(super) fn stream_id(id: u64) -> StreamId {
    // QUIC's numbers of streams are in its range by construction.
    StreamId::try_from(id).unwrap_or_else(|_| unreachable!("the number of a QUIC stream"))
}

pub(super) fn of_connection(connection_error: ConnectionErrorIncoming) -> StreamErrorIncoming {
    StreamErrorIncoming::ConnectionErrorIncoming { connection_error }
}

pub(super) fn connection_error(error: ConnectionError) -> ConnectionErrorIncoming {
    match error {
        ConnectionError::ApplicationClosed(close) => {
            ConnectionErrorIncoming::ApplicationClose { error_code: close.error_code.into() }
        }
        ConnectionError::TimedOut => ConnectionErrorIncoming::Timeout,
        other => ConnectionErrorIncoming::Undefined(Arc::new(other)),
    }
}
