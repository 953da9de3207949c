//! Messages without I/O: versions, targets, fields, requests, and the rules that bytes can break.

pub(crate) mod assembled;
pub(crate) mod bytes;
mod fields;
mod request;
mod rule;
mod target;

pub use bytes::is_token;
pub use fields::{FieldSection, Fields, Line};
pub(crate) use fields::{elements, members};
pub use request::{Expectation, Framing, Request, Version};
pub use rule::{Part, Rule, Violation};
pub(crate) use target::is_host_port;
pub use target::{Form, Target, is_host};
