//! TLS 1.2 and 1.3 below HTTP: certificates, what was agreed in the handshake, and a stream that hands out early data
//! as early as it comes.

mod acceptor;
mod authority;
mod certificates;
mod given;
mod kept;
mod quic;
mod session;
mod stream;
mod validity;

pub use acceptor::Acceptor;
pub use authority::{Authority, AuthorityError};
pub use certificates::{Certificates, Leaf};
pub use given::CertificateError;
pub use session::{Protocol, Session};
pub use stream::{HandshakeError, TlsStream};

pub(crate) use acceptor::Presented;
pub(crate) use quic::QuicAcceptor;
