//! A bucket of tokens, one a client.

use super::moment::Moment;

/// A bucket as it was when it was last looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bucket {
    pub(crate) tokens: f64,
    pub(crate) at: Moment,
}
