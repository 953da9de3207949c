//! What people read of statusquo, as pages: every code, the decision table, what passed. Values go in, HTML comes out: this
//! crate never knows a socket.
//!
//! ```
//! use statusquo_page::{Site, code};
//! let page = code::entry(&Site::live(), statusquo_catalog::entry(409).expect("409 is registered"));
//! assert!(page.starts_with("<!DOCTYPE html>") && page.contains("Conflict"));
//! ```

pub mod assets;
pub mod clients;
pub mod code;
pub mod compare;
pub mod decision;
pub mod find;
pub mod happen;
pub mod home;
pub mod journal;
mod plain;
mod problem;
mod prose;
mod sections;
mod sequence;
mod shell;
mod site;
pub mod statics;
mod transcript;

pub use maud;
pub use plain::plain;
pub use problem::{Problem, problem};
pub use sequence::{Message, sequence};
pub use site::Site;
