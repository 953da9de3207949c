//! Upstreams that a gateway meets, as real listeners on loopback: one honest, the others broken in one way each.

mod healthy;
mod run;
mod table;

pub use run::Upstreams;
pub use table::{Behaviour, NAMES, behaviours};
