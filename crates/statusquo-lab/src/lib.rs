//! Where codes have causes: a server in which every status code happens for its real reason, and can be asked why.
//!
//! The way of a request: the engine ([`statusquo_wire`]) reads it, `route` finds the resource, the decision table
//! ([`statusquo_decision`]) walks from fact to fact, the `world` does what has to be done, `answer` writes what came
//! of it, and the journal keeps it. One road, one table.
//!
//! Its files stand on floors, and import from below or beside, never in a circle: `store`, `form`, `settings` and
//! `reason`, and beside them `play` and `happening`, a client that makes codes happen in whatever world it is given;
//! `state`, which is what outlives a request; `visit`, which is one request; the `world`, a file a thing, and `httpbin`, a
//! file a family; `described`, what all of it is for programs; `resource`, `route`, `admin` and `secured`; `answer`; `observe`, what is told outside; `lab`.

mod admin;
mod answer;
mod chance;
mod described;
pub mod entry_json;
mod flow;
mod form;
pub mod happening;
mod httpbin;
mod lab;
mod observe;
pub mod play;
mod reason;
mod resource;
mod route;
mod secured;
mod settings;
mod state;
mod store;
mod visit;
mod world;

pub use lab::{Lab, Running, StartError};
pub use observe::{Observe, Observer, Seen};
pub use settings::{DavLimits, HttpbinLimits, Journaling, ServesAs, Settings};
