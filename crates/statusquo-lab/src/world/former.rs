//! Where users were before: `/lab/people` answers every request with 308, so that a POST's content survives the way.

use super::{documents, users};
use crate::store::user;
use crate::visit::Visit;

/// An address at which users were before.
#[derive(Debug)]
pub(crate) struct FormerVisit {
    /// None for all.
    id: Option<u64>,
}

impl FormerVisit {
    pub(crate) fn collection() -> Self {
        Self { id: None }
    }

    pub(crate) fn one(id: u64) -> Self {
        Self { id: Some(id) }
    }

    /// What is offered at the new address: a request that is sent on keeps its method.
    pub(crate) fn methods(&self) -> &'static [&'static str] {
        if self.id.is_none() { users::COLLECTION_METHODS } else { users::METHODS }
    }

    /// Sends the client on, query and all.
    pub(crate) fn find(&self, visit: &mut Visit<'_>) {
        let mut location = self.id.map_or_else(|| user::COLLECTION.to_owned(), user::path);
        if let Some(query) = visit.target.query {
            location.push('?');
            location.push_str(query);
        }
        documents::moved(visit, location, true, true);
    }
}
