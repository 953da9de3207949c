//! The resources: all that the lab does, a file a thing.

pub(crate) mod authority;
pub(crate) mod busy;
pub(crate) mod deltas;
pub(crate) mod diffe;
pub(crate) mod divide;
pub(crate) mod documents;
pub(crate) mod echo;
pub(crate) mod exchanges;
pub(crate) mod former;
pub(crate) mod gateway;
pub(crate) mod jobs;
pub(crate) mod json;
pub(crate) mod limited;
pub(crate) mod maintenance;
pub(crate) mod moves;
pub(crate) mod number;
pub(crate) mod partial;
pub(crate) mod preconditions;
pub(crate) mod query;
pub(crate) mod ranges;
pub(crate) mod reference;
pub(crate) mod teapot;
pub(crate) mod users;
pub(crate) mod variants;
pub(crate) mod vault;
