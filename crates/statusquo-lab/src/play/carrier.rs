//! What carries a connection of the player.

use tokio::io::{AsyncRead, AsyncWrite};

/// What carries a connection: TCP, or TLS on TCP.
pub(super) trait Carrier: AsyncRead + AsyncWrite + Unpin + Send {}

impl<C: AsyncRead + AsyncWrite + Unpin + Send> Carrier for C {}
