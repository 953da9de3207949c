//! Forward; break on purpose: a small strict gateway, and the upstreams that show what a gateway meets.
//!
//! This crate never knows who asks it to forward, and never names a status code for the client. It names causes: a
//! [`Failure`] says which of the proxy error types of RFC 9209 §2.3 happened, which rule the upstream broke and at
//! which byte. What the client is told is the caller's decision.
//!
//! - [`Gateway::ask`] sends a request to a literal address; it never resolves a name and follows nothing.
//! - [`Asked`] gives the interim answers as they come, then the [`Reply`], whole up to a limit and in pieces beyond it.
//! - [`upstream`] runs listeners on loopback that refuse, close, lie and stall, each in its own way.
//!
//! ```
//! # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
//! use statusquo_gateway::{Gateway, upstream::Upstreams};
//! use statusquo_wire::{Limits, Request, h1::HeadReader};
//!
//! let mut request = Request::default();
//! HeadReader::default().advance(b"GET /x HTTP/1.1\r\nHost: a\r\n\r\n", &Limits::default(), &mut request);
//!
//! let upstreams = Upstreams::start().unwrap();
//! let closing = upstreams.address("closing").unwrap();
//! let mut asked = Gateway::default().ask(closing, "/", &request, b"").await.unwrap();
//! let failure = asked.interim().await.unwrap_err();
//! assert_eq!(failure.error.name(), "connection_terminated");
//! # });
//! ```

mod asked;
mod failure;
mod fields;
mod gateway;
mod hop;
mod reply;
mod settings;
pub mod upstream;
mod via;

pub use asked::{Asked, Interim};
pub use failure::{Failure, ProxyError};
pub use fields::FieldChange;
pub use reply::Reply;
pub use settings::Gateway;
pub use via::PSEUDONYM;
