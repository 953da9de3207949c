//! A write lock on a resource of the share, until it is taken off or its time is over.

use super::{Element, Id, Path};
use crate::store::moment::Moment;
use std::sync::Arc;

/// A lock. It stands on the name that it was asked for under, and is over when that name leads elsewhere.
#[derive(Clone, Debug)]
pub(crate) struct Lock {
    /// A URI that no other lock ever has.
    pub(crate) token: String,
    /// The name that it was asked for under.
    pub(crate) root: Path,
    /// What that name led to.
    pub(crate) resource: Id,
    /// Whether it covers all that can be reached from there.
    pub(crate) infinite: bool,
    /// Whether it allows no other lock beside it.
    pub(crate) exclusive: bool,
    /// What the client says of who holds it.
    pub(crate) owner: Option<Arc<Element>>,
    /// For how many seconds it was granted.
    pub(crate) seconds: u64,
    pub(crate) until: Moment,
}
